// The form of an article or guide. Without these modules it is a plain form that does all this
// with page loads; each of them adds one comfort to it.

import { startAppearance } from "./appearance.js";
import { startKeeping } from "./keep.js";
import { startPage } from "./page.js";

const desk = document.querySelector("[data-desk]");
const form = desk?.closest("form");

if (form) {
  startPage(desk);
  startAppearance(desk);
  startKeeping(desk, form);
}
