// What the tools of a Markdown field do: each puts plain Markdown into it. Some ask first.

import { choose, onServer } from "./choosers.js";
import { ask, make } from "./dialogs.js";
import { block, callout, emphasise, heading, link, linkAt, list, quote, replace, stateOf, write } from "./insert.js";
import { addPhotos } from "./photos.js";
import { citeSource, hasSources } from "./sources.js";

const CALLOUTS = {
  note: "Note: an aside",
  takeaway: "The point: what to remember",
  reflection: "Try this: an exercise",
  script: "Words to say",
  safety: "Where to get help",
};

/** In the order of the toolbar. `fits` says whether a field can have what the tool makes. */
export const TOOLS = [
  { name: "bold", label: "Bold", keys: "Mod+B", run: (field) => edit(field, emphasise, "**") },
  { name: "italic", label: "Italic", keys: "Mod+I", run: (field) => edit(field, emphasise, "*") },
  { name: "link", label: "Link", keys: "Mod+K", run: askForLink },
  { name: "heading", label: "Heading, smaller heading, none", keys: "Alt+Shift+H", run: (field) => edit(field, heading) },
  { name: "bullets", label: "Bulleted list", keys: "Mod+Shift+8", run: (field) => edit(field, list, false) },
  { name: "numbers", label: "Numbered list", keys: "Mod+Shift+7", run: (field) => edit(field, list, true) },
  { name: "quote", label: "Quotation", keys: "Mod+Shift+9", run: (field) => edit(field, quote) },
  { name: "callout", label: "Callout", keys: "Alt+Shift+C", run: askForCallout },
  { name: "product", label: "Product", keys: "Alt+Shift+P", run: chooseProduct, fits: (root) => knows(root, "product") },
  { name: "kit", label: "Kit", keys: "Alt+Shift+K", run: chooseKit, fits: (root) => knows(root, "kit") && blocksOf(root).includes("kit") },
  { name: "article", label: "Article or guide", keys: "Alt+Shift+L", run: chooseArticle, fits: (root) => knows(root, "article") },
  { name: "citation", label: "Source", keys: "Alt+Shift+S", run: citeSource, fits: hasSources },
  { name: "image", label: "Photo", keys: "Alt+Shift+M", run: (field) => addPhotos(field) },
  { name: "comment", label: "Comment", keys: "Mod+Alt+M", run: comment, fits: hasComments },
];

export function rootOf(field) {
  return field.closest("[data-markdown]");
}

// The panel beside the text hears it.
function comment(field) {
  document.dispatchEvent(new CustomEvent("desk:comment", { detail: field }));
}

function hasComments() {
  return document.querySelector("[data-comments-panel]") !== null;
}

function knows(root, kind) {
  return root.dataset.kinds.split(" ").includes(kind);
}

function blocksOf(root) {
  return root.dataset.blocks.split(" ");
}

export function addressOf(field, kind) {
  return rootOf(field).dataset.chooseUrl.replace("KIND", kind);
}

function edit(field, change, ...more) {
  write(field, change(stateOf(field), ...more));
}

async function askForLink(field) {
  const state = stateOf(field);
  const there = linkAt(state);
  const asked = ask(there ? "Change the link" : "Link", `
    <p><label>Address <input type="text" name="address" inputmode="url" autocomplete="off" autofocus
      placeholder="https://"></label><small>Leave it empty for no link.</small></p>
    <p><label>Words <input type="text" name="words" autocomplete="off"></label></p>`);
  const form = document.querySelector(".field-dialog form");
  const selected = state.value.slice(state.start, state.end);
  form.elements.address.value = there?.address ?? "";
  form.elements.words.value = there?.words ?? selected.replace(/\s+/g, " ").trim();
  const data = await asked;
  if (!data) return;
  const place = there ? { value: state.value, start: there.from, end: there.to } : state;
  const words = data.get("words").trim();
  const address = data.get("address").trim();
  if (!address && !there) return;
  // The words as they are now stand in the dialog, so they take the place of what was selected.
  if (!address) write(field, replace(place, words));
  else write(field, replace(place, link({ value: "", start: 0, end: 0 }, address, words || address).text));
}

async function askForCallout(field) {
  const state = stateOf(field);
  const names = blocksOf(rootOf(field)).filter((name) => CALLOUTS[name]);
  const choices = names.map((name, number) => `<label class="dialog-choice"><input type="radio" name="name"
    value="${name}"${number ? "" : " checked autofocus"}> ${CALLOUTS[name]}</label>`);
  const data = await ask("Callout", `<fieldset class="dialog-choices"><legend>Kind</legend>${choices.join("")}</fieldset>
    <p><label>Title <input type="text" name="title" maxlength="120" autocomplete="off"></label>
    <small>Optional; in the place of its usual one.</small></p>`);
  if (data) write(field, callout(state, data.get("name"), data.get("title")));
}

async function chooseProduct(field) {
  const state = stateOf(field);
  const form = choices("form", "Put in", { link: "a link in the text", card: "a card with a button" });
  const row = await choose("Product", onServer(addressOf(field, "product")), { extra: form.element });
  if (!row) return;
  if (form.value() === "card") write(field, block(state, `::: offer ${row.slug}\n:::`));
  else write(field, link(state, `go:${row.slug}`, row.label));
}

async function chooseKit(field) {
  const state = stateOf(field);
  const row = await choose("Kit", onServer(addressOf(field, "kit")));
  if (row) write(field, block(state, `::: kit ${row.slug}\n:::`));
}

async function chooseArticle(field) {
  const state = stateOf(field);
  const kinds = { article: "articles and pages", ...(knows(rootOf(field), "guide") && { guide: "guides" }) };
  const form = choices("kind", "Search in", kinds);
  const find = (...query) => onServer(addressOf(field, form.value()))(...query);
  const row = await choose("Article or guide", find, { extra: form.element });
  if (row) write(field, link(state, `${form.value()}:${row.slug}`, row.label));
}

/** A row of radio buttons; `value()` is what is chosen. */
function choices(name, legend, options) {
  const element = make("fieldset", { className: "dialog-choices is-row" }, make("legend", { textContent: legend }));
  Object.entries(options).forEach(([value, words], number) => {
    const input = make("input", { type: "radio", name, value, checked: number === 0 });
    element.append(make("label", { className: "dialog-choice" }, input, ` ${words}`));
  });
  return { element, value: () => element.querySelector(":checked").value };
}
