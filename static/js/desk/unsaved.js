// A plain form of the desk keeps no drafts: whoever leaves it with changes is asked first.

import { isSame, readForm } from "./typed.js";

const form = document.querySelector("#content-main > form[method=post]");
if (form) guard(form);

function guard(form) {
  // What came back with errors was never saved.
  const look = () => (form.querySelector(".errornote") ? {} : holds(form));
  let saved = look();
  let [isTouched, isLeaving] = [false, false];
  form.addEventListener("input", () => { [isTouched, isLeaving] = [true, false]; });
  form.addEventListener("submit", ({ submitter }) => { isLeaving = submitter?.formTarget !== "_blank"; });
  addEventListener("pageshow", () => { isLeaving = false; });
  // Django's scripts rebuild some fields when all is loaded.
  addEventListener("load", () => setTimeout(() => { saved = isTouched ? saved : look(); }));
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && (hasFiles(form) || !isSame(saved, holds(form)))) event.preventDefault();
  });
}

// Of two lists with arrows between them, what is in the second is chosen, whether marked or not.
function holds(form) {
  const typed = readForm(form);
  for (const list of form.querySelectorAll("select[id$=_to]")) typed[list.name] = [...list.options].map(({ value }) => value).sort();
  return typed;
}

function hasFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
}
