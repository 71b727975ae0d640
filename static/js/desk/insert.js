// Markdown put into a text and taken out again. Plain data in and out: a state is
// {value, start, end} of a field, an edit {from, to, text, start, end} says what to type over
// which part and what is selected then. `write` does that through the browser's own command,
// so that its undo works.

const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)/;
const QUOTED = /^(\s*(?:>\s?)+)/;
const URL_ALONE = /^(https?:\/\/|mailto:)\S+$/i;

export function stateOf(field) {
  return { value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Type an edit into a field. The caret is where the edit says. */
export function write(field, { from, to, text, start, end }) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  const isSame = field.value.slice(from, to) === text;
  const isTaken = isSame || (document.activeElement === field && command(text));
  if (!isTaken) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(start, end ?? start);
}

function command(text) {
  return text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
}

/** Words typed over the selection, with the caret behind them. */
export function replace({ start, end }, text) {
  return { from: start, to: end, text, start: start + text.length };
}

// Emphasis

/** Put `*` or `**` around what is selected, or around the word at the caret; or take it away. */
export function emphasise(state, mark) {
  const [start, end] = trim(state.value, ...(state.start === state.end ? wordAt(state) : [state.start, state.end]));
  const words = state.value.slice(start, end);
  const outside = Math.min(stars(state.value, start, -1), stars(state.value, end, 1));
  if (has(outside, mark)) {
    const from = start - mark.length;
    return { from, to: end + mark.length, text: words, start: state.start - mark.length, end: state.end - mark.length };
  }
  const inside = Math.min(stars(words, 0, 1), stars(words, words.length, -1));
  if (words.length > 2 * mark.length && has(inside, mark)) {
    const text = words.slice(mark.length, -mark.length);
    return { from: start, to: end, text, start, end: start + text.length };
  }
  const shift = mark.length;
  const [from, to] = state.start === state.end ? [state.start, state.end] : [start, end];
  return { from: start, to: end, text: mark + words + mark, start: from + shift, end: to + shift };
}

// *** is both; ** holds no *.
function has(count, mark) {
  return mark.length === 2 ? count >= 2 : count === 1 || count === 3;
}

function stars(text, at, step) {
  let count = 0;
  for (let place = step < 0 ? at - 1 : at; text[place] === "*" && count < 3; place += step) count += 1;
  return count;
}

function wordAt({ value, start }) {
  const before = /[\p{L}\p{N}'’_-]*$/u.exec(value.slice(0, start))[0].length;
  const after = /^[\p{L}\p{N}'’_-]*/u.exec(value.slice(start))[0].length;
  return before && after ? [start - before, start + after] : [start, start];
}

function trim(value, start, end) {
  const words = value.slice(start, end);
  return words.trim() ? [start + words.length - words.trimStart().length, end - (words.length - words.trimEnd().length)] : [start, end];
}

// Lines

/** The lines that are selected, from the first's start to the last's end. */
function lines({ value, start, end }) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const last = end > start && value[end - 1] === "\n" ? end - 1 : end;
  const next = value.indexOf("\n", last);
  const to = next < 0 ? value.length : next;
  return { from, to, rows: value.slice(from, to).split("\n") };
}

function relined(state, change) {
  const { from, to, rows } = lines(state);
  const text = change(rows).join("\n");
  if (state.start !== state.end) return { from, to, text, start: from, end: from + text.length };
  // The caret stays at its letter, and does not leave its line.
  return { from, to, text, start: Math.max(from, state.start + text.length - (to - from)) };
}

const isFilled = (row, rows) => row.trim() !== "" || rows.length === 1;

/** A list of bullets or numbers made of the lines, or lines of the list. */
export function list(state, isNumbered) {
  return relined(state, (rows) => {
    const kind = (row) => ITEM.exec(row)?.[isNumbered ? 3 : 2];
    if (rows.every((row) => kind(row) || !isFilled(row, rows))) return rows.map((row) => row.replace(ITEM, "$1"));
    let number = 0;
    return rows.map((row) => {
      if (!isFilled(row, rows)) return row;
      number += 1;
      const [, indent] = /^(\s*)/.exec(row);
      return `${indent}${isNumbered ? `${number}.` : "-"} ${row.slice(indent.length).replace(ITEM, "")}`;
    });
  });
}

/** A quotation of the lines, or the lines of the quotation. */
export function quote(state) {
  return relined(state, (rows) => {
    if (rows.every((row) => row.startsWith(">"))) return rows.map((row) => row.replace(/^> ?/, ""));
    return rows.map((row) => (row || rows.length === 1 ? `> ${row}` : ">"));
  });
}

/** No heading, then a heading, then a smaller one, then none again. */
export function heading(state) {
  return relined(state, (rows) => {
    const [, marks, words] = /^(#{0,6})\s*(.*)$/.exec(rows[0]);
    const next = { 0: "### ", 3: "#### " }[marks.length] ?? "";
    return [next + words, ...rows.slice(1)];
  });
}

/** What Enter does in a list or quotation: the next item, or its end; nothing elsewhere. */
export function continueList(state) {
  if (state.start !== state.end) return null;
  const from = state.value.lastIndexOf("\n", state.start - 1) + 1;
  const row = state.value.slice(from, state.start);
  const [mark, indent, bullet, number, point, space] = ITEM.exec(row) ?? QUOTED.exec(row) ?? [];
  if (mark === undefined) return null;
  const next = state.value.indexOf("\n", state.start);
  const rest = state.value.slice(state.start, next < 0 ? undefined : next);
  if (row === mark && !rest.trim()) return { from, to: state.start, text: "", start: from };
  if (row.length < mark.length) return null;
  if (bullet) return replace(state, `\n${indent}${bullet}${space}`);
  if (number) return replace(state, `\n${indent}${Number(number) + 1}${point}${space}`);
  return replace(state, `\n${mark}`);
}

// Links and what stands in a line

export function isAddress(text) {
  return URL_ALONE.test(text.trim());
}

/** A link with the selected words, which are typed where there are none. */
export function link(state, address, words = "") {
  const [start, end] = trim(state.value, state.start, state.end);
  const label = state.value.slice(start, end).replace(/\s*\n\s*/g, " ") || words;
  const text = `[${label}](${plainAddress(address)})`;
  const after = start + text.length;
  return label ? { from: start, to: end, text, start: after } : { from: start, to: end, text, start: start + 1 };
}

function plainAddress(address) {
  return address.trim().replace(/[\s()<>]/g, (sign) => (sign.trim() ? `%${sign.charCodeAt(0).toString(16).toUpperCase()}` : "%20"));
}

/** The link that the selection stands in: where it is, its words and its address. */
export function linkAt({ value, start, end }) {
  for (const match of value.matchAll(/(?<!!)\[([^[\]]*)\]\(([^()\s]*)\)/g)) {
    const to = match.index + match[0].length;
    if (match.index <= start && end <= to && start !== to) return { from: match.index, to, words: match[1], address: match[2] };
    if (match.index > end) break;
  }
  return null;
}

/** A citation goes behind what is selected. */
export function cite({ end }, key) {
  const text = `[^${key}]`;
  return { from: end, to: end, text, start: end + text.length };
}

// Blocks

/** A block of its own, with empty lines around it. */
export function block({ value, start, end }, text, caret = text.length) {
  const before = gap(value.slice(0, start), /\n*$/);
  const after = gap(value.slice(end), /^\n*/);
  return { from: start, to: end, text: before + text + after, start: start + before.length + caret };
}

function gap(text, edge) {
  return text.trim() ? "\n".repeat(Math.max(0, 2 - edge.exec(text)[0].length)) : "";
}

/** `::: name title` around the selected lines; the caret is where its text goes. */
export function callout(state, name, title = "") {
  const { from, to, rows } = state.start === state.end ? { from: state.start, to: state.end, rows: [""] } : lines(state);
  const opening = `::: ${name}${title.trim() ? ` ${title.trim()}` : ""}\n`;
  const words = rows.join("\n").trim();
  return block({ value: state.value, start: from, end: to }, `${opening}${words}\n:::`, opening.length + words.length);
}
