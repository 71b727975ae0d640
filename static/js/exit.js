// Leaves a page that can put its reader at risk: by its control, or by Shift pressed three times.
// The page is blank at once, and the other one takes its place in the history. Without this, the
// control is an ordinary link. What a guide's script kept of a guide goes with it.

const link = document.querySelector("a.exit");
const told = document.querySelector(".exit-told");
const guide = document.querySelector("[data-guide]");
const FIELDS = "input, select, textarea, [contenteditable]";
const NEEDED = 3;
const PATIENCE = 5000;
let presses = 0;
let isAlone = false;
let waiting;

if (link) {
  link.querySelector(".exit-hint").hidden = false;
  link.addEventListener("click", follow);
  document.addEventListener("keydown", press);
  document.addEventListener("keyup", release);
  document.addEventListener("pointerdown", forget);
  addEventListener("blur", forget);
}

// Who opens it in another tab or window stays here on purpose.
function follow(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  leave();
}

function leave() {
  const { href, hostname } = link;
  // Nothing is left to be seen, also if the browser should keep the page and bring it back.
  document.body.replaceChildren();
  document.body.className = "exit-blank";
  document.title = hostname;
  // Until the other page is there, the address tells nothing either.
  history.replaceState(null, "", "/");
  forgetGuide();
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  location.replace(href);
}

function forgetGuide() {
  try {
    if (guide) localStorage.removeItem(`guide:${guide.dataset.guide}`);
  } catch {
    // The browser forbids it, and kept nothing.
  }
}

// Only Shift by itself counts, and only once it is let go: where keys stick (as people set who
// press one after the other) it still holds then, or is let go after the next key.
function press(event) {
  const isShift = event.key === "Shift";
  isAlone = isShift && !event.ctrlKey && !event.altKey && !event.metaKey && !event.target.closest?.(FIELDS);
  if (!isAlone) forget();
}

function release(event) {
  if (event.key !== "Shift" || !isAlone || event.getModifierState("Shift")) return;
  isAlone = false;
  count();
}

function count() {
  clearTimeout(waiting);
  presses += 1;
  if (presses === NEEDED) return leave();
  const left = NEEDED - presses;
  told.textContent = `Shift: press it ${left === 1 ? "once" : "twice"} more to leave this page.`;
  waiting = setTimeout(giveUp, PATIENCE);
}

function giveUp() {
  presses = 0;
  told.textContent = "You are still on this page.";
  waiting = setTimeout(forget, PATIENCE);
}

function forget() {
  clearTimeout(waiting);
  presses = 0;
  isAlone = false;
  told.textContent = "";
}
