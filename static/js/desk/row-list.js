// The rows of one kind. Each stays an inline form of Django's: a new one is made of the empty
// form, one taken out is marked for deletion, and the order is written into the numbers.

import { gist } from "./row-text.js";

const KINDS = {
  sections: { title: "heading", text: "body", turnsInto: "faqs", aRow: "a section" },
  faqs: { title: "question", text: "answer", turnsInto: "sections", aRow: "an FAQ" },
  references: { title: "title" },
  chapters: { title: "title", text: "body", choice: "article" },
};

const MOST = 500; // rows of one kind, where the form does not say

export class RowList {
  constructor(root) {
    this.root = root;
    this.kind = root.dataset.rows;
    this.one = root.dataset.one;
    Object.assign(this, KINDS[this.kind]);
    this.list = root.querySelector("[data-row-list]");
    this.total = root.querySelector(`[name="${this.kind}-TOTAL_FORMS"]`);
    this.most = Number(root.querySelector(`[name="${this.kind}-MAX_NUM_FORMS"]`).value) || MOST;
    this.tools = root.querySelector("[data-row-tools]").content;
    this.removed = root.querySelector("[data-removed]");
    this.empty = root.querySelector("[data-empty-row]");
    for (const child of [...this.list.children]) if (!child.matches("[data-row]")) child.remove();
    // Without scripts some empty rows follow the saved ones: here they are not.
    this.total.value = this.rows.reduce((most, row) => Math.max(most, numberOf(row) + 1), 0);
    if (this.empty) this.open();
    else this.isOpen = false;
  }

  // Somebody may write here.
  open() {
    this.isOpen = true;
    this.root.classList.add("is-live");
    this.root.querySelector("[data-adding]").hidden = false;
    for (const row of this.rows) this.takeUp(row);
    this.sort();
    this.showRemoved();
  }

  takeUp(row) {
    if (this.isBlank(row)) row.remove();
    else if (this.field(row, "DELETE")?.checked) this.layAside(row);
    else this.equip(row);
    this.retitle(row);
  }

  // A row that was never made by a person: its number was given out and not used.
  isBlank(row) {
    return !this.isSaved(row) && !row.matches(".has-errors") && !this.isWritten(row);
  }

  equip(row) {
    if (row.querySelector("[data-grip]")) return;
    const tools = this.tools.cloneNode(true);
    tools.querySelector("[data-do=toggle]").setAttribute("aria-controls", `${row.id}-fields`);
    const head = row.querySelector("[data-row-head]");
    const insert = tools.querySelector(".row-insert");
    const title = head.querySelector("[data-row-title]");
    title.before(...[...tools.children].slice(0, 2));
    head.append(tools.querySelector(".row-tools"));
    row.append(insert);
  }

  get rows() {
    return [...this.list.children];
  }

  get isFull() {
    return Number(this.total.value) >= this.most;
  }

  field(row, name) {
    return row.querySelector(`[name="${row.id}-${name}"]`);
  }

  controls(row) {
    return [...row.querySelectorAll("input, select, textarea")];
  }

  titleField(row) {
    return this.field(row, this.title);
  }

  textField(row) {
    return this.text && this.field(row, this.text);
  }

  /** What can stand in a row instead of a title and text of its own. */
  choiceField(row) {
    return this.choice && this.field(row, this.choice);
  }

  // What a row is called; a chapter without a title is called as its article.
  titleOf(row) {
    const field = this.titleField(row);
    if (!field) return row.querySelector("[data-row-title]").textContent.trim();
    return field.value.trim() || this.choiceField(row)?.selectedOptions[0]?.text.trim() || `Untitled ${this.one}`;
  }

  retitle(row) {
    const title = row.querySelector("[data-row-title]");
    const words = this.titleOf(row);
    if (title.textContent !== words) title.textContent = words;
    return words;
  }

  /** Fold the fields that stand in the place of a choice, where one is made and nothing is in them. */
  fold(row) {
    const own = row.querySelector("[data-own]");
    if (own) own.open = !this.choiceField(row).value || [this.titleField(row), this.textField(row)].some(({ value }) => value.trim());
  }

  gistOf(row) {
    return gist(this.textField(row)?.value ?? "");
  }

  isSaved(row) {
    return Boolean(this.field(row, "id").value);
  }

  /** A new row that holds `values`, not yet in the list. */
  make(values = {}) {
    const number = Number(this.total.value);
    this.total.value = number + 1;
    const holder = document.createElement("template");
    holder.innerHTML = this.empty.innerHTML.replaceAll("__prefix__", number);
    const row = holder.content.querySelector("[data-row]");
    for (const [name, value] of Object.entries(values)) put(this.field(row, name), value);
    this.fold(row);
    const key = this.field(row, "key");
    if (key.type === "hidden") row.dataset.place = `${this.kind}:${(key.value = makeKey())}`;
    this.retitle(row);
    return row;
  }

  /** Put a row before another one, or last. */
  put(row, before = null) {
    const isNew = !row.isConnected && !row.dataset.isKnown;
    row.hidden = false;
    this.equip(row);
    this.field(row, "DELETE").checked = false;
    this.list.insertBefore(row, before);
    if (isNew) this.introduce(row);
  }

  // Django's scripts make fields of a row that is added work.
  introduce(row) {
    row.dataset.isKnown = "";
    const detail = { formsetName: this.kind };
    row.dispatchEvent(new CustomEvent("formset:added", { bubbles: true, detail }));
    for (const field of row.querySelectorAll(".vDateField")) globalThis.DateTimeShortcuts?.addCalendar(field);
  }

  /** Take a row out. What was typed in it stays at hand unless it `isElsewhere` now. */
  takeOut(row, { isElsewhere = false } = {}) {
    if (this.isSaved(row) || (this.isWritten(row) && !isElsewhere)) this.layAside(row, isElsewhere);
    else row.remove();
  }

  isWritten(row) {
    return this.controls(row).some((field) => isText(field) && field.value.trim());
  }

  layAside(row, isElsewhere = false) {
    const at = this.rows.indexOf(row);
    if (at >= 0 && !this.field(row, "DELETE").checked) this.field(row, "position").value = at + 1;
    this.field(row, "DELETE").checked = true;
    row.hidden = true;
    row.toggleAttribute("data-elsewhere", isElsewhere);
    this.removed.append(row);
  }

  showRemoved() {
    const rows = [...this.removed.querySelectorAll("[data-row]:not([data-elsewhere])")].filter((row) => this.isWritten(row));
    this.removed.hidden = !rows.length;
    this.removed.querySelector("[data-removed-count]").textContent = rows.length;
    this.removed.querySelector("[data-removed-list]").replaceChildren(...rows.map((row) => this.lineOf(row)));
  }

  lineOf(row) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Put back" });
    Object.assign(button.dataset, { do: "put-back", row: row.id });
    button.ariaLabel = `Put back “${this.titleOf(row)}”`;
    const line = document.createElement("li");
    line.append(this.titleOf(row), " ", button);
    return line;
  }

  /** Where a row that was taken out stood. */
  placeOf(row) {
    const position = this.positionOf(row);
    return this.rows.find((other) => this.positionOf(other) >= position) ?? null;
  }

  positionOf(row) {
    const value = this.field(row, "position")?.value;
    return value ? Number(value) : Infinity;
  }

  // The server lists saved rows first, and a draft may hold them in another order.
  sort() {
    const rows = this.rows;
    const sorted = rows.toSorted((a, b) => order(this.positionOf(a), this.positionOf(b)));
    if (sorted.some((row, at) => row !== rows[at])) this.list.append(...sorted);
  }

  renumber() {
    this.rows.forEach((row, at) => {
      const field = this.field(row, "position");
      if (field.value !== String(at + 1)) field.value = at + 1;
    });
  }
}

/** Whether a field holds something that a person wrote or chose. */
export function isText(field) {
  return field.type !== "hidden" && !/-(position|DELETE)$/.test(field.name);
}

function order(a, b) {
  return a === b ? 0 : a - b;
}

function numberOf(row) {
  return Number(row.id.slice(row.id.lastIndexOf("-") + 1));
}

// Set a field of a row that is not on the page yet; a choice brings its words along.
function put(field, value) {
  if (value instanceof HTMLSelectElement) field.append(...[...value.selectedOptions].map((one) => one.cloneNode(true)));
  else field.value = value;
}

// A UUID, also where the page is served without TLS and `randomUUID` is missing.
function makeKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
