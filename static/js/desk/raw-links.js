// An address of a merchant that somebody pasted: one click makes it a product link, and the
// browser's undo takes that back.

import { make } from "./dialogs.js";
import { fieldOf } from "./problems.js";
import { write } from "./row-text.js";
import { send } from "./send.js";

export function startRawLinks(desk) {
  document.addEventListener("desk:raw", (event) => show(desk, event.detail));
}

function show(desk, links) {
  const found = new Map();
  for (const [name, address, merchant] of links) {
    const field = fieldOf(desk, name);
    if (field?.querySelector("[data-markdown]")) found.set(field, [...(found.get(field) ?? []), { address, merchant }]);
  }
  for (const list of desk.querySelectorAll("[data-raw-links]")) if (!found.has(list.parentElement)) list.remove();
  for (const [field, rows] of found) say(field, rows);
}

function say(field, rows) {
  const known = rows.map(({ address }) => address).join(" ");
  const old = field.querySelector(":scope > [data-raw-links]");
  if (old?.dataset.rawLinks === known) return;
  const items = rows.map((row) => item(field, row));
  const list = make("ul", { className: "field-raw-links", data: { rawLinks: known } }, ...items);
  if (old) old.replaceWith(list);
  else field.append(list);
}

function item(field, { address, merchant }) {
  const short = address.length > 60 ? `${address.slice(0, 59)}…` : address;
  const button = make("button", { type: "button", className: "link-button", textContent: "Make it a product link" });
  const words = make("span", { textContent: `${short} belongs to ${merchant}. ` });
  button.addEventListener("click", () => convert(field, address, button, words));
  return make("li", {}, words, button);
}

async function convert(field, address, button, words) {
  const text = field.querySelector("textarea");
  const data = new FormData();
  data.set("text", text.value);
  data.set("address", address);
  button.disabled = true;
  const [status, answer] = await send(field.querySelector("[data-markdown]").dataset.convertUrl, data);
  button.disabled = false;
  if (status === 200) write(text, answer.text);
  else words.textContent = `${answer.error} `;
}
