// A dialog to search in: products, articles, guides, photos on the server, or rows of the form.
// The pattern is that of a combobox with a list (WAI-ARIA 1.2): arrows, Enter, Escape.

import { make, openDialog } from "./dialogs.js";
import { askToSignIn } from "./sign-in.js";
import { renewToken } from "./send.js";

const PAUSE = 200; // milliseconds after the last key before a search is sent
const MARKUP = `<p><label>Search <input type="text" name="q" role="combobox" aria-expanded="true"
    aria-controls="choices" aria-autocomplete="list" autocomplete="off" maxlength="100"></label></p>
  <div class="choices" id="choices" role="listbox" tabindex="-1"></div>
  <p class="choices-note" role="status"></p>
  <div data-extra></div>
  <p class="dialog-buttons"><button type="button" class="button" data-more hidden>Show more</button>
    <button type="button" class="button" data-cancel>Cancel</button></p>`;

/**
 * Let somebody choose a row; resolves with it, or null. `find(query, page, signal)` answers
 * [status, {rows, more, error}]. `extra` is put under the list.
 */
export function choose(title, find, { extra = null } = {}) {
  return new Promise((resolve) => new Chooser(title, find, extra, resolve));
}

/** What finds rows of one kind on the server. */
export function onServer(address) {
  return async (query, page, signal) => {
    try {
      const response = await fetch(`${address}?${new URLSearchParams({ q: query, page })}`, { signal });
      return [response.status, await response.json()];
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return [0, { error: "There is no connection." }];
    }
  };
}

class Chooser {
  constructor(title, find, extra, resolve) {
    Object.assign(this, { find, resolve });
    this.dialog = openDialog(title, MARKUP, { wide: true });
    this.input = this.dialog.querySelector("input");
    this.list = this.dialog.querySelector("[role=listbox]");
    this.list.ariaLabel = title;
    this.note = this.dialog.querySelector("[role=status]");
    this.more = this.dialog.querySelector("[data-more]");
    if (extra) this.dialog.querySelector("[data-extra]").append(extra);
    this.listen();
    this.search();
    this.input.focus();
  }

  listen() {
    this.input.addEventListener("input", () => this.searchSoon());
    this.dialog.addEventListener("keydown", (event) => this.press(event));
    this.dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
    this.more.addEventListener("click", () => this.search(this.page + 1));
    this.dialog.addEventListener("change", ({ target }) => target.name === "kind" && this.search());
    this.dialog.addEventListener("close", () => this.close());
    this.dialog.addEventListener("chosen", (event) => this.settle(event.detail));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.resolve(null);
  }

  searchSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), PAUSE);
  }

  // A newer search aborts the older one, so the latest answer always wins.
  async search(page = 1) {
    this.request?.abort();
    this.request = new AbortController();
    try {
      const [status, answer] = await this.find(this.input.value.trim(), page, this.request.signal);
      if (status === 200) this.show(answer, page);
      else this.fail(status, answer);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show({ rows, more }, page) {
    if (page === 1) this.list.replaceChildren();
    const before = this.list.childElementCount;
    for (const row of rows) this.list.append(optionOf(row, this.list.childElementCount));
    this.page = page;
    this.more.hidden = !more;
    const count = this.list.childElementCount;
    this.note.textContent = count ? `${count}${more ? " and more" : ""} found.` : "Nothing was found.";
    this.point(this.list.children[page === 1 ? 0 : before]);
    if (page > 1) this.input.focus();
  }

  fail(status, { error }) {
    this.note.textContent = error;
    const url = document.querySelector("[data-sign-in-url]")?.dataset.signInUrl;
    if (status !== 401 || !url) return;
    const button = make("button", { type: "button", className: "link-button", textContent: "Sign in" });
    button.addEventListener("click", () => askToSignIn(url, ({ token }) => {
      renewToken(token);
      this.search();
    }));
    this.note.append(" ", button);
  }

  press(event) {
    if (event.target !== this.input) return;
    const options = [...this.list.children];
    const at = options.indexOf(this.pointed);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (next !== undefined && options.length) {
      const edge = Math.max(0, Math.min(options.length - 1, next));
      this.point(options[Math.abs(next - at) === 1 ? (next + options.length) % options.length : edge]);
    } else if (event.key === "Enter") this.take(this.pointed);
    else return;
    event.preventDefault();
  }

  point(option) {
    this.pointed?.setAttribute("aria-selected", "false");
    this.pointed = option;
    if (!option) this.input.removeAttribute("aria-activedescendant");
    else {
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  take(option) {
    if (option) this.settle(option.row);
  }

  settle(row) {
    this.resolve(row);
    this.dialog.close();
  }
}

function optionOf(row, number) {
  const option = make("div", { role: "option", id: `choice-${number}`, className: "choice" });
  option.setAttribute("aria-selected", "false");
  option.row = row;
  if (row.thumbnail) option.append(make("img", { src: row.thumbnail, alt: "", loading: "lazy", width: 72, height: 48 }));
  option.append(make("span", {}, make("strong", { textContent: row.label }), " ", make("small", { textContent: row.detail })));
  return option;
}
