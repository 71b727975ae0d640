// The outline beside the text: where everything stands, who is there and what is to be mended.
// A click goes there; items are dragged, or moved by button and by Alt with an arrow key.

import { startDrag } from "./drag.js";
import { isTold } from "./problems.js";
import { move } from "./row-verbs.js";

const WIDE = matchMedia("(min-width: 64rem)");

export function startOutline(desk, rows) {
  const nav = desk.querySelector("[data-outline]");
  if (nav) new Outline(desk, nav, rows);
}

class Outline {
  constructor(desk, nav, rows) {
    Object.assign(this, { desk, nav, rows });
    this.items = new Map(); // the item of each row or field
    this.problems = [];
    this.others = [];
    this.build();
    this.draw();
    this.listen();
    for (const one of desk.querySelectorAll("[data-row].has-errors, .field.errors")) this.badge(one);
    nav.hidden = false;
  }

  build() {
    this.box = document.createElement("details");
    this.box.append(make("summary", { textContent: "Outline" }));
    this.box.open = WIDE.matches;
    WIDE.addEventListener("change", () => { this.box.open = WIDE.matches; });
    const tree = make("ul", { className: "outline-tree" });
    for (const part of this.desk.querySelectorAll("[data-writing] .field:has([data-markdown]), [data-rows], [data-fields]:has(> details)")) {
      if (part.closest("[data-row]")) continue;
      tree.append(part.matches("[data-rows]") ? this.group(part) : this.itemOf(part));
    }
    this.presence = make("p", { className: "visually-hidden", role: "status" });
    this.box.append(tree);
    this.nav.append(this.box, this.presence);
  }

  group(root) {
    const list = this.rows.lists.find((one) => one.root === root);
    const item = make("li", { className: "outline-group" });
    const heading = root.querySelector("h2");
    const head = make("div", { className: "outline-head" });
    list.count = make("span", { className: "outline-count" });
    head.append(make("a", { href: `#${heading.id}`, textContent: heading.textContent.trim() }), list.count);
    if (list.isOpen) head.append(this.adder(list));
    list.outline = make("ol", { className: "outline-rows" });
    item.append(head, list.outline);
    return item;
  }

  adder(list) {
    const button = make("button", { type: "button", className: "outline-tool", textContent: "+", ariaLabel: `Add ${list.one}` });
    button.addEventListener("click", () => this.rows.run("add", list));
    return button;
  }

  itemOf(target) {
    const known = this.items.get(target);
    if (known) return known;
    const item = make("li", { className: "outline-item" });
    const link = make("a", { draggable: false, href: `#${target.id || target.querySelector("textarea").id}` });
    link.append(make("span", { className: "outline-title" }), make("span", { className: "outline-badges" }));
    item.append(link);
    if (target.matches("[data-row]") && this.rows.listOf(target).isOpen) this.equip(item);
    item.target = target;
    this.items.set(target, item);
    this.retitle(target);
    return item;
  }

  equip(item) {
    const grip = make("span", { className: "outline-grip", ariaHidden: "true" });
    grip.dataset.grip = "";
    item.prepend(grip);
    const tools = make("span", { className: "outline-tools" });
    for (const [name, textContent, ariaLabel] of [["move-up", "↑", "Move up"], ["move-down", "↓", "Move down"]]) {
      const button = make("button", { type: "button", className: "outline-tool", textContent, ariaLabel });
      button.dataset.move = name;
      tools.append(button);
    }
    item.append(tools);
  }

  // What is shown

  draw() {
    const focused = document.activeElement;
    for (const { rows, outline, count } of this.rows.lists) {
      const items = rows.map((row) => this.itemOf(row));
      count.textContent = rows.length;
      if (items.length !== outline.childElementCount || items.some((item, at) => item !== outline.children[at])) {
        outline.replaceChildren(...items);
      }
    }
    if (this.nav.contains(focused)) focused.focus({ preventScroll: true });
  }

  retitle(target) {
    const title = this.items.get(target).querySelector(".outline-title");
    title.textContent = this.nameOf(target);
  }

  nameOf(target) {
    if (target.matches("[data-row]")) return this.rows.listOf(target).titleOf(target);
    return target.querySelector("label, h2").textContent.trim().replace(/:$/, "");
  }

  badge(target) {
    const item = this.items.get(target.closest("[data-row]") ?? target);
    const badges = item?.querySelector(".outline-badges");
    if (!badges) return;
    const others = this.others.filter(({ place }) => place === target.dataset.place);
    const problems = this.problemsOf(item.target);
    const comments = Number(item.target.dataset.comments ?? 0);
    badges.replaceChildren(
      ...others.map(({ name }) => make("span", { className: "badge-other", textContent: `${name} is here` })),
      ...(problems ? [make("span", { className: "badge-problem", textContent: count(problems, "problem") })] : []),
      ...(comments ? [make("span", { className: "badge-comment", textContent: count(comments, "comment") })] : []),
    );
  }

  // What the server told of the form that was sent, and of what is typed now.
  problemsOf(target) {
    const names = [target.dataset.place];
    if (target.matches("[data-row]")) {
      const list = this.rows.listOf(target);
      names.push(`${list.one} “${list.titleOf(target)}”`);
    }
    return target.querySelectorAll(".errorlist li").length + this.problems.filter(([name, words]) => names.includes(name) && !isTold(target, words)).length;
  }

  badgeAll() {
    for (const target of this.items.keys()) if (target.isConnected) this.badge(target);
  }

  meet(others) {
    const before = this.others;
    this.others = others;
    this.badgeAll();
    const news = others.filter(({ name, place }) => !before.some((one) => one.name === name && one.place === place));
    const words = news.map(({ name, place }) => [name, this.placeNamed(place)]).filter(([, there]) => there);
    if (words.length) this.presence.textContent = words.map(([name, there]) => `${name} is in “${there}”.`).join(" ");
  }

  placeNamed(place) {
    const target = [...this.items.keys()].find((one) => one.isConnected && one.dataset.place === place);
    return target && this.nameOf(target);
  }

  mark(target) {
    const item = this.items.get(target);
    if (item === this.current) return;
    this.current?.querySelector("a").removeAttribute("aria-current");
    this.current = item;
    item?.querySelector("a").setAttribute("aria-current", "location");
    if (item) this.show(item);
  }

  // Scroll the outline, never the page.
  show(item) {
    if (this.nav.scrollHeight <= this.nav.clientHeight) return;
    const [box, room] = [item.getBoundingClientRect(), this.nav.getBoundingClientRect()];
    if (box.top < room.top) this.nav.scrollTop -= room.top - box.top + 40;
    else if (box.bottom > room.bottom) this.nav.scrollTop += box.bottom - room.bottom + 40;
  }

  // What is heard

  listen() {
    document.addEventListener("desk:rows", () => this.draw());
    document.addEventListener("desk:title", (event) => this.items.has(event.detail) && this.retitle(event.detail));
    document.addEventListener("desk:problems", (event) => { this.problems = event.detail; this.badgeAll(); });
    document.addEventListener("desk:others", (event) => this.meet(event.detail));
    this.desk.addEventListener("focusin", (event) => this.follow(event.target));
    this.nav.addEventListener("click", (event) => this.clicked(event));
    this.nav.addEventListener("keydown", (event) => this.pressed(event));
    const comments = new MutationObserver((changes) => { for (const { target } of changes) this.badge(target); });
    comments.observe(this.desk, { subtree: true, attributeFilter: ["data-comments"] });
    startDrag(this.nav, this.dragInOutline());
    for (const list of this.rows.lists) startDrag(list.root, this.dragInText(list));
  }

  follow(field) {
    if (this.nav.contains(field)) return;
    this.mark(field.closest("[data-row]") ?? field.closest(".field:has([data-markdown])") ?? field.closest("[data-fields]"));
  }

  clicked(event) {
    const item = event.target.closest(".outline-item");
    const mover = event.target.closest("[data-move]");
    if (mover) this.rows.run(mover.dataset.move, this.rows.listOf(item.target), item.target);
    else if (item && event.target.closest("a")) {
      event.preventDefault();
      this.go(item.target);
    }
  }

  go(target) {
    if (!WIDE.matches) this.box.open = false;
    if (target.matches("[data-row]")) this.rows.enter(target);
    else {
      if (target.matches("[data-fields]")) target.querySelector("details").open = true;
      target.scrollIntoView({ block: "start" });
      const fields = [...target.querySelectorAll("textarea, input, select")];
      const field = fields.find(({ offsetParent }) => offsetParent) ?? target.querySelector("summary");
      field.focus({ preventScroll: true });
    }
  }

  pressed(event) {
    const row = event.target.closest(".outline-item")?.target;
    if (row?.matches("[data-row]")) this.rows.moveByKey(event, this.rows.listOf(row), row);
  }

  // What is dragged

  dragInOutline() {
    const { rows } = this;
    return {
      handle: ".outline-rows .outline-item > :is(a, .outline-grip)",
      item: ".outline-item",
      scroller: this.nav,
      lists: (item) => [rows.listOf(item.target), rows.other(rows.listOf(item.target))].filter(Boolean).map(({ outline }) => outline),
      items: (outline) => [...outline.children],
      drop: (item, outline, before) => move(rows, item.target, rows.lists.find((list) => list.outline === outline), before?.target ?? null),
    };
  }

  // In the text the rows are shown folded while one is dragged: so all fit, and stay at hand.
  dragInText(list) {
    return {
      handle: "[data-grip]",
      item: "[data-row]",
      lists: () => [list.list],
      items: () => list.rows,
      drop: (row, _, before) => move(this.rows, row, list, before),
      lifted: (row) => {
        keepInView(row, () => list.root.classList.add("is-sorting"));
        return () => keepInView(row, () => list.root.classList.remove("is-sorting"));
      },
    };
  }
}

function keepInView(row, change) {
  const before = row.getBoundingClientRect().top;
  change();
  scrollBy(0, row.getBoundingClientRect().top - before);
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

function count(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
