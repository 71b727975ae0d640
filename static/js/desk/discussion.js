// The threads in the panel: what is asked of them goes to the server, whose answer is the list.

import { Composer } from "./composer.js";
import { renewToken, send } from "./send.js";
import { askToSignIn } from "./sign-in.js";

const DONE = { resolve: "Resolved.", reopen: "Open again.", delete: "Deleted.", reply: "Your reply is sent.", edit: "Changed." };

export class Discussion {
  /** `changed()` is told of a new list; `go(thread)` leads to what a thread is about. */
  constructor(panel, { signInUrl, writer }, { changed, go }) {
    Object.assign(this, { panel, signInUrl, writer, changed, go });
    this.url = panel.dataset.url;
    this.open = panel.querySelector("[data-threads]");
    this.resolved = panel.querySelector("[data-resolved-threads]");
    this.said = panel.querySelector("[data-comments-said]");
    panel.addEventListener("click", (event) => this.pressed(event.target.closest("[data-do]")));
  }

  get threads() {
    return [...this.panel.querySelectorAll("[data-thread]")];
  }

  /** Show the threads in this order, those that are resolved below and folded. */
  arrange(threads) {
    for (const thread of threads) {
      const list = "resolved" in thread.dataset ? this.resolved : this.open;
      if (list.lastElementChild !== thread) list.append(thread);
      lead(thread);
    }
    const count = this.resolved.childElementCount;
    this.resolved.parentElement.hidden = !count;
    this.panel.querySelector("[data-resolved-count]").textContent = `Resolved (${count})`;
  }

  /** Words that lead to what a thread is about, if that can be. */
  leading(words, isThere) {
    if (!isThere) return words;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words });
    button.dataset.do = "go";
    return button;
  }

  mark(thread) {
    for (const other of this.threads) delete other.dataset.chosen;
    thread.dataset.chosen = "";
    thread.closest("details")?.setAttribute("open", "");
    thread.scrollIntoView({ block: "nearest" });
  }

  say(words) {
    this.said.textContent = words;
  }

  // What is pressed

  pressed(button) {
    const thread = button?.closest("[data-thread]");
    if (!thread) return;
    const name = button.dataset.do;
    const remark = button.closest("[data-remark]") ?? thread.querySelector("[data-remark]");
    if (name === "go") {
      this.mark(thread);
      this.go(thread);
    } else if (name === "reply") this.write(thread, remark, { name, label: "Your reply", action: "Reply" });
    else if (name === "edit") this.write(remark, remark, { name, label: "Your words", action: "Change", words: wordsOf(remark) });
    else this.act(name, remark.dataset.remark);
  }

  write(host, remark, { name, label, action, words }) {
    const pk = remark.dataset.remark;
    const key = `${this.url}${pk}/${name}/`;
    const open = host.querySelector(`[data-for="${key}"] textarea`);
    if (open) {
      open.focus();
      return;
    }
    const composer = new Composer({ key, label, action, words, most: this.panel.dataset.most, send: (text) => this.act(name, pk, { text }), closed: () => this.focus(pk) });
    composer.root.dataset.for = key;
    host.append(composer.root);
    composer.text.focus();
  }

  // What is sent

  async act(name, pk, fields = {}) {
    const problem = await this.post(`${this.url}${pk}/${name}/`, fields, DONE[name]);
    if (!problem) this.focus(pk);
    else if (!fields.text) this.say(problem);
    return problem;
  }

  add(words, { place, quote }) {
    const fields = { text: words, place, quote: quote?.text ?? "", before: quote?.before ?? "", after: quote?.after ?? "" };
    return this.post(this.url, fields, "Your comment is added.");
  }

  /** Answers with what hinders it, or nothing. */
  async post(url, fields, done) {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    const [status, answer] = await send(url, data);
    if (status === 401) return this.signIn();
    if (status === 404) return "What you answer was deleted meanwhile.";
    if (status !== 200) return answer.error;
    this.take(answer.html);
    this.say(done);
    return null;
  }

  signIn() {
    askToSignIn(this.signInUrl, ({ token, user }) => {
      renewToken(token);
      this.say(String(user) === this.writer ? "You are signed in again: send it once more." : "You are signed in as somebody else now.");
    });
    return "You are signed out. Your words are kept here.";
  }

  /** Ask for the list as it is now. */
  async refresh() {
    const response = await fetch(this.url, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!response?.ok || response.redirected) this.say("This may not be the newest: the list could not be fetched.");
    else this.take((await response.json()).html);
  }

  // What is being written in the list, what is marked and what has the focus stays so.
  take(html) {
    const { activeElement: active } = document;
    const focused = active.matches("[data-do]") && pkOf(active.closest("[data-thread]"));
    const chosen = pkOf(this.panel.querySelector("[data-chosen]"));
    const written = [...this.panel.querySelectorAll("[data-for]")].map((root) => [root, root.closest("[data-remark], [data-thread]"), root.contains(active)]);
    this.resolved.replaceChildren();
    this.open.innerHTML = html; // rendered and escaped by the server
    for (const [root, { dataset }, isFocused] of written) {
      const host = "remark" in dataset ? `[data-remark="${dataset.remark}"]` : `[data-thread="${dataset.thread}"]`;
      this.panel.querySelector(host)?.append(root);
      if (isFocused) root.querySelector("textarea").focus();
    }
    this.changed();
    const again = (pk) => this.panel.querySelector(`[data-thread="${pk}"]`);
    if (again(chosen)) again(chosen).dataset.chosen = "";
    if (focused) again(focused)?.querySelector(`[data-do="${active.dataset.do}"]`)?.focus();
  }

  // Where the keyboard goes on, once a list was shown anew.
  focus(pk) {
    const thread = this.panel.querySelector(`[data-remark="${pk}"]`)?.closest("[data-thread]");
    const folded = thread?.closest("details:not([open])");
    (folded?.querySelector("summary") ?? thread?.querySelector("[data-do=reply]") ?? this.panel.querySelector("[data-comment-here]")).focus();
  }
}

function pkOf(thread) {
  return thread?.dataset.thread;
}

function wordsOf(remark) {
  return remark.querySelector("[data-remark-text]").textContent;
}

// The passage of a thread leads to it in the text.
function lead(thread) {
  const quote = thread.querySelector("[data-quote]");
  if (!quote || quote.querySelector("button")) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: quote.textContent, title: "Select it in the text" });
  button.dataset.do = "go";
  quote.replaceChildren(button);
}
