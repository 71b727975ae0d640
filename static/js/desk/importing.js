// Imports: files that are dropped, work that goes on by itself, buttons that say they are busy.

import { send } from "./send.js";

const PAUSE = 300; // milliseconds between two requests, so that Stop and other people get a turn
const PATIENCE = 60_000; // one document may take long

for (const zone of document.querySelectorAll("[data-drop-zone]")) startZone(zone);
for (const form of document.querySelectorAll("#content-main form")) form.addEventListener("submit", showBusy);
for (const pane of document.querySelectorAll("[data-article]")) showArticle(pane);
const progress = document.querySelector("[data-progress][data-runs]");
if (progress) run(progress);

function startZone(zone) {
  const input = zone.querySelector("input[type=file]");
  zone.querySelector("[data-drop-words]").hidden = false;
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
    });
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    list(zone, input);
  });
  input.addEventListener("change", () => list(zone, input));
}

function list(zone, input) {
  const rows = [...input.files].map((file) => {
    const row = document.createElement("li");
    row.textContent = `${file.name} (${size(file.size)})`;
    return row;
  });
  zone.querySelector("[data-drop-files]").replaceChildren(...rows);
  const most = Number(input.dataset.most);
  input.setCustomValidity(rows.length > most ? `These are ${rows.length} files. Put more than ${most} into a ZIP.` : "");
  input.reportValidity();
}

function size(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Ask the server to go on until nothing is left; the page is shown anew then. */
async function run(section) {
  const said = section.querySelector("[data-said]");
  let quarter = 0;
  for (;;) {
    const [status, answer] = await send(section.dataset.url, {}, { patience: PATIENCE });
    if (status !== 200) {
      said.textContent = section.querySelector("[data-words]").textContent = `${answer.error} Press “Go on” to try again.`;
      return;
    }
    if (!answer.left || answer.isStopped) break;
    show(section, answer);
    const now = Math.floor((4 * answer.done) / answer.total);
    // Told in quarters: a screen reader could not follow more.
    if (now > quarter) said.textContent = answer.words;
    quarter = now;
    await new Promise((done) => setTimeout(done, PAUSE));
  }
  location.reload();
}

function show(section, { total, done, words }) {
  const bar = section.querySelector("[data-bar]");
  bar.max = total;
  bar.value = done;
  section.querySelector("[data-words]").textContent = words;
}

/** A press of a button is answered at once, and a second one does nothing. */
function showBusy(event) {
  const button = event.submitter;
  if (!button?.dataset.busy) return;
  if (button.ariaDisabled === "true") return event.preventDefault();
  button.ariaDisabled = "true";
  button.value = button.dataset.busy;
}

/** The article in a frame of its own, where the publication's styles hold. */
function showArticle(pane) {
  const { lang, dataset } = document.documentElement;
  const body = pane.querySelector("noscript").textContent;
  const frame = document.createElement("iframe");
  frame.title = "The article as its page would show it";
  frame.sandbox = "allow-same-origin"; // nothing in it runs
  frame.srcdoc = `<!doctype html><html lang="${lang}" data-theme="${dataset.theme ?? "auto"}">
    <link rel="stylesheet" href="${pane.dataset.sheet}"><base target="_blank"><body><main id="main">${body}</main></html>`;
  pane.append(frame);
}
