// What can be done to rows: add anywhere, move, duplicate, divide, join, turn into another kind,
// take out and put back. `rows` are those of the whole form.

import { isText } from "./row-list.js";
import { divide, join, write } from "./row-text.js";

export const VERBS = {
  add: (rows, list) => insert(rows, list, null),
  "insert-above": (rows, list, row) => insert(rows, list, row),
  "insert-below": (rows, list, row) => insert(rows, list, row.nextElementSibling),
  "move-up": (rows, list, row) => move(rows, row, list, row.previousElementSibling),
  "move-down": (rows, list, row) => move(rows, row, list, row.nextElementSibling.nextElementSibling),
  toggle: (rows, list, row) => rows.collapse.toggle(list, row),
  "collapse-all": (rows, list) => rows.collapse.all(list, true),
  "expand-all": (rows, list) => rows.collapse.all(list, false),
  turn: (rows, list, row) => become(rows, row, rows.other(list), null),
  duplicate,
  split,
  merge,
  remove,
  "put-back": putBack,
};

function insert(rows, list, before) {
  const row = list.make();
  list.put(row, before);
  rows.said.hush();
  rows.changed();
  rows.enter(row);
}

/** Put a row before another one, or last; in another list it becomes one of that kind. */
export function move(rows, row, list, before) {
  if (rows.listOf(row) !== list) {
    become(rows, row, list, before);
    return;
  }
  const undo = rows.remember();
  const focused = document.activeElement;
  list.put(row, before);
  const all = list.rows;
  rows.done(`${capital(list.one)} “${list.titleOf(row)}” is now ${all.indexOf(row) + 1} of ${all.length}.`, undo);
  focused.focus({ preventScroll: true });
  if (row.contains(focused)) row.scrollIntoView({ block: "nearest" });
}

function duplicate(rows, list, row) {
  const undo = rows.remember();
  const values = {};
  for (const field of list.controls(row)) {
    if (isText(field)) values[field.name.slice(row.id.length + 1)] = field.matches("select") ? field : field.value;
  }
  if (values.key) values.key = freeKey(list, values.key);
  const copy = list.make(values);
  list.put(copy, row.nextElementSibling);
  rows.done(`“${list.titleOf(row)}” was duplicated.`, undo);
  rows.enter(copy);
}

// Texts cite a source by its key, so a copy has one of its own.
function freeKey(list, key) {
  const taken = new Set(list.rows.map((row) => list.field(row, "key").value));
  let number = 2;
  while (taken.has(`${key}-${number}`)) number += 1;
  return `${key}-${number}`;
}

function split(rows, list, row) {
  const field = list.textField(row);
  const { before, heading, after } = divide(field.value, field.selectionStart);
  const undo = rows.remember(row);
  rows.collapse.reveal(row);
  write(field, before);
  const second = list.make({ [list.title]: heading, [list.text]: after });
  list.put(second, row.nextElementSibling);
  rows.done(`“${list.titleOf(row)}” was split in two.`, undo);
  rows.enter(second, heading && list.textField(second));
}

function merge(rows, list, row) {
  const next = row.nextElementSibling;
  const field = list.textField(row);
  const caret = field.value.trimEnd().length;
  const undo = rows.remember(row);
  const title = list.titleOf(next);
  rows.collapse.reveal(row);
  write(field, join(field.value, list.titleField(next).value, list.textField(next).value));
  list.takeOut(next, { isElsewhere: true });
  rows.done(`“${title}” was merged into “${list.titleOf(row)}”.`, undo);
  rows.enter(row, field);
  field.setSelectionRange(caret, caret);
}

function become(rows, row, list, before) {
  const from = rows.listOf(row);
  const undo = rows.remember();
  const title = from.titleOf(row);
  const fresh = list.make({ [list.title]: from.titleField(row).value, [list.text]: from.textField(row).value });
  list.put(fresh, before);
  from.takeOut(row, { isElsewhere: true });
  rows.done(`“${title}” is ${list.aRow} now.`, undo);
  rows.enter(fresh);
}

function remove(rows, list, row) {
  const undo = rows.remember();
  const title = list.titleOf(row);
  const near = row.nextElementSibling ?? row.previousElementSibling;
  list.takeOut(row);
  rows.done(`${capital(list.one)} “${title}” was removed.`, undo);
  (near?.querySelector("[data-do=menu]") ?? list.root.querySelector("[data-do=add]")).focus();
}

function putBack(rows, list, row) {
  list.put(row, list.placeOf(row));
  rows.done(`${capital(list.one)} “${list.titleOf(row)}” is back.`);
  rows.enter(row);
}

function capital(words) {
  return words[0].toUpperCase() + words.slice(1);
}
