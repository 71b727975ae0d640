// Citing a source of the article: one of the form's rows, saved or not, or a new one.

import { choose } from "./choosers.js";
import { make } from "./dialogs.js";
import { cite, stateOf, write } from "./insert.js";

const ROWS = '[data-rows="references"]';

export function hasSources() {
  return document.querySelector(ROWS) !== null;
}

export async function citeSource(field) {
  const state = stateOf(field);
  const row = await choose("Source", find, { extra: newSource() });
  if (!row) return;
  if (row.fields) addRow("references", row.fields);
  write(field, cite(state, row.slug));
}

function rows() {
  return [...document.querySelectorAll(`${ROWS} [data-row]`)]
    .filter((row) => !row.hidden && !row.querySelector("[name$=-DELETE]:checked"))
    .map((row) => Object.fromEntries(["key", "title", "publisher", "year"].map((name) => [name, row.querySelector(`[name$=-${name}]`)?.value.trim() ?? ""])))
    .filter(({ key }) => key);
}

async function find(query) {
  const words = query.toLowerCase().split(/\s+/);
  const found = rows().filter((row) => words.every((word) => Object.values(row).join(" ").toLowerCase().includes(word)));
  return [200, {
    rows: found.map(({ key, title, publisher, year }) => (
      { label: title || key, detail: [publisher, year, `[^${key}]`].filter(Boolean).join(" · "), slug: key }
    )),
    more: false,
  }];
}

function newSource() {
  const title = make("input", { type: "text", maxLength: 300, autocomplete: "off" });
  const url = make("input", { type: "text", inputMode: "url", maxLength: 2000, autocomplete: "off" });
  const problem = make("p", { className: "problem", role: "alert" });
  const button = make("button", { type: "button", className: "button", textContent: "Add and cite" });
  const element = make("details", { className: "dialog-more" }, make("summary", { textContent: "A new source" }),
    make("p", {}, make("label", {}, "Title ", title)), make("p", {}, make("label", {}, "Address ", url)), problem, make("p", {}, button));
  button.addEventListener("click", () => {
    if (!title.value.trim()) {
      problem.textContent = "Give the source a title.";
      title.focus();
      return;
    }
    const key = freeKey(title.value);
    const fields = { key, title: title.value.trim(), url: url.value.trim() };
    element.dispatchEvent(new CustomEvent("chosen", { bubbles: true, detail: { slug: key, fields } }));
  });
  return element;
}

/** A key made of a title's first words that no source has yet. */
function freeKey(title) {
  const plain = title.normalize("NFKD").toLowerCase().replace(/[^a-z0-9\s-]/g, "");
  const stem = plain.split(/[\s-]+/).filter(Boolean).slice(0, 3).join("-").slice(0, 40) || "source";
  const taken = new Set(rows().map(({ key }) => key));
  let key = stem;
  for (let number = 2; taken.has(key); number += 1) key = `${stem}-${number}`;
  return key;
}

function addRow(kind, fields) {
  document.dispatchEvent(new CustomEvent("desk:add-row", { detail: { rows: kind, fields } }));
}
