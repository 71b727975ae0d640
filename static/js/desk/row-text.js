// Texts of rows, divided and joined. Nothing here knows the page, but for how a field is written
// to: through the browser's own commands, so that its undo works.

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/;
const LONG = 20_000; // letters beyond which the browser's own command takes too long

/** Divide a text at the caret; a heading in the caret's line becomes that of the second part. */
export function divide(text, caret) {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const next = text.indexOf("\n", caret);
  const end = next < 0 ? text.length : next;
  const heading = HEADING.exec(text.slice(start, end))?.[1];
  const [from, to] = heading === undefined ? [caret, caret] : [start, end];
  return {
    before: text.slice(0, from).trimEnd(),
    heading: heading ?? "",
    after: text.slice(to).replace(/^(?:[ \t]*\n)+|^[ \t]+(?=\S)/, "").trimEnd(),
  };
}

/** Two texts as one; the heading of the second stands between them. */
export function join(before, heading, after) {
  const parts = [before.trimEnd(), heading.trim() && `### ${heading.trim()}`, after.replace(/^\s*\n/, "")];
  return parts.filter(Boolean).join("\n\n");
}

/** The first words of a text, without most of its marks. */
export function gist(text, length = 90) {
  const words = text.slice(0, 4 * length).replace(/^:::.*$|^\s*(?:[-+*]|\d+[.)])\s/gm, "").replace(/\]\([^)]*\)/g, "").replace(/[#*_>`[\]!|]/g, "");
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length).replace(/\s\S*$/, "")} …` : line;
}

/** Make a field hold `text`: only what differs is typed over. */
export function write(field, text) {
  const old = field.value;
  if (old === text) return;
  let start = 0;
  while (start < Math.min(old.length, text.length) && old[start] === text[start]) start += 1;
  let rest = 0;
  while (rest < Math.min(old.length, text.length) - start && old.at(-1 - rest) === text.at(-1 - rest)) rest += 1;
  typeOver(field, start, old.length - rest, text.slice(start, text.length - rest));
}

function typeOver(field, start, end, words) {
  const isText = typeof field.setRangeText === "function" && typeof field.selectionStart === "number";
  if (isText && words.length < LONG) {
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    const isTaken = document.activeElement === field && command(words);
    if (isTaken) return;
  }
  field.value = field.value.slice(0, start) + words + field.value.slice(end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function command(words) {
  return words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
}
