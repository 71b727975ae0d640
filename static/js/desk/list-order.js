// Rows of a list with an order are dragged to their place. Their numbers, which say the same
// without this, are written anew; saving the list keeps them.

import { startDrag } from "./drag.js";

const list = document.querySelector("#result_list tbody");
const rows = () => [...(list?.querySelectorAll("tr:has(input[name$='-position'])") ?? [])];
const numberOf = (row) => row.querySelector("input[name$='-position']");
const before = rows().map((row) => Number(numberOf(row).value));

// Sorted by anything else, the place of a row says nothing.
if (before.length > 1 && before.every((number, at) => !at || before[at - 1] <= number)) {
  for (const row of rows()) numberOf(row).before(makeGrip());
  startDrag(list, { handle: "[data-grip]", item: "tr", lists: () => [list], items: rows, drop });
}

function makeGrip() {
  const grip = document.createElement("span");
  Object.assign(grip, { className: "list-grip", ariaHidden: "true" });
  grip.dataset.grip = "";
  return grip;
}

function drop(row, _list, next) {
  list.insertBefore(row, next);
  for (const [at, other] of rows().entries()) numberOf(other).value = before[0] + at;
}
