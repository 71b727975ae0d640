// The column beside the text shows one thing at a time: a list of tabs above it (WAI-ARIA, tabs).

/** The tabs of what the column holds; none where that is one thing. */
export function startTabs(desk) {
  const pane = desk.querySelector("[data-page]");
  const panels = [...(pane?.querySelectorAll("[data-tab]") ?? [])];
  return panels.length > 1 ? new PaneTabs(pane, panels) : null;
}

class PaneTabs {
  /** The first is shown. */
  constructor(pane, panels) {
    this.parts = panels.map((panel) => ({ name: nameOf(panel), label: panel.dataset.tab, panel }));
    this.told = new Map();
    this.list = document.createElement("div");
    this.list.className = "pane-tabs";
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", "Beside the text");
    for (const part of this.parts) this.list.append(this.tab(part));
    this.list.addEventListener("keydown", (event) => this.move(event));
    pane.querySelector(":scope > :not(template)").before(this.list);
    this.show(this.parts[0].name);
  }

  tab(part) {
    const { name, label, panel } = part;
    part.tab = Object.assign(document.createElement("button"), { type: "button", id: `pane-tab-${name}`, textContent: label });
    part.tab.setAttribute("role", "tab");
    panel.id ||= `pane-${name}`;
    part.tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.removeAttribute("aria-label");
    panel.setAttribute("aria-labelledby", part.tab.id);
    part.tab.addEventListener("click", () => this.choose(name));
    return part.tab;
  }

  /** Have `chosen` told whenever somebody chooses this part. */
  whenChosen(name, chosen) {
    this.told.set(name, chosen);
  }

  choose(name) {
    this.show(name);
    this.told.get(name)?.();
  }

  show(name) {
    this.name = name;
    for (const part of this.parts) {
      const isShown = part.name === name;
      part.panel.hidden = !isShown;
      part.tab.setAttribute("aria-selected", isShown);
      part.tab.tabIndex = isShown ? 0 : -1;
    }
  }

  label(name, words) {
    this.parts.find((part) => part.name === name).tab.textContent = words;
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.parts.findIndex(({ name }) => name === this.name) + step;
    const part = this.parts[(at + this.parts.length) % this.parts.length];
    this.choose(part.name);
    part.tab.focus();
  }
}

// “Comments” is known as “comments”.
function nameOf(panel) {
  return panel.dataset.tab.toLowerCase().replace(/\s+/g, "-");
}
