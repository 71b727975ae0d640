// Where in a text a remark belongs, found again when the text has changed: as in
// articles/reviewing/anchors.py, which says how and why; both pass the same cases, those of
// tests/articles/reviewing/anchors.json. The work is bounded by the length of the text.

const MAX_QUOTE = 600;
const CONTEXT = 40;
const MAX_PLACES = 1000;
const MIN_ALIKE = 8;
const MAX_CHANGED = 0.4;
const [SEED, SEED_STEP, MAX_SEED_PLACES, MAX_WHEREABOUTS] = [5, 3, 20, 4];
// What Python takes for white space, which is not quite what \s is here.
const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

/** The passage of `text` from `start` to `end`: {text, before, after}. */
export function anchor(text, start, end) {
  const words = first(text.slice(start, end), MAX_QUOTE);
  const stop = start + words.length;
  return { text: words, before: last(text.slice(0, start), CONTEXT), after: first(text.slice(stop), CONTEXT) };
}

/** Where the passage stands in `text` now, as [start, end]; null where it is gone. */
export function find(text, quote) {
  if (!squeeze(quote.text)) return null;
  return findExactly(text, quote) ?? findSpaced(text, quote) ?? findAlike(text, quote);
}

function first(text, count) {
  return [...text.slice(0, 2 * count)].slice(0, count).join("");
}

function last(text, count) {
  return [...text.slice(-2 * count)].slice(-count).join("");
}

function findExactly(text, quote) {
  const length = quote.text.length;
  const whole = text.indexOf(quote.before + quote.text + quote.after);
  if (whole >= 0) return [whole + quote.before.length, whole + quote.before.length + length];
  let [best, most] = [null, -1];
  for (const at of places(text, quote.text)) {
    const alike = likeness(text, [at, at + length], quote);
    if (alike > most) [best, most] = [[at, at + length], alike];
  }
  return best;
}

function* places(text, words, limit = MAX_PLACES) {
  for (let at = text.indexOf(words), left = limit; at >= 0 && left; at = text.indexOf(words, at + 1), left -= 1) yield at;
}

// How many letters on both sides of the span are those that stood beside the passage.
function likeness(text, [start, end], quote) {
  const backwards = (words) => words.split("").reverse().join("");
  const before = countEqual(backwards(text.slice(Math.max(0, start - CONTEXT), start)), backwards(quote.before));
  return before + countEqual(text.slice(end, end + CONTEXT), quote.after);
}

function countEqual(one, other) {
  let count = 0;
  while (count < one.length && one[count] === other[count]) count += 1;
  return count;
}

function findSpaced(text, quote) {
  const found = findExactly(squeeze(text), { text: squeeze(quote.text), before: squeeze(quote.before), after: squeeze(quote.after) });
  if (!found) return null;
  const letters = [];
  let from = 0;
  for (const gap of [...text.matchAll(SPACE), { index: text.length, 0: "" }]) {
    for (let at = from; at < gap.index; at += 1) letters.push(at);
    from = gap.index + gap[0].length;
  }
  return [letters[found[0]], letters[found[1] - 1] + 1];
}

function squeeze(text) {
  return text.replace(SPACE, "");
}

function findAlike(text, quote) {
  const words = quote.text;
  if (words.length < MIN_ALIKE) return null;
  const limit = Math.trunc(words.length * MAX_CHANGED);
  const near = [];
  for (const [start, end] of whereabouts(text, words, limit)) {
    const { changes, span } = nearest(words, text.slice(start, end));
    const there = [start + span[0], start + span[1]];
    if (changes <= limit) near.push([changes, -likeness(text, there, quote), ...there]);
  }
  return near.sort(inOrder)[0]?.slice(2) ?? null;
}

function inOrder(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at < 0 ? 0 : one[at] - other[at];
}

function whereabouts(text, words, slack) {
  const votes = new Map();
  for (let offset = 0; offset <= words.length - SEED; offset += SEED_STEP) {
    for (const at of places(text, words.slice(offset, offset + SEED), MAX_SEED_PLACES)) {
      const begin = Math.floor((at - offset) / (slack + 1));
      votes.set(begin, (votes.get(begin) ?? 0) + 1);
    }
  }
  const likely = [...votes].sort(([one, more], [other, less]) => less - more || one - other);
  return likely.slice(0, MAX_WHEREABOUTS).map(([begin]) => {
    const start = Math.max(0, begin * (slack + 1) - slack);
    return [start, start + words.length + 3 * slack + 1];
  });
}

function nearest(words, text) {
  const backwards = (letters) => letters.split("").reverse().join("");
  const [changes, end] = nearestEnd(words, text, true);
  const [, length] = nearestEnd(backwards(words), backwards(text.slice(0, end)), false);
  return { changes, span: [end - length, end] };
}

// Bit-parallel edit distance: a few operations a letter on one long integer.
function nearestEnd(words, text, isAnywhere) {
  const [full, top] = [(1n << BigInt(words.length)) - 1n, 1n << BigInt(words.length - 1)];
  const masks = new Map();
  for (let at = 0; at < words.length; at += 1) masks.set(words[at], (masks.get(words[at]) ?? 0n) | (1n << BigInt(at)));
  let [more, less, changes] = [full, 0n, words.length];
  let best = [changes, 0];
  for (let at = 0; at < text.length; at += 1) {
    const equal = masks.get(text[at]) ?? 0n;
    const same = (((equal & more) + more) ^ more) | equal | less;
    let right = less | (full & ~(same | more));
    const left = same & more;
    changes += ((right & top) ? 1 : 0) - ((left & top) ? 1 : 0);
    right = (right << 1n) | (isAnywhere ? 0n : 1n);
    more = full & ((left << 1n) | ~(same | right));
    less = full & right & same;
    if (changes < best[0]) best = [changes, at + 1];
  }
  return best;
}
