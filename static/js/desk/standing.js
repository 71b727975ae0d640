// What the bar says of the text: saved, kept, offline, signed out. A screen reader hears when
// that changes, not each time something is kept.

const KEPT_HERE = "What you wrote is kept in this browser.";

const SAID = {
  typing: () => "Not kept yet …",
  kept: ({ at }) => `Not a version yet. Kept at ${at}.`,
  offline: () => `Offline. ${KEPT_HERE}`,
  trouble: () => `The server has trouble. ${KEPT_HERE}`,
  refused: ({ error }) => `${error} ${KEPT_HERE}`,
  "signed-out": () => `You are signed out. ${KEPT_HERE}`,
  "somebody-else": () => `You are signed in as somebody else now. ${KEPT_HERE} Load the page again to write as this person.`,
};
const TITLE = ".field:is(.field-heading, .field-question, .field-title) input";
const FULL = "This browser has no room to keep a copy: do not close this page.";

export class Standing {
  constructor(desk, form) {
    Object.assign(this, { desk, form });
    this.words = form.querySelector("[data-kept]");
    this.heard = form.querySelector("[data-said]");
    this.who = form.querySelector("[data-others]");
  }

  /** `button` is [words, what it does]. */
  say(state, about = {}, button = null) {
    if (state === "typing" && this.isFailing) return;
    const words = about.isUnsafe && this.fails(state) ? FULL : SAID[state](about);
    this.words.replaceChildren(words, ...(button ? [" ", link(...button)] : []));
    this.words.dataset.state = this.fails(state) ? "failed" : state;
    if (state !== "typing" && state !== this.state) {
      this.heard.textContent = words;
      this.state = state;
    }
  }

  fails(state) {
    return state !== "typing" && state !== "kept";
  }

  get isFailing() {
    return this.state && this.fails(this.state);
  }

  /** Who else is here, and in which part. */
  meet(others) {
    this.who.textContent = others.map((other) => this.sentence(other)).join(" ");
    document.dispatchEvent(new CustomEvent("desk:others", { detail: others }));
  }

  sentence({ name, place }) {
    const part = this.nameOf(place);
    return `${name} is writing here too${part ? `, in ${part}` : ""}.`;
  }

  nameOf(place) {
    const part = place && this.desk.querySelector(`[data-place="${CSS.escape(place)}"]`);
    if (!part) return "";
    if (!part.matches("[data-row]")) return `the ${part.querySelector("label")?.textContent.replace(/:\s*$/, "").toLowerCase() ?? "form"}`;
    const title = part.querySelector(TITLE)?.value.trim();
    return title ? `“${title}”` : `a ${part.closest("[data-rows]").dataset.one}`;
  }

  /** Somebody saved since this form was opened: what is written here is merged, now or later. */
  warn(who, reload) {
    if (this.newer === who) return;
    this.newer = who;
    const note = this.form.querySelector("[data-newer]") ?? document.createElement("p");
    note.className = "desk-note";
    note.dataset.newer = "";
    note.setAttribute("role", "status");
    const where = who === "You" ? " in another tab" : "";
    note.replaceChildren(
      `${who} saved this meanwhile${where}. What you write is merged with it when you save. `,
      link("Show it here now", reload),
    );
    this.desk.before(note);
  }
}

function link(words, act) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: words });
  button.addEventListener("click", act);
  return button;
}
