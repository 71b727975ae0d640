// What is pasted or dropped into a Markdown field: pictures are uploaded, what has a form in
// Word, Google Docs or on a web page becomes Markdown, an address over words becomes a link.
// Everything else, and everything with Shift held, goes in as plain text.

import { isAddress, link, replace, stateOf, write } from "./insert.js";
import { addPhotos } from "./photos.js";
import { send } from "./send.js";

const PATIENCE = 8000; // milliseconds until the plain text is taken
const FORM = "h1, h2, h3, h4, h5, h6, ul, ol, li, table, blockquote, pre, code, hr, a[href], b, strong, i, em, [data-style], [class^=Mso]";
const EMPHASIS = /font-weight:\s*(bold|[6-9]00)|font-style:\s*italic/i;
const NONE = /font-(weight|style):\s*(normal|400)/i;
/** Pictures that are carried along in the text, often larger than all the rest. */
const CARRIED = /(\ssrc=["']data:)[^"']*/gi;

/** `say` tells in the field's tools what goes on. */
export function startPasting(fieldOf, say) {
  let isPlain = false;
  document.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
  });
  document.addEventListener("keyup", () => { isPlain = false; });
  document.addEventListener("paste", (event) => {
    const field = fieldOf(event.target);
    if (field && !isPlain) paste(event, field, say);
  });
  document.addEventListener("dragover", (event) => {
    if (fieldOf(event.target) && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const field = fieldOf(event.target);
    const images = imagesOf(event.dataTransfer);
    if (!field || !images.length) return;
    event.preventDefault();
    addPhotos(field, images);
  });
}

function imagesOf(transfer) {
  return [...(transfer?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

function paste(event, field, say) {
  const [html, text] = ["text/html", "text/plain"].map((kind) => event.clipboardData?.getData(kind) ?? "");
  const images = imagesOf(event.clipboardData);
  // Office programs add a picture of the words to the words.
  const action = images.length && !text.trim() ? () => addPhotos(field, images) : linkOf(field, text) ?? (hasForm(html) && (() => clean(field, html, text, say)));
  if (!action) return;
  event.preventDefault();
  action();
}

/** What puts an address around the selected words; nothing if it is none, or none are. */
function linkOf(field, text) {
  const state = stateOf(field);
  const words = state.value.slice(state.start, state.end);
  if (!isAddress(text) || !words.trim() || /\n\s*\n/.test(words) || isAddress(words)) return null;
  if (/\]\($/.test(state.value.slice(0, state.start))) return null; // the address of a link
  return () => write(field, link(state, text));
}

/** Whether there is more than words in it. Nothing of it is loaded, run or applied. */
function hasForm(html) {
  if (!html) return false;
  const page = new DOMParser().parseFromString(html.replace(/\sstyle=/gi, " data-style="), "text/html");
  return [...page.body.querySelectorAll(FORM)].some(saysMore);
}

// Google Docs puts all into a <b> that is none, and browsers write out the style of plain words.
function saysMore(element) {
  const style = element.dataset.style ?? "";
  if (element.matches("hr, [class^=Mso]")) return true;
  if (!element.textContent.trim()) return false;
  if (element.matches("b, strong, i, em")) return !NONE.test(style);
  return !element.matches("span, p, div, font, br") || EMPHASIS.test(style);
}

async function clean(field, html, text, say) {
  const state = stateOf(field);
  say("Cleaning what was pasted …");
  const data = new FormData();
  data.append("html", html.replace(CARRIED, "$1"));
  const [status, answer] = await send(field.closest("[data-markdown]").dataset.cleanUrl, data, { signal: AbortSignal.timeout(PATIENCE) })
    .catch(() => [0, { error: "The server takes too long." }]);
  const words = status === 200 ? answer.markdown : text;
  insert(field, state, words || text);
  say(status === 200 ? "" : `Pasted as plain text. ${answer.error}`);
}

// Somebody may have gone on writing meanwhile, here or in another field.
function insert(field, state, words) {
  const focused = document.activeElement;
  const place = field.value === state.value ? state : stateOf(field);
  const begins = /^(#|- |\d+\. |>|\||```|---)/.test(words) && /[^\n]$/.test(place.value.slice(0, place.start));
  write(field, replace(place, begins ? `\n\n${words}` : words));
  if (focused !== field && focused !== document.body) focused.focus({ preventScroll: true });
}
