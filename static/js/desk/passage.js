// The places of the form that remarks are about (as articles/reviewing/places.py names them),
// the words selected in one, and the way to them.

import { anchor, find } from "./anchors.js";

const PLACES = "[data-place=introduction], [data-row][data-place]:is([data-rows=sections] *, [data-rows=faqs] *)";
const WHOLE = "The article as a whole";
const GONE = "A section that is not in the text";

/** The places in the order of the form, without rows that were taken out. */
export function placesOf(desk) {
  return [...desk.querySelectorAll(PLACES)].filter((place) => !place.closest("[data-removed], [hidden]:not([data-row-body])"));
}

/** The name of the place that a field belongs to; empty for what is in none. */
export function nameOf(field) {
  return field?.closest(PLACES)?.dataset.place ?? "";
}

export function titleOf(places, name) {
  if (!name) return WHOLE;
  const place = places.find((one) => one.dataset.place === name);
  const title = place?.querySelector("[data-row-title], label")?.textContent.trim().replace(/:$/, "");
  return title ?? GONE;
}

export function textOf(place) {
  return place?.querySelector("[data-markdown] > textarea");
}

/** The words selected in a text, without the white space around them; null where there are none. */
export function selected(text) {
  const words = text.value.slice(text.selectionStart, text.selectionEnd);
  if (!words.trim()) return null;
  const start = text.selectionStart + words.length - words.trimStart().length;
  return anchor(text.value, start, start + words.trim().length);
}

/** Go to a passage, or to its place where it is gone; returns whether it was found. */
export function go(desk, name, quote) {
  const place = placesOf(desk).find((one) => one.dataset.place === name);
  const text = textOf(place);
  if (!text) return false;
  const span = quote ? find(text.value, quote) : [0, 0];
  select(text, span);
  return Boolean(span);
}

/** Go to a text and select the words from one place to another in it; to its beginning for none. */
export function select(text, span) {
  text.closest("[data-row]")?.dispatchEvent(new CustomEvent("desk:reveal", { bubbles: true }));
  text.focus({ preventScroll: true });
  if (span) text.setSelectionRange(...span);
  scrollTo(text, span ?? [0, 0]);
}

// A browser scrolls a field into view, not its words: where they are, a copy of the text up to
// them tells.
function scrollTo(text, [start]) {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "lineHeight", "letterSpacing", "padding", "border", "boxSizing"]) copy.style[name] = style[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word", width: `${text.offsetWidth}px` });
  copy.textContent = `${text.value.slice(0, start)}.`;
  text.after(copy);
  const below = copy.offsetHeight;
  copy.remove();
  text.scrollTop = below - text.clientHeight / 2;
  const top = text.getBoundingClientRect().top + below - text.scrollTop;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  scrollBy({ top: top - innerHeight * 0.4, behavior });
}
