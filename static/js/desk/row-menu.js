// The menu of a row: one for all rows, shown at the button that was pressed.

const ITEMS = [
  ["insert-above", (list) => `Insert ${list.one} above`],
  ["insert-below", (list) => `Insert ${list.one} below`],
  ["duplicate", () => "Duplicate"],
  ["toggle", (list, row) => (row.matches(".is-collapsed") ? "Expand" : "Collapse")],
  ["move-up", () => "Move up"],
  ["move-down", () => "Move down"],
  ["split", (list) => list.text && "Split at the cursor"],
  ["merge", (list) => list.text && "Merge with the next"],
  ["turn", (list, row, rows) => rows.other(list) && `Turn into ${rows.other(list).aRow}`],
  ["remove", () => "Remove"],
];

export class RowMenu {
  constructor(desk, rows) {
    this.rows = rows;
    this.root = Object.assign(document.createElement("div"), { className: "row-menu", popover: "auto", role: "menu" });
    this.root.addEventListener("click", (event) => this.choose(event.target.closest("button")));
    this.root.addEventListener("keydown", (event) => this.walk(event));
    this.root.addEventListener("toggle", (event) => event.newState === "closed" && this.closed());
    desk.append(this.root);
  }

  open(button, list, row) {
    if (this.button === button) return;
    Object.assign(this, { button, list, row });
    this.root.ariaLabel = list.titleOf(row);
    this.root.replaceChildren(...ITEMS.map((item) => this.item(...item)).filter(Boolean));
    this.root.showPopover();
    button.ariaExpanded = "true";
    this.stand();
    this.root.firstElementChild.focus();
  }

  item(name, label) {
    const words = label(this.list, this.row, this.rows);
    if (!words) return null;
    const item = Object.assign(document.createElement("button"), { type: "button", role: "menuitem", textContent: words });
    item.dataset.name = name;
    item.tabIndex = -1;
    const reason = this.rows.whyNot(name, this.list, this.row);
    if (reason) {
      item.ariaDisabled = "true";
      item.append(Object.assign(document.createElement("small"), { textContent: reason }));
    }
    return item;
  }

  // Below the button, or above it where there is no room.
  stand() {
    const [at, size] = [this.button.getBoundingClientRect(), this.root.getBoundingClientRect()];
    const isBelow = at.bottom + size.height < innerHeight || at.top < size.height;
    const top = isBelow ? Math.min(at.bottom + 4, innerHeight - size.height - 4) : at.top - size.height - 4;
    const left = Math.max(4, Math.min(at.right - size.width, innerWidth - size.width - 4));
    Object.assign(this.root.style, { top: `${Math.max(4, top)}px`, left: `${left}px` });
  }

  walk(event) {
    const items = [...this.root.children];
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab") this.root.hidePopover();
    if (next === undefined && event.key !== "Tab") return;
    event.preventDefault();
    if (next !== undefined) items.at(next % items.length).focus();
  }

  choose(item) {
    if (!item || item.ariaDisabled) return;
    const { list, row } = this;
    this.root.hidePopover();
    this.rows.run(item.dataset.name, list, row);
  }

  closed() {
    if (this.root.contains(document.activeElement) || document.activeElement === document.body) this.button?.focus();
    this.button.ariaExpanded = "false";
    this.button = null;
  }
}
