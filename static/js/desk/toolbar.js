// The tools of the Markdown fields: one bar for all of them, made when the first is entered and
// moved to each that is entered after (WAI-ARIA: toolbar, with one stop for Tab and arrows).

import { make } from "./dialogs.js";
import { iconOf } from "./icons.js";
import { areOn, ariaOf, named, showShortcuts } from "./shortcuts.js";

export class Toolbar {
  constructor(tools) {
    this.tools = [...tools, { name: "help", label: "Shortcuts", run: () => showShortcuts(tools) }];
    this.buttons = this.tools.map((tool) => buttonOf(tool));
    this.bar = make("div", { className: "tools", role: "toolbar" }, ...this.buttons);
    this.bar.ariaLabel = "Text tools";
    this.status = make("p", { className: "markdown-status", role: "status" });
    this.element = make("div", { className: "markdown-tools", data: { tools: "" } }, this.bar, this.status);
    this.listen();
    this.nameKeys();
  }

  listen() {
    // The text keeps the focus and what is selected in it.
    this.bar.addEventListener("mousedown", (event) => event.preventDefault());
    this.bar.addEventListener("click", (event) => {
      const at = this.buttons.indexOf(event.target.closest("button"));
      if (at < 0) return;
      this.stop(this.buttons[at]);
      this.tools[at].run(this.field);
    });
    this.bar.addEventListener("keydown", (event) => this.walk(event));
    document.addEventListener("desk:shortcuts", () => this.nameKeys());
    // A copy of a row may hold a copy of the bar, which does nothing.
    document.addEventListener("desk:rows", () => {
      for (const copy of document.querySelectorAll("[data-tools]")) if (copy !== this.element) copy.remove();
    });
  }

  nameKeys() {
    this.tools.forEach(({ label, keys }, at) => {
      const button = this.buttons[at];
      button.title = keys && areOn() ? `${label} (${named(keys)})` : label;
      if (keys && areOn()) button.setAttribute("aria-keyshortcuts", ariaOf(keys));
      else button.removeAttribute("aria-keyshortcuts");
    });
  }

  /** Stand above a field, without moving it under the pointer. */
  attach(field) {
    if (this.field === field && this.element.nextElementSibling === field) return;
    this.field = field;
    const before = field.getBoundingClientRect().top;
    field.before(this.element);
    const root = field.closest("[data-markdown]");
    this.tools.forEach(({ fits }, at) => { this.buttons[at].hidden = !(fits?.(root) ?? true); });
    this.stop(this.usable[0]);
    this.say("");
    const moved = field.getBoundingClientRect().top - before;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  }

  get usable() {
    return this.buttons.filter((button) => !button.hidden);
  }

  /** The one button that Tab reaches. */
  stop(button) {
    for (const one of this.buttons) one.tabIndex = one === button ? 0 : -1;
  }

  enter() {
    this.buttons.find(({ tabIndex }) => tabIndex === 0).focus();
    return true;
  }

  walk(event) {
    const buttons = this.usable;
    const at = buttons.indexOf(event.target.closest("button"));
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") this.field.focus({ preventScroll: true });
    else if (next === undefined) return;
    else {
      const button = buttons.at(next % buttons.length);
      this.stop(button);
      button.focus();
    }
    event.preventDefault();
  }

  say(words) {
    this.status.textContent = words;
  }
}

function buttonOf({ name, label }) {
  const button = make("button", { type: "button", className: "tool", innerHTML: iconOf(name), data: { tool: name } });
  button.ariaLabel = label;
  return button;
}
