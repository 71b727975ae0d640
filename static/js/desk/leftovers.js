// What an earlier page could not send, because it was closed or the browser died: it is sent
// when the writer next opens a form, and shown there if it belongs to it.

import { send } from "./send.js";
import { copiesOf, dropCopy, openForms } from "./typed.js";

const BEYOND = 1000; // no form has sent as many while its last copy was unsent

export async function sendLeftovers(desk) {
  const { key, writer } = desk.dataset;
  // This very form was sent and came back: it shows what was in it.
  dropCopy(key);
  const copies = copiesOf(writer);
  const open = await openForms(copies.map((copy) => copy.key));
  for (const copy of copies.filter((one) => !open.has(one.key))) await sendOne(copy, desk);
}

async function sendOne(copy, desk) {
  const { opened, typed } = copy;
  let [status, answer] = await send(copy.url, { opened, typed, serial: copy.serial + BEYOND, is_whole: true, place: "" });
  if (status === 409) [status, answer] = await send(copy.url, { opened, typed, serial: answer.serial + 1, is_whole: true, place: "" });
  if (status === 200) {
    dropCopy(copy.key);
    // What was saved when the page was left is no news, and the new article it made has an address.
    const isHere = copy.url === desk.dataset.keepUrl && String(answer.object ?? "") === desk.dataset.object;
    if (isHere && answer.is_news) answer.object ? location.reload() : offer(desk, copy);
  } else if ([400, 403, 413].includes(status) && !answer.isStrange) show(desk, copy, answer.error);
}

// A new article that was never kept: this form may be for another one.
function offer(desk, copy) {
  const link = Object.assign(document.createElement("a"), { href: `?draft=${copy.key}`, textContent: "Open it" });
  note(desk, `What you typed before, “${copy.typed.title?.[0] || "Untitled"}”, is kept. `, link);
}

// The server will not have it: the writer gets it back in plain view.
function show(desk, copy, why) {
  const words = Object.entries(copy.typed)
    .filter(([name]) => !/_FORMS$|-(id|key|position|DELETE)$|^(initial|clash)-/.test(name))
    .flatMap(([, values]) => values)
    .filter((value) => /\s/.test(value.trim()));
  if (!words.length) return;
  const text = Object.assign(document.createElement("textarea"), { value: words.join("\n\n"), readOnly: true, rows: 8, ariaLabel: "What could not be sent" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "I have it: throw this copy away" });
  const part = note(desk, `What you typed on ${new Date(copy.at).toLocaleString(document.documentElement.lang)} could not be sent. ${why} Here it is:`, text, button);
  button.addEventListener("click", () => {
    dropCopy(copy.key);
    part.remove();
  });
}

function note(desk, ...content) {
  const part = Object.assign(document.createElement("div"), { className: "desk-note" });
  part.setAttribute("role", "status");
  part.append(...content);
  desk.before(part);
  return part;
}
