// Proposes pages, topics and authors while somebody types what they look for (WAI-ARIA: combobox
// with a list). Enter without a choice searches as it does without this script.

const WAIT = 150;
const words = document.querySelector("[data-suggest]");
const input = words.querySelector("input");
const list = document.createElement("ul");
const said = document.createElement("p");
let timer;
let asked;

list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Suggestions");
said.className = "suggestions-said";
said.setAttribute("role", "status");
words.append(list, said);
for (const [name, value] of Object.entries({
  role: "combobox",
  "aria-autocomplete": "list",
  "aria-controls": list.id,
  "aria-expanded": "false",
})) input.setAttribute(name, value);

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(propose, WAIT);
});
input.addEventListener("keydown", choose);
input.addEventListener("blur", close);
// The field keeps the focus, and so stays open until the click is over.
list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => visit(event.target.closest("li")));

async function propose() {
  asked?.abort();
  asked = new AbortController();
  if (!input.value.trim()) return close();
  const address = `${words.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (answer.ok) show((await answer.json()).results);
  } catch {
    // Typed on, or offline: the field works without.
  }
}

function show(results) {
  list.replaceChildren(...results.map(makeOption));
  setOpen(results.length > 0 && document.activeElement === input);
}

function makeOption({ title, kind, address }, number) {
  const option = document.createElement("li");
  option.id = `suggestion-${number}`;
  option.setAttribute("role", "option");
  option.dataset.address = address;
  option.append(title);
  if (kind) option.append(" ", makeLabel(kind));
  return option;
}

function makeLabel(kind) {
  const label = document.createElement("span");
  label.className = "label";
  label.textContent = kind;
  return label;
}

function setOpen(isOpen) {
  list.hidden = !isOpen;
  input.setAttribute("aria-expanded", String(isOpen));
  input.removeAttribute("aria-activedescendant");
  said.textContent = isOpen ? spellNumber(list.children.length) : "";
}

function spellNumber(number) {
  return number === 1 ? "1 suggestion" : `${number} suggestions`;
}

function close() {
  clearTimeout(timer);
  asked?.abort();
  setOpen(false);
}

function choose(event) {
  if (list.hidden) {
    if (event.key === "ArrowDown") reopen(event);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && selected()) {
    event.preventDefault();
    visit(selected());
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }
}

// Asked anew: what was typed last may have come to nothing when the list was closed.
function reopen(event) {
  event.preventDefault();
  propose();
}

function selected() {
  return list.querySelector("[aria-selected=true]");
}

// Beyond either end is the field itself.
function step(by) {
  const options = [null, ...list.children];
  const place = options.indexOf(selected());
  const next = options.at((place + by + options.length) % options.length);
  selected()?.removeAttribute("aria-selected");
  next?.setAttribute("aria-selected", "true");
  if (next) input.setAttribute("aria-activedescendant", next.id);
  else input.removeAttribute("aria-activedescendant");
}

function visit(option) {
  if (option) location.assign(option.dataset.address);
}
