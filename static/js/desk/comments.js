// Comments beside the text: a passage is selected and remarked on, a remark leads to its passage.
// Without this script they have a page of their own, where all of it can be done.

import { find } from "./anchors.js";
import { begun, Composer } from "./composer.js";
import { Discussion } from "./discussion.js";
import { go, nameOf, placesOf, selected, textOf, titleOf } from "./passage.js";

const LOOK_AFTER = 400; // milliseconds after a key until passages are looked for again

export function startComments(desk, tabs) {
  const panel = desk.querySelector("[data-comments-panel]");
  if (panel) new Comments(desk, panel, tabs);
}

class Comments {
  constructor(desk, panel, tabs) {
    Object.assign(this, { desk, panel, tabs });
    this.discussion = new Discussion(panel, desk.dataset, {
      changed: () => this.show(),
      go: (thread) => this.go(thread),
    });
    tabs.whenChosen("comments", () => this.opened());
    this.listen();
    this.show();
    this.resume();
  }

  listen() {
    // What is written here is no part of the article.
    for (const kind of ["input", "change"]) this.panel.addEventListener(kind, (event) => event.stopPropagation());
    this.panel.querySelector("[data-comment-here]").addEventListener("click", () => this.begin(this.text));
    document.addEventListener("desk:comment", (event) => this.begin(event.detail));
    this.desk.addEventListener("focusin", ({ target }) => {
      if (target.matches("[data-markdown] > textarea")) this.text = target;
    });
    document.addEventListener("desk:rows", () => this.show());
    this.desk.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.tabs.name === "comments" && this.showChanged(), LOOK_AFTER);
    });
  }

  opened() {
    this.show();
    this.discussion.refresh();
  }

  begin(text) {
    const place = text?.isConnected ? nameOf(text) : "";
    this.write({ place, quote: place ? selected(text) : null });
    this.composer.text.focus();
  }

  // What was begun before the page was left is there again.
  resume() {
    const draft = begun(this.discussion.url);
    if (draft) this.write(draft.about, { isShown: false });
    const pk = location.hash.match(/^#comment-(\d+)$/)?.[1];
    const thread = pk && this.panel.querySelector(`[data-thread]:has([data-remark="${pk}"])`);
    if (!thread) return;
    this.tabs.show("comments");
    this.show();
    this.discussion.mark(thread);
    this.go(thread);
  }

  write(about, { isShown = true } = {}) {
    if (isShown) this.tabs.choose("comments");
    this.composer?.root.remove();
    const place = make("p", "composer-place", `On: ${titleOf(placesOf(this.desk), about.place)}`);
    const quote = make("blockquote", "thread-quote");
    quote.append(make("p", "", about.quote?.text ?? ""));
    this.composer = new Composer({
      key: this.discussion.url,
      label: "Your comment",
      action: "Comment",
      about,
      most: this.panel.dataset.most,
      send: (words) => this.discussion.add(words, about),
      closed: () => (this.text?.isConnected ? this.text : this.panel.querySelector("[data-comment-here]")).focus(),
    });
    this.composer.root.prepend(place, ...(about.quote ? [quote] : []));
    this.panel.querySelector("[data-composer]").append(this.composer.root);
  }

  // What is said of which place

  // Passages are looked for only while somebody may see where they are.
  show() {
    const places = placesOf(this.desk);
    const open = this.discussion.threads.filter(({ dataset }) => !("resolved" in dataset));
    this.tabs.label("comments", open.length ? `Comments (${open.length})` : "Comments");
    for (const place of places) this.count(place, open.filter(({ dataset }) => dataset.on === place.dataset.place).length);
    if (this.tabs.name === "comments") this.arrange(places);
  }

  arrange(places) {
    const threads = this.discussion.threads.map((thread) => ({ thread, ...this.whereabouts(thread, places) }));
    threads.sort((one, other) => one.at - other.at || one.within - other.within);
    this.discussion.arrange(threads.map(({ thread }) => thread));
  }

  whereabouts(thread, places) {
    const name = thread.dataset.on;
    const at = name ? places.findIndex((place) => place.dataset.place === name) : -1;
    const text = textOf(places[at]);
    const quote = quoteOf(thread);
    const span = text && quote && find(text.value, quote);
    thread.querySelector("[data-thread-place]").replaceChildren(this.discussion.leading(titleOf(places, name), Boolean(text)));
    const changed = thread.querySelector("[data-changed]");
    if (changed) changed.hidden = Boolean(span);
    return { at: name && at < 0 ? places.length : at, within: span?.[0] ?? -1 };
  }

  showChanged() {
    const places = placesOf(this.desk);
    for (const thread of this.discussion.threads) this.whereabouts(thread, places);
  }

  count(place, number) {
    const head = place.querySelector("[data-row-title], label");
    let button = place.querySelector(".row-comments");
    if (!number) {
      button?.remove();
      delete place.dataset.comments;
      return;
    }
    if (!button) {
      button = make("button", "row-comments");
      button.type = "button";
      button.addEventListener("click", () => this.open(place.dataset.place));
      head.after(button);
    }
    const words = `${number} comment${number === 1 ? "" : "s"}`;
    if (button.textContent !== words) button.textContent = words;
    if (place.dataset.comments !== String(number)) place.dataset.comments = number;
  }

  open(name) {
    this.tabs.choose("comments");
    const thread = this.discussion.threads.find(({ dataset }) => dataset.on === name && !("resolved" in dataset));
    this.discussion.mark(thread);
    thread.querySelector("button").focus();
  }

  go(thread) {
    const isFound = go(this.desk, thread.dataset.on, quoteOf(thread));
    this.discussion.say(isFound || !thread.dataset.on ? "" : "The passage has changed: it is not in the text any more.");
  }
}

function quoteOf(thread) {
  const text = thread.querySelector("[data-quote]")?.textContent;
  return text ? { text, before: thread.dataset.before, after: thread.dataset.after } : null;
}

function make(tag, className, textContent = "") {
  return Object.assign(document.createElement(tag), { className, textContent });
}
