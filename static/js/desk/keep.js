// Nothing typed is lost: it is kept in this browser at once, and on the server within two
// seconds. Where that fails (signed out, no connection, an error there) the bar says so, the
// copy here stays, and it is sent as soon as that can be done.

import { sendLeftovers } from "./leftovers.js";
import { renewToken, send } from "./send.js";
import { askToSignIn } from "./sign-in.js";
import { Standing } from "./standing.js";
import { difference, dropCopy, holdForm, isSame, keepCopy, readForm } from "./typed.js";

const COPY_AFTER = 150; // milliseconds after a key until the copy here is written
const SEND_AFTER = 600; // milliseconds after a key until it is sent, while more is typed …
const SEND_BY = 1500; // … but at the latest
const BEAT = 20_000; // milliseconds between signs of life, once something was typed
const ANSWER = 8000; // milliseconds that a form which was sent is waited for
const RETRIES = [2000, 4000, 8000, 15_000, 30_000];

export function startKeeping(desk, form) {
  if (!form.elements.opened) return; // somebody who may only read
  const keeper = new Keeper(desk, form);
  sendLeftovers(desk);
  return keeper;
}

class Keeper {
  constructor(desk, form) {
    Object.assign(this, { desk, form });
    const { key, object, writer, keepUrl, signInUrl, serial } = desk.dataset;
    Object.assign(this, { key, object, writer, url: keepUrl, signInUrl, serial: Number(serial) });
    this.standing = new Standing(desk, form);
    this.seen = readForm(form); // what it held when it was last looked at
    this.tried = 0;
    this.meetThoseHere();
    holdForm(key);
    this.listen();
    setInterval(() => this.beat(), BEAT);
    // What was typed before stands in it: the page beside it is to show that.
    if (this.serial) this.send();
  }

  listen() {
    const { form } = this;
    form.addEventListener("input", () => this.changed());
    for (const name of ["change", "desk:rows", "focusout", "click", "keyup"]) document.addEventListener(name, () => this.look());
    // What searches in a list of choices (Django's jQuery) tells only others of its kind.
    window.django?.jQuery?.(form).on("change", () => this.look());
    form.addEventListener("submit", (event) => this.submitted(event));
    document.querySelector("#discard-draft")?.addEventListener("submit", () => this.forget());
    addEventListener("online", () => this.resume());
    addEventListener("focus", () => this.resume());
    // Not when the form itself was sent: the server has all of it then.
    addEventListener("pagehide", () => this.isDirty && !this.isLeaving && this.flush());
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.isDirty && !this.isLeaving && this.flush() : this.resume()));
    addEventListener("beforeunload", (event) => this.isUnsafe && !this.isLeaving && event.preventDefault());
  }

  meetThoseHere() {
    const others = [...this.form.querySelectorAll("[data-other]")];
    this.standing.meet(others.map((note) => ({ name: note.dataset.name, place: note.dataset.other })));
    for (const note of others) note.remove();
  }

  // Some fields are filled in by scripts that tell nobody.
  look() {
    this.lookTimer ??= setTimeout(() => {
      this.lookTimer = null;
      if (!isSame(this.seen, readForm(this.form))) this.changed();
    }, COPY_AFTER);
  }

  changed() {
    this.isDirty = true;
    this.isLeaving = false;
    this.standing.say("typing");
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
    if (!this.isDirty || this.isForgotten) return;
    const { key, writer, url, object, serial } = this;
    this.seen = readForm(this.form);
    const copy = { key, writer, url, object, serial, opened: this.form.elements.opened.value, typed: this.seen };
    this.isUnsafe = !keepCopy(copy);
  }

  flush() {
    this.copy();
    this.send();
  }

  // A form that is sent needs the token of today; its copy stays until its text is seen again.
  submitted(event) {
    renewToken();
    this.isDirty ||= !isSame(this.seen, readForm(this.form));
    this.copy();
    if (event.submitter?.formTarget === "_blank") return;
    this.isLeaving = true;
    clearTimeout(this.timer);
    setTimeout(() => this.stayed(), ANSWER);
  }

  // No answer came, or another script held the form back.
  stayed() {
    this.isLeaving = false;
    if (this.isDirty) this.send();
  }

  // What is thrown away is thrown away here too.
  forget() {
    this.isForgotten = this.isLeaving = true;
    clearTimeout(this.timer);
    dropCopy(this.key);
  }

  // One request at a time, so that none overtakes another.
  async send() {
    clearTimeout(this.timer);
    if (this.isForgotten || this.isLeaving) return;
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
    if (this.isAwaited && !this.isStuck) this.send();
    this.isAwaited = false;
  }

  letter(typed) {
    const news = this.sent ? difference(this.sent, typed) : { typed, gone: [] };
    return { opened: this.form.elements.opened.value, serial: this.serial + 1, is_whole: !this.sent, place: this.place(), ...news };
  }

  kept(typed, answer) {
    this.serial += 1;
    this.sent = this.seen = typed;
    this.tried = 0;
    this.isStuck = this.isUnsafe = false;
    this.isDirty = !isSame(typed, readForm(this.form));
    if (!this.isDirty) {
      dropCopy(this.key);
      this.standing.say("kept", { at: answer.kept_at });
    }
    if (answer.saved_by) this.standing.warn(answer.saved_by, () => this.reload());
    if (answer.page !== undefined) {
      tell("desk:page", answer.page);
      tell("desk:problems", answer.problems ?? []);
      tell("desk:raw", answer.raw ?? []);
    }
    if (answer.appearance) tell("desk:appearance", answer.appearance);
    this.standing.meet(answer.others ?? []);
    if (!this.object) this.nameDraft();
    if (this.isDirty) this.changed();
  }

  // A new article has no address yet: its draft has, for whoever loads the page again.
  nameDraft() {
    const query = new URLSearchParams(location.search);
    if (query.get("draft") === this.key) return;
    query.set("draft", this.key);
    history.replaceState(history.state, "", `?${query}`);
  }

  failed(status, answer) {
    this.isStuck = true;
    this.copy();
    const { isUnsafe } = this;
    if (status === 409 && this.tried < RETRIES.length) {
      // Another write came between: begin anew, with the whole form and a number beyond.
      this.sent = null;
      this.serial = Math.max(this.serial, answer.serial ?? 0);
      this.retry(this.tried++ && RETRIES[0]);
    } else if (status === 401) this.standing.say("signed-out", { isUnsafe }, ["Sign in", () => this.askToSignIn()]);
    else if (status === 403 && answer.isStrange && this.tried++ < 2) {
      renewToken(); // somebody signed in in another tab
      this.retry(0);
    } else if (status === 400 || status === 403 || status === 413) this.standing.say("refused", { ...answer, isUnsafe });
    else {
      this.standing.say(status ? "trouble" : "offline", { isUnsafe });
      this.retry(RETRIES[Math.min(this.tried++, RETRIES.length - 1)]);
    }
  }

  retry(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }

  // Somebody is back at this page, or the connection is: perhaps it can be sent now.
  resume() {
    this.look();
    if (!this.isDirty || !this.isStuck) return;
    renewToken();
    this.send();
  }

  askToSignIn() {
    askToSignIn(this.signInUrl, ({ token, user }) => {
      renewToken(token);
      if (String(user) === this.writer) this.send();
      else this.standing.say("somebody-else");
    });
  }

  async reload() {
    if (this.isDirty) await this.send();
    this.isLeaving = true;
    location.reload();
  }

  beat() {
    if (this.sent && !document.hidden && !this.isStuck && !this.isDirty) this.send();
  }

  place() {
    return document.activeElement?.closest("[data-place]")?.dataset.place ?? "";
  }
}

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
