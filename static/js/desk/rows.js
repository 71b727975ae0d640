// The rows of a form under one roof: hears what is asked of them, does it (the verbs are in
// row-verbs.js), tells everybody and offers the way back. Listens once for all rows.

import { Collapse } from "./collapse.js";
import { isText, RowList } from "./row-list.js";
import { RowMenu } from "./row-menu.js";
import { write } from "./row-text.js";
import { VERBS } from "./row-verbs.js";
import { Said } from "./said.js";

export function startRows(desk) {
  return new Rows(desk);
}

class Rows {
  constructor(desk) {
    this.desk = desk;
    this.lists = [...desk.querySelectorAll("[data-rows]")].map((root) => new RowList(root));
    this.collapse = new Collapse(this.lists);
    this.said = new Said(desk);
    this.menu = new RowMenu(desk, this);
    this.visited = new WeakSet(); // texts in which there was a cursor
    for (const list of this.lists) this.listen(list);
    desk.addEventListener("desk:reveal", (event) => this.collapse.reveal(event.target.closest("[data-row]")));
    document.addEventListener("desk:add-row", ({ detail }) => this.addFilled(detail));
    this.showFolds();
  }

  // A text cites a source that is not among the rows yet.
  addFilled({ rows, fields }) {
    const list = this.lists.find(({ kind, isOpen }) => isOpen && kind === rows);
    if (!list || list.isFull) return;
    list.put(list.make(fields));
    this.changed();
  }

  listen(list) {
    list.root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this.pressed(button, list);
    });
    list.root.addEventListener("input", (event) => this.typed(event.target, list));
    // What is chosen from a search (Django's jQuery) tells only others of its kind.
    window.django?.jQuery?.(list.root).on("change", (event) => this.typed(event.target, list));
    list.root.addEventListener("focusin", (event) => this.visited.add(event.target));
    list.root.addEventListener("keydown", (event) => {
      if (event.target.closest("[data-row-head]")) this.moveByKey(event, list, event.target.closest("[data-row]"));
    });
  }

  pressed(button, list) {
    const name = button.dataset.do;
    const row = button.dataset.row ? document.getElementById(button.dataset.row) : button.closest("[data-row]");
    if (name === "menu") this.menu.open(button, list, row);
    else this.run(name, list, row);
  }

  typed(field, list) {
    const row = field.closest("[data-row]");
    if (!row || ![list.titleField(row), list.choiceField(row)].includes(field)) return;
    list.retitle(row);
    if (field === list.choiceField(row)) list.fold(row);
    document.dispatchEvent(new CustomEvent("desk:title", { detail: row }));
  }

  /** Alt and an arrow move a row; returns whether the keys were these. */
  moveByKey(event, list, row) {
    const name = { ArrowUp: "move-up", ArrowDown: "move-down" }[event.altKey && event.key];
    if (!name || !list.isOpen) return false;
    event.preventDefault();
    this.run(name, list, row);
    return true;
  }

  // What there is, and what can be done now

  listOf(row) {
    return this.lists.find(({ kind }) => row.id.startsWith(`${kind}-`));
  }

  /** The list whose rows these can become. */
  other(list) {
    return this.lists.find(({ kind, isOpen }) => isOpen && kind === list.turnsInto);
  }

  /** Why something cannot be done to a row now; nothing where it can. */
  whyNot(name, list, row) {
    const rows = list.rows;
    const next = rows[rows.indexOf(row) + 1];
    const makes = name === "turn" ? this.other(list) : /^(add|insert|duplicate|split)/.test(name) && list;
    if (makes?.isFull) return "There is no room for more";
    if (name === "move-up" && row === rows[0]) return "It is the first";
    if (name === "move-down" && !next) return "It is the last";
    if (name === "split" && !this.visited.has(list.textField(row))) return "Put the cursor into the text first";
    if (name === "merge" && !next) return "It is the last";
    if (name === "merge" && [row, next].some((one) => list.choiceField(one)?.value)) return "An article is a chapter by itself";
    if (name === "toggle" && row.matches(".has-errors")) return "There is something to mend";
    return "";
  }

  /** Do what a button, a key or the menu asks for, or say why that cannot be. */
  run(name, list, row) {
    const reason = this.whyNot(name, list, row);
    if (reason) this.said.say(`${reason}.`, this.said.undone);
    else VERBS[name](this, list, row);
  }

  // What follows each of them

  /** Go to a row: to its title, or to `field` in it. */
  enter(row, field = "") {
    const list = this.listOf(row);
    this.collapse.reveal(row);
    row.scrollIntoView({ block: "start" });
    (field || list.titleField(row) || this.headOf(row)).focus({ preventScroll: true });
  }

  // Where nothing can be written, the heading takes the focus.
  headOf(row) {
    const title = row.querySelector("[data-row-title]");
    title.tabIndex = -1;
    return title;
  }

  done(words, undo = null) {
    this.changed();
    this.said.say(words, undo);
  }

  /** Number the rows, and tell whoever shows or keeps them. */
  changed() {
    for (const list of this.lists.filter(({ isOpen }) => isOpen)) {
      list.renumber();
      list.showRemoved();
    }
    this.showFolds();
    this.collapse.remember();
    document.dispatchEvent(new CustomEvent("desk:rows"));
    this.lists[0].total.dispatchEvent(new Event("input", { bubbles: true }));
  }

  showFolds() {
    for (const { rows, root, isOpen } of this.lists) {
      root.querySelector("[data-fold]").hidden = !isOpen || rows.length < 2;
    }
  }

  /** How the rows stand now, and the texts of `row`; returns what brings that back. */
  remember(row = null) {
    const orders = this.lists.map((list) => [list, list.rows]);
    const texts = row ? this.listOf(row).controls(row).filter(isText).map((field) => [field, field.value]) : [];
    const made = new Map();
    queueMicrotask(() => {
      for (const [list, rows] of orders) {
        for (const one of list.rows) if (!rows.includes(one)) made.set(one, valuesOf(list, one));
      }
    });
    return () => {
      for (const [list, rows] of orders) this.restore(list, rows, made);
      for (const [field, text] of texts) write(field, text);
      this.changed();
      return "It is as it was before.";
    };
  }

  // A row that was made then and written in since is kept among the removed ones.
  restore(list, rows, made) {
    for (const row of list.rows) {
      if (!rows.includes(row)) list.takeOut(row, { isElsewhere: valuesOf(list, row) === made.get(row) });
    }
    rows.forEach((row, at) => {
      if (list.rows[at] !== row) list.put(row, list.rows[at] ?? null);
    });
  }
}

function valuesOf(list, row) {
  return JSON.stringify(list.controls(row).filter(isText).map(({ value }) => value));
}
