// Names for what Django's scripts make without one: choosers with search, filters of lists.
const labelOf = (select) => {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (label && !label.id) label.id = `${select.id}-label`;
  return label;
};

function nameChooser(select) {
  const label = labelOf(select);
  const chooser = select.nextElementSibling?.matches(".select2-container") && select.nextElementSibling;
  if (!label || !chooser) return;
  const selection = chooser.querySelector(".select2-selection");
  const list = chooser.querySelector(".select2-selection__rendered");
  if (select.multiple) {
    selection.setAttribute("aria-labelledby", label.id);
    list.setAttribute("role", "presentation");
    chooser.querySelector(".select2-search__field").setAttribute("aria-labelledby", label.id);
  } else {
    selection.setAttribute("aria-labelledby", `${label.id} ${list.id}`);
    list.setAttribute("aria-labelledby", label.id);
  }
}

// The list of a chooser stands at the end of the page while it is open.
function nameOpened(event) {
  const label = labelOf(event.target);
  const list = document.querySelector("body > .select2-container--open");
  const selection = document.querySelector("[role=combobox][aria-owns]");
  if (selection) selection.setAttribute("aria-controls", selection.getAttribute("aria-owns"));
  if (!label || !list) return;
  for (const part of [list, ...list.querySelectorAll(".select2-search__field")]) part.setAttribute("aria-labelledby", label.id);
  list.setAttribute("role", "region");
}

function nameAll() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) nameChooser(select);
  for (const icon of document.querySelectorAll(".datetimeshortcuts a > span[title]")) icon.parentElement.setAttribute("aria-label", icon.title);
  for (const box of document.querySelectorAll(".calendarbox, .clockbox")) {
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", box.matches(".clockbox") ? "Choose a time" : "Choose a date");
  }
  for (const icon of document.querySelectorAll(".search-label-icon[aria-label]")) icon.setAttribute("role", "img");
}

// Django makes its choosers when its jQuery is ready, dates when all is loaded: either may be last.
const { jQuery } = globalThis.django ?? {};
jQuery?.(nameAll);
jQuery?.(document).on("select2:open", nameOpened);
addEventListener("load", nameAll);
for (const name of ["desk:rows", "formset:added"]) document.addEventListener(name, () => setTimeout(nameAll));
