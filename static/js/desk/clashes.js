// Two texts for one passage: one click takes mine, theirs or both, at once and in the text, so
// that it is seen before it is saved. Without this script the choice is made by saving.

export function startClashes(desk) {
  for (const part of desk.querySelectorAll("[data-clash]")) startClash(desk, part);
}

function startClash(desk, part) {
  const clash = JSON.parse(part.querySelector("input[type=hidden]").value);
  const field = fieldOf(desk, clash);
  if (!field) return; // a whole row, or a choice from a list: settled when it is saved
  const both = field.value;
  const tools = document.createElement("p");
  tools.className = "clash-choices";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  for (const radio of part.querySelectorAll("input[type=radio]")) {
    tools.append(choose(radio, () => {
      const text = settled(both, clash, radio.value);
      if (text === null || ![both, part.last].includes(field.value)) {
        status.textContent = "The text was changed meanwhile: choose there by hand.";
        return;
      }
      write(field, text);
      part.last = text;
      status.textContent = "It is so in the text now. Save to keep it.";
      for (const button of tools.querySelectorAll("button")) button.ariaPressed = String(button.value === radio.value);
    }));
  }
  tools.append(status);
  // What stands in the text is what counts from now on.
  part.querySelector(".clash-choices").replaceWith(tools);
  field.addEventListener("input", () => part.querySelector("input[type=hidden]")?.remove(), { once: true });
}

function choose(radio, act) {
  const words = radio.closest("label").textContent.trim();
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words, value: radio.value });
  button.ariaPressed = "false";
  button.addEventListener("click", act);
  return button;
}

function fieldOf(desk, { rows, key, field }) {
  if (!field) return null;
  if (!rows) return textOf(desk.querySelector(`.field[data-place="${CSS.escape(field)}"]`));
  const row = desk.querySelector(`[data-row][data-place="${CSS.escape(`${rows}:${key}`)}"]`);
  return textOf(row?.querySelector(`.field-${CSS.escape(field)}`));
}

function textOf(part) {
  return part?.querySelector("textarea, input[type=text], input[type=url], input:not([type])") ?? null;
}

/** The text with one of the two passages; null where they do not follow one another in it. */
function settled(text, { mine, theirs }, choice) {
  const ours = String(mine ?? "");
  const others = String(theirs ?? "");
  if (choice === "both") return text;
  const wanted = choice === "mine" ? ours : others;
  if (text.trim() === ours.trim()) return wanted; // one value, of which mine stands there
  const pair = [ours, others].filter(Boolean).map(pattern);
  const found = new RegExp(`(^|\\n[^\\S\\n]*\\n\\s*)${pair.join("\\s*?\\n\\s*")}(?=\\s*$|\\s*?\\n[^\\S\\n]*\\n)`).exec(text);
  if (!found) return null;
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  if (wanted) return before + found[1] + wanted + after;
  return before ? before + after : after.replace(/^\s+/, "");
}

function pattern(passage) {
  return passage.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
}

// Through the browser, so that it can be undone.
function write(field, text) {
  if (field.value === text) {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  field.focus();
  field.select();
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (isDone) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
