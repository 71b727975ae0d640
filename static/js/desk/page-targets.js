// Beside a field for an address: a button that looks pages up by their titles, as the readers'
// search does. The field takes any address without it.

import { choose, onServer } from "./choosers.js";
import { make } from "./dialogs.js";

for (const field of document.querySelectorAll("[data-page-target]")) field.after(makeButton(field));
// The buttons take room on a phone, where what was refused has the focus by now.
document.querySelector("[data-page-target]:focus")?.scrollIntoView({ block: "center" });

function makeButton(field) {
  const button = make("button", { type: "button", className: "button choose-page", textContent: "Choose a page" });
  button.setAttribute("aria-label", `Choose a page: ${field.ariaLabel ?? field.labels[0].textContent}`);
  button.addEventListener("click", () => fill(field));
  return button;
}

async function fill(field) {
  const page = await choose("Choose a page", (...asked) => find(field.dataset.pageTarget, ...asked));
  if (!page) return;
  field.value = page.detail;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

async function find(address, query, number, signal) {
  if (!query) return [0, { error: "Type words of the title." }];
  const [status, answer] = await onServer(address)(query, number, signal);
  const rows = answer.results?.map((page) => ({ label: page.title, detail: page.address }));
  return [status, { ...answer, rows }];
}
