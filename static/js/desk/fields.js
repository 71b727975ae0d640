// Markdown fields: tools, shortcuts, what is pasted and dropped. All of it listens on the page,
// so a form of a hundred fields costs nothing until one is entered, and rows that are added
// later have it too. Without this script they are plain text areas and everything still works.

import { sendOnce } from "./once.js";
import { startPasting } from "./paste.js";
import { startPreviews } from "./preview.js";
import { startShortcuts } from "./shortcuts.js";
import { Toolbar } from "./toolbar.js";
import { TOOLS } from "./tools.js";

let toolbar;

function fieldOf(target) {
  const isField = target?.matches?.("[data-markdown] > textarea") && !target.readOnly && !target.disabled;
  return isField ? target : null;
}

function enter(field) {
  toolbar ??= new Toolbar(TOOLS);
  toolbar.attach(field);
  return toolbar;
}

document.addEventListener("focusin", ({ target }) => fieldOf(target) && enter(target));
startShortcuts(TOOLS, fieldOf, { toTools: (field) => enter(field).enter() });
startPasting(fieldOf, (words) => toolbar?.say(words));
startPreviews();
if (fieldOf(document.activeElement)) enter(document.activeElement);
for (const form of document.querySelectorAll("#content-main > form[method=post]")) sendOnce(form);
