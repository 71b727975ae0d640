// Rows folded to their heading and first words; this tab remembers which, for each article.
// A row with something to mend is never folded.

export class Collapse {
  constructor(lists) {
    this.lists = lists;
    this.store = `candor:collapsed:${location.pathname}`;
    const places = new Set(JSON.parse(sessionStorage.getItem(this.store) ?? "[]"));
    if (!places.size) return;
    for (const list of lists) for (const row of list.rows) if (places.has(row.dataset.place)) this.fold(list, row);
  }

  toggle(list, row) {
    if (row.matches(".is-collapsed")) this.unfold(row);
    else this.fold(list, row);
    this.remember();
  }

  all(list, isFolded) {
    for (const row of list.rows) if (isFolded) this.fold(list, row); else this.unfold(row);
    this.remember();
  }

  reveal(row) {
    if (!row.matches(".is-collapsed")) return;
    this.unfold(row);
    this.remember();
  }

  fold(list, row) {
    if (row.matches(".has-errors, .is-collapsed")) return;
    const words = Object.assign(document.createElement("p"), { className: "row-gist", textContent: list.gistOf(row) });
    row.querySelector("[data-row-head]").after(words);
    this.show(row, false);
  }

  unfold(row) {
    row.querySelector(".row-gist")?.remove();
    this.show(row, true);
  }

  show(row, isShown) {
    row.classList.toggle("is-collapsed", !isShown);
    row.querySelector("[data-row-body]").hidden = !isShown;
    row.querySelector("[data-do=toggle]")?.setAttribute("aria-expanded", isShown);
  }

  remember() {
    const places = this.lists.flatMap((list) => list.rows).filter((row) => row.matches(".is-collapsed")).map((row) => row.dataset.place);
    sessionStorage.setItem(this.store, JSON.stringify(places));
  }
}
