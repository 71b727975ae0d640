// The page as readers will see it, beside the text: the whole article, in the width of a phone
// or a desktop. It is shown in a frame of its own, so that the publication's styles and its
// widths hold; only the parts that changed are put in, so nothing flickers or scrolls.

const WIDTHS = { phone: 390, desktop: 1180 }; // CSS pixels
const CHOICE = "candor:page-width";

export function startPage(desk) {
  const pane = desk.querySelector("[data-page]");
  if (pane) new PagePane(desk, pane);
}

class PagePane {
  constructor(desk, pane) {
    this.desk = desk;
    this.pane = pane;
    this.build();
    new ResizeObserver(() => this.fit()).observe(this.stage);
    document.addEventListener("desk:page", (event) => this.show(event.detail));
    desk.addEventListener("focusin", (event) => this.follow(event.target));
  }

  build() {
    const body = this.pane.querySelector("[data-page-body]").innerHTML;
    this.frame = document.createElement("iframe");
    this.frame.title = "The page as readers will see it";
    // Nothing in it runs; `lead` listens from here, which the same origin allows.
    this.frame.sandbox = "allow-same-origin";
    this.frame.tabIndex = -1; // a picture of the page: its links lead nowhere from here
    this.frame.addEventListener("load", () => this.ready(body), { once: true });
    this.frame.srcdoc = this.empty();
    this.stage = document.createElement("div");
    this.stage.className = "page-stage";
    this.stage.append(this.frame);
    this.pane.querySelector("[data-page-view]").append(this.tools(), this.stage);
    this.pane.hidden = false;
    this.choose(localStorage.getItem(CHOICE) ?? "phone");
  }

  empty() {
    const sheet = this.pane.dataset.sheet;
    const theme = document.documentElement.dataset.theme ?? "auto";
    return `<!doctype html><html lang="${document.documentElement.lang}" data-theme="${theme}">
      <link rel="stylesheet" href="${sheet}"><body><main id="main"><article class="article"></article></main></html>`;
  }

  tools() {
    const tools = document.createElement("div");
    tools.className = "page-tools";
    tools.setAttribute("role", "group");
    tools.ariaLabel = "Width of the page";
    this.buttons = Object.keys(WIDTHS).map((name) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: name === "phone" ? "Phone" : "Desktop" });
      button.dataset.width = name;
      button.addEventListener("click", () => this.choose(name));
      return button;
    });
    this.note = document.createElement("p");
    this.note.className = "page-note";
    tools.append(...this.buttons, this.note);
    return tools;
  }

  choose(name) {
    this.width = WIDTHS[name] ?? WIDTHS.phone;
    for (const button of this.buttons) button.ariaPressed = String(button.dataset.width === name);
    localStorage.setItem(CHOICE, name);
    this.fit();
  }

  // The frame is as wide as the device and is drawn smaller where the pane is narrower.
  fit() {
    const room = this.stage.clientWidth;
    if (!room) return; // it is not shown
    const scale = Math.min(1, room / this.width);
    const left = Math.max(0, (room - this.width * scale) / 2);
    Object.assign(this.frame.style, {
      width: `${this.width}px`,
      height: `${this.stage.clientHeight / scale}px`,
      transform: `translateX(${left}px) scale(${scale})`,
    });
  }

  ready(body) {
    this.article = this.frame.contentDocument.querySelector("article");
    this.frame.contentDocument.addEventListener("click", (event) => this.lead(event));
    this.show(this.newest ?? body);
    this.fit();
  }

  show(html) {
    this.newest = html;
    if (!this.article) return; // the frame is on its way, and asks for it then
    const fresh = document.createElement("template");
    fresh.innerHTML = html; // sanitised by the server, as published pages are
    patch(this.article, fresh.content);
    this.note.textContent = this.article.childElementCount ? "" : "The page appears as you write.";
    if (this.place) this.scrollTo(this.place);
  }

  follow(field) {
    const place = field.closest("[data-place]:is([data-row], .field-introduction, .field-title, .field-dek)");
    if (!place || place === this.place) return;
    this.place = place;
    this.scrollTo(place);
  }

  scrollTo(place) {
    const target = this.find(place);
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (target && place !== this.scrolled) {
      // Only within the frame: `scrollIntoView` would move the form as well, away from the writer.
      const frame = this.frame.contentWindow;
      const top = target.getBoundingClientRect().top + frame.scrollY - 16;
      frame.scrollTo({ top, behavior: reduced ? "auto" : "smooth" });
    }
    this.scrolled = target ? place : null;
  }

  // Rows stand on the page in the order of the form: the third section is the third section.
  find(place) {
    const list = place.closest("[data-rows]")?.dataset.rows;
    if (!list) return this.article?.querySelector(place.matches(".field-introduction") ? ".prose" : "h1");
    const rows = [...place.parentElement.querySelectorAll("[data-row]")].filter((row) => !row.hidden);
    return this.article?.querySelectorAll(PARTS[list] ?? "none")[rows.indexOf(place)];
  }

  // A click on the page leads to the words in the form.
  lead(event) {
    event.preventDefault();
    for (const [list, selector] of Object.entries(PARTS)) {
      const part = event.target.closest(selector);
      if (!part) continue;
      const number = [...this.article.querySelectorAll(selector)].indexOf(part);
      const rows = this.desk.querySelectorAll(`[data-rows="${list}"] [data-row]:not([hidden])`);
      rows[number]?.dispatchEvent(new CustomEvent("desk:reveal", { bubbles: true })); // it may be folded
      rows[number]?.querySelector("[data-row-body] :is(textarea, input:not([type=hidden]))")?.focus();
      return;
    }
    if (event.target.closest(".prose")) this.desk.querySelector(".field-introduction textarea")?.focus();
    else if (event.target.closest("h1")) this.desk.querySelector(".field-title input")?.focus();
  }
}

const PARTS = { sections: ".prose > section:not(.faqs, .sources)", faqs: "details.faq", references: ".sources li" };

/** Make the children of `old` those of `fresh`, leaving alone what is the same. */
function patch(old, fresh) {
  const before = [...old.childNodes];
  [...fresh.childNodes].forEach((node, number) => {
    const was = before[number];
    if (!was) old.append(node);
    else if (was.isEqualNode(node)) return;
    else if (canPatch(was, node)) {
      for (const { name, value } of node.attributes) if (was.getAttribute(name) !== value) was.setAttribute(name, value);
      patch(was, node);
    } else was.replaceWith(node);
  });
  for (const rest of before.slice(fresh.childNodes.length)) rest.remove();
}

function canPatch(was, node) {
  return was.nodeType === Node.ELEMENT_NODE && was.nodeName === node.nodeName && node.childNodes.length > 0
    && was.attributes.length <= node.attributes.length;
}
