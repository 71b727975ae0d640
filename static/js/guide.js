// Remembers which chapters of a guide were read, and where the reader stopped: in this browser
// only, nothing is sent. Pages work the same without it, and where nothing may be stored. Chapters
// that can put their reader at risk have no key here: none is remembered, counted or led to.

const NOTHING = { read: [], at: "", anchor: "", total: 0 };
const guide = document.querySelector("[data-guide]");
const chapters = guide ? [...guide.querySelectorAll("[data-chapter]")] : [];
const here = guide?.dataset.here;
const storage = findStorage();

if (storage) {
  if (here) followReading();
  guide?.querySelector("[data-forget]")?.addEventListener("click", forget);
  // Somebody read on in another tab, or comes back to a page the browser kept.
  addEventListener("storage", show);
  addEventListener("pageshow", (event) => event.persisted && show());
  show();
}

function findStorage() {
  try {
    return localStorage;
  } catch {
    return null; // The browser forbids it.
  }
}

function load(name) {
  try {
    const kept = { ...NOTHING, ...JSON.parse(storage.getItem(`guide:${name}`)) };
    return Array.isArray(kept.read) ? kept : NOTHING;
  } catch {
    return NOTHING;
  }
}

function save(changes) {
  const name = guide.dataset.guide;
  const kept = { ...load(name), ...changes, total: chapters.length };
  try {
    storage.setItem(`guide:${name}`, JSON.stringify(kept));
  } catch {
    // It is full, or keeps nothing in a private window.
  }
}

function followReading() {
  save({ at: here, anchor: "" });
  new IntersectionObserver(([entry], observer) => {
    if (!entry.isIntersecting) return;
    observer.disconnect();
    finish();
  }).observe(document.querySelector("[data-steps]"));
  document.addEventListener("visibilitychange", () => document.hidden && stop());
  addEventListener("pagehide", stop);
}

function finish() {
  const { read } = load(guide.dataset.guide);
  save({ read: [...new Set([...read, here])] });
  show();
}

// The heading above what is on the screen: reading goes on there.
function stop() {
  const headings = [...document.querySelectorAll(".article h2[id]")];
  const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2);
  save({ at: here, anchor: passed.at(-1)?.id ?? "" });
}

function forget() {
  storage.removeItem(`guide:${guide.dataset.guide}`);
  show();
  const status = guide.querySelector("[data-forgotten]");
  status.textContent = status.dataset.forgotten;
  // The button is gone, and would take the focus with it.
  guide.querySelector(".chapters a").focus();
}

function show() {
  if (guide) showGuide(load(guide.dataset.guide));
  document.querySelectorAll("[data-guide-card]").forEach(showCard);
}

function showGuide({ read, at, anchor }) {
  const isRead = (chapter) => read.includes(chapter.dataset.chapter);
  const done = chapters.filter(isRead).length;
  const place = chapters.findIndex((chapter) => chapter.dataset.chapter === at);
  for (const chapter of chapters) toggle(chapter, "[data-read]", isRead(chapter));
  toggle(guide, "[data-begun]", done > 0 || (place >= 0 && !here));
  write(guide, "[data-done]", done);
  write(guide, "[data-total]", chapters.length);
  showBar(guide.querySelector("[data-bar]"), done);
  // From where one stopped to the last, then from the first.
  const ahead = [...chapters.slice(Math.max(place, 0)), ...chapters.slice(0, Math.max(place, 0))];
  const next = ahead.find((chapter) => !isRead(chapter));
  for (const link of guide.querySelectorAll("[data-continue]")) {
    lead(link, done > 0 || place >= 0, next, next?.dataset.chapter === at ? anchor : "");
  }
}

function showBar(bar, done) {
  if (!bar || !chapters.length) return;
  bar.max = chapters.length;
  bar.value = done;
}

function lead(link, isBegun, chapter, anchor) {
  const target = chapter?.querySelector("a");
  const { start, end } = link.dataset;
  const address = isBegun ? (target?.getAttribute("href") ?? end) : start;
  link.setAttribute("href", anchor ? `${address}#${anchor}` : address);
  toggle(link, "[data-fresh]", !isBegun);
  toggle(link, "[data-unfinished]", isBegun && chapter);
  toggle(link, "[data-finished]", isBegun && !chapter);
  if (target) write(link, "[data-title]", target.textContent);
}

function showCard(card) {
  const { read, total } = load(card.dataset.guideCard);
  toggle(card, "[data-begun]", read.length > 0);
  write(card, "[data-done]", Math.min(read.length, total));
  write(card, "[data-total]", total);
}

function toggle(root, selector, isShown) {
  for (const element of root.querySelectorAll(selector)) element.hidden = !isShown;
}

function write(root, selector, words) {
  for (const element of root.querySelectorAll(selector)) element.textContent = words;
}
