// Shortcuts of the text fields, the list of them, and the way to switch them off (WCAG 2.1.4).

import { openDialog, make } from "./dialogs.js";
import { continueList, stateOf, write } from "./insert.js";

const CHOICE = "candor:shortcuts";
const isMac = /Mac|iP(hone|ad)/.test(navigator.platform);
const MORE = [
  ["Enter", "In a list or quotation: the next item; in an empty one: its end"],
  ["Alt+F10", "To the tools; Escape leads back to the text"],
  ["Mod+Shift+V", "Paste as plain text"],
  ["Mod+Z", "Take back what was put in"],
  ["?", "This list, outside of text fields"],
];
const IN_DESK = [["Alt+ArrowUp", "Move the row whose head has the focus up"], ["Alt+ArrowDown", "Move it down"]];

export function areOn() {
  return localStorage.getItem(CHOICE) !== "off";
}

/** Listen for the keys of `tools`; `fieldOf` finds the text field of a target. */
export function startShortcuts(tools, fieldOf, { toTools }) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || !areOn()) return;
    const field = fieldOf(event.target);
    if (field && inField(event, field, tools, toTools)) event.preventDefault();
    else if (!field && isQuestion(event)) {
      event.preventDefault();
      showShortcuts(tools);
    }
  });
}

function inField(event, field, tools, toTools) {
  if (isPressed(event, "Alt+F10")) return toTools(field);
  if (event.key === "Enter" && !modifiers(event)) return next(field);
  const tool = modifiers(event) && tools.find(({ keys, fits }) => isPressed(event, keys) && (fits?.(field.closest("[data-markdown]")) ?? true));
  if (tool) tool.run(field);
  return Boolean(tool);
}

function next(field) {
  const edit = continueList(stateOf(field));
  if (edit) write(field, edit);
  return Boolean(edit);
}

function modifiers({ ctrlKey, metaKey, altKey, shiftKey }) {
  return ctrlKey || metaKey || altKey || shiftKey;
}

// Letters by what they print, unless Alt turns them into signs; digits by where they are.
function isPressed(event, keys) {
  const parts = keys.split("+");
  const [key, mod, shift, alt] = [parts.at(-1), ...["Mod", "Shift", "Alt"].map((name) => parts.includes(name))];
  if (event.getModifierState("AltGraph") || event.shiftKey !== shift || event.altKey !== alt) return false;
  if ((isMac ? event.metaKey : event.ctrlKey) !== mod || (isMac ? event.ctrlKey : event.metaKey)) return false;
  if (/^\d$/.test(key)) return event.code === `Digit${key}`;
  return alt && key.length === 1 ? event.code === `Key${key}` : event.key.toUpperCase() === key.toUpperCase();
}

function isQuestion(event) {
  const isText = event.target.matches?.("input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]");
  return event.key === "?" && !isText && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
}

/** Keys as they are called on this machine. */
export function named(keys) {
  const names = { Mod: isMac ? "⌘" : "Ctrl", Alt: isMac ? "⌥" : "Alt", Shift: isMac ? "⇧" : "Shift", ArrowUp: "↑", ArrowDown: "↓" };
  return keys.split("+").map((key) => names[key] ?? key).join(isMac ? " " : "+");
}

/** Keys as `aria-keyshortcuts` has them. */
export function ariaOf(keys) {
  return keys.replace("Mod", isMac ? "Meta" : "Control");
}

export function showShortcuts(tools) {
  const dialog = openDialog("Shortcuts", `<p><label class="dialog-choice"><input type="checkbox"> Shortcuts are on</label></p>
    <table class="shortcuts"><caption class="visually-hidden">Keys and what they do</caption>
      <thead><tr><th scope="col">Keys</th><th scope="col">What they do</th></tr></thead><tbody></tbody></table>
    <p class="dialog-buttons"><button type="button" class="button default" data-cancel>Close</button></p>`, { wide: true });
  const root = document.querySelector("[data-markdown]");
  const usable = tools.filter(({ fits }) => fits?.(root) ?? true);
  const isDesk = document.querySelector("[data-desk]") !== null;
  const rows = [...usable.map(({ keys, label }) => [keys, label]), ...MORE, ...(isDesk ? IN_DESK : [])];
  dialog.querySelector("tbody").append(...rows.map(([keys, words]) => (
    make("tr", {}, make("th", { scope: "row" }, make("kbd", { textContent: named(keys) })), make("td", { textContent: words }))
  )));
  const box = dialog.querySelector("input");
  box.checked = areOn();
  box.addEventListener("change", () => {
    localStorage.setItem(CHOICE, box.checked ? "on" : "off");
    document.dispatchEvent(new CustomEvent("desk:shortcuts"));
  });
  box.focus();
}
