// Words of the texts that name another live page: looked for when asked, linked with one click.
// Where a text changed since, it is looked at anew before anything is put into it.

import { make } from "./dialogs.js";
import { select } from "./passage.js";
import { write } from "./row-text.js";
import { send } from "./send.js";

const AROUND = 60; // letters shown on each side of a phrase
const START = /^\s*(?:[-+*>|#]+|\d+[.)])?\s+/; // of an item, a quotation, a cell
const BREAK = /\n(?=\s*(?:\n|[-+*>|#]|\d+[.)]\s))/;

export function startInsideLinks(desk, rows) {
  const part = desk.querySelector("[data-inside-links]");
  if (part) new InsideLinks(desk, part, rows.said);
}

class InsideLinks {
  constructor(desk, part, said) {
    Object.assign(this, { desk, part, said, found: [], seen: new Map() });
    this.button = part.querySelector("[data-look]");
    this.status = part.querySelector("[data-links-said]");
    this.list = part.querySelector("[data-links-list]");
    this.button.addEventListener("click", () => this.look());
    part.hidden = false;
  }

  /** The texts of the form, but for those of rows that were removed. */
  texts() {
    return [...this.desk.querySelectorAll("[data-markdown] textarea")].filter((text) => !text.closest("[data-row][hidden]"));
  }

  async look() {
    if (this.isLooking) return;
    this.isLooking = true;
    this.status.textContent = "Looking …";
    const [status, answer] = await send(this.part.dataset.url, this.ask());
    this.isLooking = false;
    this.found = status === 200 ? answer.suggestions : [];
    this.draw(status === 200 ? count(this.found.length) : answer.error);
  }

  // What is folded is not changed unseen; but what it links to needs no second link.
  ask() {
    const data = new FormData();
    data.set("page", this.part.dataset.own);
    this.seen = new Map();
    for (const text of this.texts()) {
      this.seen.set(text, text.value);
      if (text.checkVisibility()) {
        data.append("name", text.name);
        data.append("text", text.value);
      } else data.append("besides", text.value);
    }
    return data;
  }

  hasChanged() {
    const texts = this.texts();
    return texts.length !== this.seen.size || texts.some((text) => this.seen.get(text) !== text.value);
  }

  draw(words) {
    this.status.textContent = words;
    this.list.replaceChildren(...this.found.map((row) => this.item(row)));
  }

  item(row) {
    const [before, after] = around(this.textOf(row).value, row);
    const words = make("p", { className: "inside-links-words" }, before, make("mark", { textContent: row.phrase }), after);
    const title = make("p", { className: "inside-links-title" }, "would lead to ", make("strong", { textContent: row.title }));
    const button = make("button", { type: "button", className: "button", textContent: "Link it" });
    button.ariaLabel = `Link it: “${row.phrase}” to “${row.title}”`;
    button.addEventListener("click", () => this.link(row));
    return make("li", {}, make("div", {}, this.placeOf(row), words, title), button);
  }

  placeOf(row) {
    const text = this.textOf(row);
    const place = (text.closest("[data-row]") ?? text.closest(".field")).querySelector("[data-row-title], label");
    const textContent = `In “${place.textContent.trim().replace(/:$/, "")}”`;
    const button = make("button", { type: "button", className: "link-button inside-links-place", textContent });
    button.ariaLabel = `${textContent}: go to “${row.phrase}”`;
    button.addEventListener("click", () => this.go(row));
    return button;
  }

  // To the words, or to the text that they stood in.
  go({ field, phrase, offset }) {
    const text = this.textOf({ field });
    if (!text) return;
    const span = [offset, offset + phrase.length];
    select(text, text.value.slice(...span) === phrase ? span : null);
  }

  textOf({ field }) {
    return this.texts().find(({ name }) => name === field);
  }

  async link(row) {
    const place = this.found.indexOf(row);
    if (this.hasChanged()) {
      await this.look();
      row = this.found.find(({ mark }) => mark === row.mark);
    }
    if (row) this.put(row);
    this.focus(place);
  }

  put(row) {
    const { offset, phrase, mark, title } = row;
    const text = this.textOf(row);
    const link = `[${phrase}](${mark})`;
    write(text, text.value.slice(0, offset) + link + text.value.slice(offset + phrase.length));
    this.seen.set(text, text.value);
    this.found = this.found.filter((one) => one.mark !== mark);
    for (const one of this.found) if (one.field === row.field && one.offset > offset) one.offset += link.length - phrase.length;
    this.draw(count(this.found.length, "more "));
    this.said.say(`“${phrase}” leads to “${title}” now.`, () => takeBack(text, link, phrase));
  }

  // On with the next one, where the one before was.
  focus(place) {
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? this.button).focus({ preventScroll: true });
  }
}

function takeBack(text, link, phrase) {
  if (text.value.includes(link)) write(text, text.value.replace(link, () => phrase));
  return `“${phrase}” leads nowhere now.`;
}

function count(number, more = "") {
  if (!number) return more ? "Nothing more names another page." : "No words of these texts name another page.";
  return number === 1 ? `1 ${more}phrase names another page.` : `${number} ${more}phrases name other pages.`;
}

// The words before and after, within their paragraph or item of a list.
function around(text, { offset, phrase }) {
  const end = offset + phrase.length;
  const before = text.slice(Math.max(0, offset - AROUND), offset).split(BREAK);
  const after = text.slice(end, end + AROUND).split(BREAK);
  const isCutBefore = before.length === 1 && offset > AROUND;
  const isCutAfter = after.length === 1 && text.length > end + AROUND;
  return [
    plain(before.at(-1).replace(isCutBefore ? /^\S*\s/ : START, isCutBefore ? "… " : "")),
    plain(isCutAfter ? after[0].replace(/\s\S*$/, " …") : after[0]),
  ];
}

function plain(text) {
  return text.replace(/\]\([^)\s]*\)?|[*_`[\]|]/g, "").replace(/\s+/g, " ");
}
