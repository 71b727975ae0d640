// What readers would not get as it is meant, said in plain words at the field it is in.

// How a problem names its field: see articles/publishing/pages.py and guides.
const LISTS = { section: "sections", FAQ: "faqs", chapter: "chapters", source: "references" };
const IN_ROW = /^(section|FAQ|chapter|source) “(.*)”$/s;
const TITLE = ".field:is(.field-heading, .field-question, .field-title) input";

export function startProblems(desk) {
  document.addEventListener("desk:problems", (event) => show(desk, event.detail));
}

function show(desk, problems) {
  const found = new Map();
  for (const [name, words] of problems) {
    const field = fieldOf(desk, name);
    if (field && !isTold(field, words)) found.set(field, [...(found.get(field) ?? []), words]);
  }
  for (const note of desk.querySelectorAll("[data-problems]")) if (!found.has(note.parentElement)) note.remove();
  for (const [field, words] of found) say(field, words);
}

/** Whether the server said the same of the field when the form was sent. */
export function isTold(field, words) {
  return [...field.querySelectorAll(".errorlist li")].some(({ textContent }) => textContent.trim() === words);
}

function say(field, words) {
  let note = field.querySelector(":scope > [data-problems]");
  if (!note) {
    note = Object.assign(document.createElement("div"), { className: "field-problems" });
    note.dataset.problems = "";
    note.setAttribute("role", "status");
    field.append(note);
  }
  const told = [...note.children].map(({ textContent }) => textContent);
  if (told.length === words.length && words.every((line, at) => line === told[at])) return;
  note.replaceChildren(...words.map((textContent) => Object.assign(document.createElement("p"), { textContent })));
}

export function fieldOf(desk, name) {
  const [, kind, title] = IN_ROW.exec(name) ?? [];
  if (!kind) return desk.querySelector(`.field[data-place="${CSS.escape(name)}"]`);
  for (const row of desk.querySelectorAll(`[data-rows="${LISTS[kind]}"] [data-row]:not([hidden])`)) {
    const heading = row.querySelector(TITLE);
    if (heading?.value.trim() === title) return row.querySelector(".field:has([data-markdown])") ?? heading.closest(".field");
  }
  return null;
}
