// Dragging by mouse, pen or finger: a line shows where the item would be dropped, lists scroll
// by themselves near their ends, Escape calls it off.

const SLOP = 6; // pixels until a press is a drag
const EDGE = 56; // pixels from an end where it begins to scroll
const STEP = 14; // pixels a frame

/**
 * Items of `root` can be dragged by what `handle` selects; a finger only by `[data-grip]`, as
 * elsewhere it scrolls. `lists(item)` are the elements it may go to, `items(list)` what stands
 * in one; `drop(item, list, before)` does it. `lifted(item)` returns what to do after.
 */
export function startDrag(root, options) {
  root.addEventListener("pointerdown", (event) => {
    const isGrip = Boolean(event.target.closest("[data-grip]"));
    const handle = event.target.closest(options.handle);
    if (event.button || !handle || (event.pointerType !== "mouse" && !isGrip)) return;
    new Drag(options, handle.closest(options.item), event);
  });
}

class Drag {
  constructor(options, item, { clientX, clientY, pointerId }) {
    Object.assign(this, { options, item, pointerId, start: [clientX, clientY], y: clientY });
    this.stop = new AbortController();
    const { signal } = this.stop;
    addEventListener("pointermove", (event) => this.moved(event), { signal });
    addEventListener("pointerup", () => this.end(true), { signal });
    addEventListener("pointercancel", () => this.end(false), { signal });
    addEventListener("blur", () => this.end(false), { signal });
    addEventListener("keydown", (event) => this.pressed(event), { signal, capture: true });
  }

  moved({ clientX, clientY }) {
    this.y = clientY;
    const way = Math.hypot(clientX - this.start[0], clientY - this.start[1]);
    if (!this.line && way < SLOP) return;
    if (!this.line) this.lift();
    this.aim();
  }

  lift() {
    this.line = Object.assign(document.createElement("div"), { className: "drop-line" });
    document.body.append(this.line);
    document.documentElement.classList.add("is-dragging");
    getSelection().empty();
    this.item.classList.add("is-lifted");
    this.landed = this.options.lifted?.(this.item);
    // The press ends in a click, which is meant for nobody.
    addEventListener("click", swallow, { capture: true });
    this.roll();
  }

  // Find the gap nearest to the pointer and draw the line there.
  aim() {
    const gaps = this.options.lists(this.item).flatMap((list) => this.gapsOf(list));
    this.gap = gaps.reduce((best, gap) => (Math.abs(gap.y - this.y) < Math.abs(best.y - this.y) ? gap : best));
    const { list, y } = this.gap;
    const { left, width } = list.getBoundingClientRect();
    Object.assign(this.line.style, { top: `${y}px`, left: `${left}px`, width: `${width}px` });
  }

  gapsOf(list) {
    const items = this.options.items(list);
    const boxes = items.map((item) => item.getBoundingClientRect());
    const last = boxes.at(-1)?.bottom ?? list.getBoundingClientRect().top;
    return [
      ...boxes.map(({ top }, at) => ({ list, before: items[at], y: at ? (boxes[at - 1].bottom + top) / 2 : top })),
      { list, before: null, y: last },
    ];
  }

  roll() {
    const { scroller } = this.options;
    const box = scroller?.scrollHeight > scroller?.clientHeight ? scroller : document.scrollingElement;
    const isPage = box === document.scrollingElement;
    const { top, bottom } = isPage ? { top: 0, bottom: innerHeight } : box.getBoundingClientRect();
    const ceiling = isPage ? parseFloat(getComputedStyle(box).scrollPaddingTop) || 0 : top;
    const way = this.y < ceiling + EDGE ? -STEP : this.y > bottom - EDGE ? STEP : 0;
    if (way) {
      box.scrollBy(0, way);
      this.aim();
    }
    this.frame = requestAnimationFrame(() => this.roll());
  }

  pressed(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.end(false);
  }

  end(isDropped) {
    this.stop.abort();
    if (!this.line) return;
    cancelAnimationFrame(this.frame);
    this.line.remove();
    document.documentElement.classList.remove("is-dragging");
    this.item.classList.remove("is-lifted");
    const { list, before } = this.gap ?? {};
    const isElsewhere = list && before !== this.item && !(before === this.next(list) && this.options.items(list).includes(this.item));
    if (isDropped && isElsewhere) this.options.drop(this.item, list, before);
    this.landed?.();
    setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  }

  next(list) {
    const items = this.options.items(list);
    return items[items.indexOf(this.item) + 1] ?? null;
  }
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
