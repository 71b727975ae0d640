// The checklist beside the text: it follows what is kept of the form, leads to each passage, and
// puts fixes into the text, where undo takes them back. Without this script it has a page of its
// own, where all of it can be done.

import { make } from "./dialogs.js";
import { select } from "./passage.js";
import { write } from "./row-text.js";
import { renewToken, send } from "./send.js";
import { askToSignIn } from "./sign-in.js";

const PAUSE = 1200; // milliseconds after the last write that was kept until the rules look again

export function startChecklist(desk, form, tabs, said) {
  const pane = desk.querySelector("[data-checklist]");
  if (pane) new Checklist(desk, form, pane, tabs, said);
}

class Checklist {
  constructor(desk, form, pane, tabs, said) {
    Object.assign(this, { desk, form, pane, tabs, said });
    this.prefix = `candor:reason:${desk.dataset.object}:`;
    this.list = pane.querySelector("[data-checklist-list]");
    this.status = pane.querySelector("[data-checklist-said]");
    this.words = make("button", { type: "button", className: "link-button" });
    this.words.addEventListener("click", () => this.open());
    this.listen();
    // Of a new article nothing can be said before something is typed.
    if (desk.dataset.object) this.refresh();
  }

  open() {
    this.tabs.choose("checklist");
    this.pane.scrollIntoView({ block: "nearest" });
    (this.list.querySelector("[data-go]") ?? this.words).focus({ preventScroll: true });
  }

  listen() {
    // A reason is no part of the article.
    for (const kind of ["input", "change"]) this.pane.addEventListener(kind, (event) => event.stopPropagation());
    this.pane.addEventListener("input", ({ target }) => this.keep(target));
    this.pane.addEventListener("click", (event) => this.pressed(event));
    document.addEventListener("desk:page", () => this.refreshSoon());
    // While more is typed, nothing is asked.
    this.form.addEventListener("input", () => this.timer && this.refreshSoon());
  }

  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  // A newer request aborts the older one. Where text cannot be kept, the bar says what is wrong,
  // and the list follows once it is.
  async refresh() {
    this.timer = null;
    if (this.form.querySelector("[data-kept][data-state=failed]")) return;
    this.request?.abort();
    this.request = new AbortController();
    const answer = await this.ask({}, this.request.signal).catch(() => [0]);
    if (answer[0] === 200) this.take(answer[1]);
  }

  ask(fields, signal) {
    const data = new FormData();
    data.set("opened", this.form.elements.opened.value);
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return send(this.pane.dataset.url, data, { signal });
  }

  // What is folded out, being written and has the focus stays so.
  take({ html, words, open }) {
    this.request?.abort();
    if (html === this.html) return;
    this.html = html;
    const folds = [...this.list.querySelectorAll("[data-fold][open]")].map(({ dataset }) => dataset.fold);
    const active = this.list.contains(document.activeElement) ? document.activeElement : null;
    const { selectionStart, selectionEnd } = active ?? {};
    this.list.innerHTML = html; // rendered and escaped by the server
    this.resume();
    for (const fold of folds) this.list.querySelector(`[data-fold="${fold}"]`)?.setAttribute("open", "");
    const again = active && this.list.querySelector(same(active));
    again?.focus({ preventScroll: true });
    if (again?.matches("textarea")) again.setSelectionRange(selectionStart, selectionEnd);
    const line = `Checklist: ${words}`;
    if (this.words.textContent !== line) this.words.textContent = line;
    if (!this.words.isConnected) this.form.querySelector("[data-checklist-words]").append(this.words);
    this.tabs.label("checklist", open ? `Checklist (${open})` : "Checklist");
  }

  keep(text) {
    if (text.value) sessionStorage.setItem(this.prefix + text.name, text.value);
    else sessionStorage.removeItem(this.prefix + text.name);
  }

  // What was typed of a reason is there again, also after the page was left.
  resume() {
    for (const text of this.list.querySelectorAll("textarea")) {
      const typed = sessionStorage.getItem(this.prefix + text.name);
      if (!typed) continue;
      text.value = typed;
      text.closest("details").open = true;
    }
  }

  pressed(event) {
    const target = event.target.closest("button, [data-go]");
    if (!target) return;
    event.preventDefault();
    const finding = target.closest("[data-finding]");
    if (target.matches("[data-go]")) this.go(finding);
    else if (target.name === "_fix") this.fix(finding);
    else this.act(target, finding);
  }

  // The way to a passage

  place(name) {
    const place = this.desk.querySelector(`[data-writing] [data-place="${CSS.escape(name)}"]`);
    if (place) return place;
    // A source is known by the key that was typed.
    const [rows, key] = name.split(/:(.*)/s);
    const keys = this.desk.querySelectorAll(`[data-rows="${CSS.escape(rows)}"] [name$="-key"]`);
    return [...keys].find(({ value }) => value === key)?.closest("[data-row]");
  }

  fields(finding) {
    const place = this.place(finding.dataset.at);
    const texts = "textarea, input:not([type=hidden], [type=checkbox])";
    return [place, [...(place?.querySelectorAll(texts) ?? [])]];
  }

  go(finding) {
    const [place, fields] = this.fields(finding);
    if (!place) return;
    const { passage } = finding.dataset;
    const field = (passage && fields.find(({ value }) => value.includes(passage))) || fields.at(-1);
    unfold(place);
    const start = passage && field ? field.value.indexOf(passage) : -1;
    if (field && hasWords(field)) select(field, start < 0 ? null : [start, start + passage.length]);
    else {
      place.scrollIntoView({ block: "center" });
      place.querySelector("select, input, button, [tabindex]")?.focus({ preventScroll: true });
    }
    this.say(passage && start < 0 ? "The passage has changed: it is not in the text any more." : "");
  }

  fix(finding) {
    const { old, new: words } = finding.dataset;
    const [place, fields] = this.fields(finding);
    const having = fields.filter(({ value }) => value.includes(old));
    if (having.length !== 1 || having[0].value.split(old).length !== 2) {
      this.say("The passage has changed: look at it again.");
      this.refresh();
      return;
    }
    unfold(place);
    const [field] = having;
    const before = field.value;
    const [from, to] = changed(old, words);
    const start = before.indexOf(old);
    write(field, before.replace(old, () => words));
    const after = field.value;
    if (hasWords(field)) select(field, [start + from, start + to]);
    this.said.say("It is mended in the text.", () => takeBack(field, after, before));
  }

  // What is set aside, and what is advised again

  async act(button, finding) {
    const fields = { [button.name]: button.value };
    const text = finding?.querySelector("textarea");
    if (text) fields[text.name] = text.value;
    const [status, answer] = await this.ask(fields);
    if (status === 401) this.signIn();
    if (!answer.html) {
      this.say(status === 401 ? "You are signed out. Your words are kept here." : answer.error);
      return;
    }
    const place = [...this.list.querySelectorAll("[data-finding]")].indexOf(finding);
    if (status === 200 && text) sessionStorage.removeItem(this.prefix + text.name);
    this.take(answer);
    this.say(answer.said);
    if (status === 400) this.list.querySelector("[aria-invalid]")?.focus();
    else this.goOn(place);
  }

  // On with the next one, where the one before was.
  goOn(place) {
    const links = this.list.querySelectorAll("[data-finding] [data-go]");
    (links[Math.min(Math.max(place, 0), links.length - 1)] ?? this.words).focus({ preventScroll: true });
  }

  signIn() {
    askToSignIn(this.desk.dataset.signInUrl, ({ token }) => {
      renewToken(token);
      this.say("You are signed in again: press it once more.");
    });
  }

  say(words) {
    this.status.textContent = words;
  }
}

function unfold(place) {
  for (let fold = place.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  place.dispatchEvent(new CustomEvent("desk:reveal", { bubbles: true }));
}

/** From where to where `words` differ from `old`; all of them where something was only taken out. */
function changed(old, words) {
  const least = Math.min(old.length, words.length);
  let from = 0;
  while (from < least && old[from] === words[from]) from += 1;
  let rest = 0;
  while (rest < least - from && old.at(-1 - rest) === words.at(-1 - rest)) rest += 1;
  return from < words.length - rest ? [from, words.length - rest] : [0, words.length];
}

function hasWords(field) {
  return field.matches("textarea, [type=text], [type=url]");
}

function takeBack(field, after, before) {
  if (field.value !== after) return "The text was changed since: it stays as it is.";
  write(field, before);
  return "It stands as it was.";
}

/** Where what has the focus stands in a list made anew. */
function same(active) {
  const place = active.closest("[data-finding]");
  const fold = active.closest("[data-fold]")?.dataset.fold;
  if (active.matches("textarea")) return `[name="${active.name}"]`;
  if (active.matches("summary")) return `[data-fold="${fold}"] > summary`;
  return place ? `[data-finding="${place.dataset.finding}"] [data-go]` : "[data-go]";
}
