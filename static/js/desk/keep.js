// Nothing typed is lost: it is kept in this browser at once, and on the server within two
// seconds. Where that fails (signed out, no connection, an error there) the bar says so, the
// copy here stays, and it is sent as soon as that can be done.

import { renewToken, send } from "./send.js";
import { askToSignIn } from "./sign-in.js";
import { copiesOf, difference, dropCopy, holds, keepCopy, readForm } from "./typed.js";

const COPY_AFTER = 150; // milliseconds after a key until the copy here is written
const SEND_AFTER = 600; // milliseconds after a key until it is sent, while more is typed …
const SEND_BY = 1500; // … but at the latest
const BEAT = 20_000; // milliseconds between signs of life, once something was typed
const RETRIES = [2000, 4000, 8000, 15_000, 30_000];

export function startKeeping(desk, form) {
  const keeper = new Keeper(desk, form);
  keeper.sendLeftovers();
  return keeper;
}

class Keeper {
  constructor(desk, form) {
    Object.assign(this, { desk, form });
    const { key, object, writer, keepUrl, signInUrl, serial } = desk.dataset;
    Object.assign(this, { key, object, writer, url: keepUrl, signInUrl, serial: Number(serial) });
    this.status = form.querySelector("[data-kept]");
    this.tried = 0;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.copy());
    addEventListener("online", () => this.isDirty && this.send());
    addEventListener("pagehide", () => this.isDirty && this.copy());
    document.addEventListener("visibilitychange", () => document.hidden && this.isDirty && this.flush());
    addEventListener("beforeunload", (event) => this.isUnsafe && event.preventDefault());
    setInterval(() => this.beat(), BEAT);
  }

  changed() {
    this.isDirty = true;
    this.copyTimer ??= setTimeout(() => this.copy(), COPY_AFTER);
    if (this.isStuck) return;
    this.since ??= Date.now();
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(SEND_AFTER, this.since + SEND_BY - Date.now()));
    this.timer = setTimeout(() => this.send(), wait);
  }

  copy() {
    clearTimeout(this.copyTimer);
    this.copyTimer = null;
    if (!this.isDirty) return;
    const { key, writer, url, object } = this;
    const copy = { key, writer, url, object, opened: this.form.elements.opened.value, serial: this.serial, typed: readForm(this.form) };
    this.isUnsafe = !keepCopy(key, copy);
  }

  flush() {
    this.copy();
    this.send();
  }

  // One request at a time, so that none overtakes another.
  async send() {
    clearTimeout(this.timer);
    if (this.isSending) {
      this.isAwaited = true;
      return;
    }
    this.isSending = true;
    this.since = null;
    const typed = readForm(this.form);
    const [status, answer] = await send(this.url, this.letter(typed));
    this.isSending = false;
    if (status === 200) this.kept(typed, answer);
    else this.failed(status, answer);
    if (this.isAwaited && !this.isStuck) {
      this.isAwaited = false;
      this.send();
    }
  }

  letter(typed) {
    const news = this.sent ? difference(this.sent, typed) : { typed, gone: [] };
    return { opened: this.form.elements.opened.value, serial: this.serial + 1, is_whole: !this.sent, place: this.place(), ...news };
  }

  kept(typed, answer) {
    this.serial += 1;
    this.sent = typed;
    this.tried = 0;
    this.isStuck = this.isUnsafe = false;
    const { typed: more, gone } = difference(typed, readForm(this.form));
    this.isDirty = Boolean(Object.keys(more).length || gone.length);
    if (!this.isDirty) dropCopy(this.key);
    this.say(`Not a version yet. Kept at ${answer.kept_at}.`, "kept");
    if (answer.saved_by) this.warn(`${answer.saved_by} saved this meanwhile. What you write is merged with it when you save.`);
    if (answer.page !== undefined) tell("desk:page", answer.page);
    if (answer.appearance) tell("desk:appearance", answer.appearance);
    tell("desk:problems", answer.problems ?? []);
    this.meet(answer.others ?? []);
    if (!this.object) history.replaceState(null, "", `?draft=${this.key}`);
  }

  failed(status, answer) {
    this.copy();
    this.isStuck = true;
    if (status === 409) {
      // Another write came between: begin anew, with the whole form and a number beyond.
      this.sent = null;
      this.serial += 100;
      this.retry(0);
    } else if (status === 401) this.offerSignIn();
    else if (status === 403 || status === 400 || status === 413) this.say(`${answer.error} ${KEPT_HERE}`, "failed");
    else {
      this.say(status ? `The server has trouble. ${KEPT_HERE}` : `You are offline. ${KEPT_HERE}`, "failed");
      this.retry(RETRIES[Math.min(this.tried++, RETRIES.length - 1)]);
    }
  }

  retry(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  offerSignIn() {
    this.say(`You are signed out. ${KEPT_HERE}`, "failed");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "Sign in" });
    button.addEventListener("click", () => askToSignIn(this.signInUrl, (answer) => this.signedIn(answer)));
    this.status.append(" ", button);
  }

  signedIn({ token, user }) {
    renewToken(token);
    if (String(user) === this.writer) this.send();
    else this.say(`You are signed in as somebody else now. ${KEPT_HERE} Load the page again to write as this person.`, "failed");
  }

  beat() {
    if (this.sent && !document.hidden && !this.isStuck && !this.isDirty) this.send();
  }

  place() {
    return document.activeElement?.closest("[data-place]")?.dataset.place ?? "";
  }

  meet(others) {
    tell("desk:others", others);
    const names = others.map(({ name }) => name).join(", ");
    this.form.querySelector("[data-others]").textContent = names && `${names} ${others.length > 1 ? "are" : "is"} writing here too.`;
  }

  say(words, state) {
    this.status.textContent = words;
    this.status.dataset.state = state;
  }

  warn(words) {
    let note = this.form.querySelector("[data-newer]");
    if (!note) {
      note = Object.assign(document.createElement("p"), { className: "desk-note" });
      note.dataset.newer = "";
      this.desk.before(note);
    }
    note.textContent = words;
  }

  // What an earlier page could not send: sent now, and shown by opening the form anew.
  async sendLeftovers() {
    let isShown = true;
    for (const copy of copiesOf(this.writer, this.url)) {
      if (copy.object !== this.object) continue;
      if (holds(this.form, copy.typed)) {
        dropCopy(copy.key);
        continue;
      }
      const [status] = await send(this.url, { ...copy, serial: copy.serial + 1000, is_whole: true, place: "" });
      if (status !== 200) continue;
      dropCopy(copy.key);
      isShown = false;
      if (!this.object) this.draft = copy.key;
    }
    if (isShown) return;
    if (this.draft) location.search = `?draft=${this.draft}`;
    else location.reload();
  }
}

const KEPT_HERE = "What you wrote is kept in this browser.";

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
