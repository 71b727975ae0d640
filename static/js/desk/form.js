// The form of an article or guide. Without these modules it is a plain form that does all this
// with page loads; each of them adds one comfort to it.

import { startAppearance } from "./appearance.js";
import { startBarHeight } from "./bar-height.js";
import { startChecklist } from "./checklist.js";
import { startClashes } from "./clashes.js";
import { startComments } from "./comments.js";
import { startInsideLinks } from "./inside-links.js";
import { startKeeping } from "./keep.js";
import { startOutline } from "./outline.js";
import { startPage } from "./page.js";
import { startTabs } from "./pane-tabs.js";
import { startProblems } from "./problems.js";
import { startRawLinks } from "./raw-links.js";
import { startRows } from "./rows.js";

const desk = document.querySelector("[data-desk]");
const form = desk?.closest("form");

if (form) {
  startBarHeight(form);
  const rows = startRows(desk);
  startOutline(desk, rows);
  startPage(desk);
  startProblems(desk);
  startRawLinks(desk);
  startInsideLinks(desk, rows);
  startClashes(desk);
  startAppearance(desk, form);
  const tabs = startTabs(desk);
  startComments(desk, tabs);
  startChecklist(desk, form, tabs, rows.said);
  startKeeping(desk, form);
  if (!desk.dataset.object && document.activeElement === document.body) form.elements.title.focus();
  performance.mark("desk:ready"); // for benchmarks
}
