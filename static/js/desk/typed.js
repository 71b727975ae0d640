// What a form holds, as plain data: {name: [values]}. And the copy of it in this browser, which
// is written at once and dropped when the server has it.

const PREFIX = "candor:typed:";
const NO_TEXT = new Set(["csrfmiddlewaretoken", "opened"]);
const KEPT = 90 * 24 * 3600 * 1000; // milliseconds; copies of people who never came back

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
  const same = (name) => before[name]?.length === after[name].length && after[name].every((value, i) => value === before[name][i]);
  const changed = Object.keys(after).filter((name) => !same(name));
  return {
    typed: Object.fromEntries(changed.map((name) => [name, after[name]])),
    gone: Object.keys(before).filter((name) => !(name in after)),
  };
}

export function isSame(before, after) {
  const { typed, gone } = difference(before, after);
  return !gone.length && !Object.keys(typed).length;
}

/** Keep a copy here; false where the browser has no room or refuses. */
export function keepCopy(copy) {
  try {
    localStorage.setItem(PREFIX + copy.key, JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  } catch {
    return false;
  }
}

export function dropCopy(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}

/** The copies of one writer, the oldest first; what nobody came back for is dropped. */
export function copiesOf(writer) {
  return allCopies()
    .filter((copy) => {
      if (Date.now() - copy.at > KEPT) dropCopy(copy.key);
      return copy.writer === writer;
    })
    .sort((one, other) => one.at - other.at);
}

function allCopies() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return names.map((name) => JSON.parse(localStorage.getItem(name)));
  } catch {
    return [];
  }
}

const lockOf = (key) => `candor:form:${key}`;

/** Say that the form of this key is open, for as long as it is. */
export function holdForm(key) {
  navigator.locks?.request(lockOf(key), () => new Promise(() => {}));
}

/** The keys of forms that are open in a tab of this browser, as far as it can tell. */
export async function openForms(keys) {
  if (!navigator.locks) return new Set();
  const { held } = await navigator.locks.query();
  const names = new Set(held.map(({ name }) => name));
  return new Set(keys.filter((key) => names.has(lockOf(key))));
}
