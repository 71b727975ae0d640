// What a form holds, as plain data: {name: [values]}. And the copy of it in this browser, which
// is written at once and dropped when the server has it.

const PREFIX = "candor:typed:";
const NO_TEXT = new Set(["csrfmiddlewaretoken", "opened"]);

/** Everything that would be sent, but tokens, buttons and files. */
export function readForm(form) {
  const typed = {};
  for (const [name, value] of new FormData(form)) {
    if (NO_TEXT.has(name) || name.startsWith("_") || typeof value !== "string") continue;
    (typed[name] ??= []).push(value);
  }
  return typed;
}

/** The fields of `after` that differ from `before`, and the names that are gone. */
export function difference(before, after) {
  const same = (name) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const changed = Object.keys(after).filter((name) => !same(name));
  return {
    typed: Object.fromEntries(changed.map((name) => [name, after[name]])),
    gone: Object.keys(before).filter((name) => !(name in after)),
  };
}

/** Whether all that was typed in one form stands in another, whatever its rows are numbered. */
export function holds(form, typed) {
  const there = new Set(Object.values(readForm(form)).flat().map((value) => value.trim()));
  return Object.entries(typed).every(
    ([name, values]) => !name.endsWith("-DELETE") && values.every((value) => !isText(name) || there.has(value.trim())),
  );
}

function isText(name) {
  return !name.endsWith("_FORMS") && !/-(id|key|position)$/.test(name) && !name.startsWith("initial-");
}

/** Keep a copy here; false where the browser has no room or refuses. */
export function keepCopy(key, copy) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function dropCopy(key) {
  localStorage.removeItem(PREFIX + key);
}

/** The copies of one writer in the forms of one kind. */
export function copiesOf(writer, url) {
  return Object.keys(localStorage)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => JSON.parse(localStorage.getItem(name)))
    .filter((copy) => copy.writer === writer && copy.url === url);
}
