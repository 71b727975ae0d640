// Dialogs of the fields: one at a time, made when it is needed. Closing gives the focus back.

/** Show a dialog of this title and HTML (ours, never what somebody typed); returns it. */
export function openDialog(title, html, { wide = false } = {}) {
  const dialog = document.createElement("dialog");
  dialog.className = wide ? "desk-dialog field-dialog is-wide" : "desk-dialog field-dialog";
  dialog.setAttribute("aria-labelledby", "field-dialog-title");
  dialog.innerHTML = `<form method="dialog"><h2 id="field-dialog-title"></h2>${html}</form>`;
  dialog.querySelector("h2").textContent = title;
  for (const button of dialog.querySelectorAll("[data-cancel]")) button.addEventListener("click", () => dialog.close());
  // What is typed here is no part of the form around it, which would keep and send it.
  for (const name of ["input", "change", "keydown", "paste"]) dialog.addEventListener(name, (event) => event.stopPropagation());
  const putBack = remember(document.activeElement);
  dialog.addEventListener("close", () => {
    dialog.remove();
    putBack();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// What was selected in a text is selected again, unless something was put in since.
function remember(field) {
  if (!field.matches("textarea")) return () => {};
  const { value, selectionStart, selectionEnd } = field;
  return () => document.activeElement === field && field.value === value && field.setSelectionRange(selectionStart, selectionEnd);
}

/** Ask for the fields of a form; resolves with its FormData, or null where it is given up. */
export function ask(title, html) {
  const dialog = openDialog(title, `${html}${BUTTONS}`);
  const form = dialog.querySelector("form");
  return new Promise((resolve) => {
    let data = null;
    form.addEventListener("submit", () => { data = new FormData(form); });
    // Not before it is closed: until then nothing else can have the focus.
    dialog.addEventListener("close", () => resolve(data));
  });
}

export const BUTTONS = `<p class="dialog-buttons"><button type="submit" class="button default">Insert</button>
  <button type="button" class="button" data-cancel>Cancel</button></p>`;

export function make(tag, properties = {}, ...children) {
  const { role, data = {}, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  if (role) element.setAttribute("role", role);
  Object.assign(element.dataset, data);
  element.append(...children);
  return element;
}
