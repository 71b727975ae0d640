// One line at the foot of the desk: what was just done to the rows, and the way back.

const SHOWN = 30_000; // milliseconds; what was removed stays at hand below its list

export class Said {
  constructor(desk) {
    this.root = Object.assign(document.createElement("div"), { className: "said" });
    this.words = document.createElement("p");
    this.words.role = "status";
    this.undo = this.button("Undo", "Undo");
    this.close = this.button("×", "Close");
    this.root.append(this.words, this.undo, this.close);
    this.undo.addEventListener("click", () => this.back());
    this.close.addEventListener("click", () => this.hush());
    this.hush();
    desk.append(this.root);
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  button(textContent, ariaLabel) {
    return Object.assign(document.createElement("button"), { type: "button", textContent, ariaLabel });
  }

  /** Say what was done; `undo` takes it back and returns what to say then. */
  say(words, undo = null) {
    clearTimeout(this.timer);
    this.words.textContent = words;
    this.undone = undo;
    this.undo.hidden = !undo;
    this.close.hidden = false;
    this.root.classList.add("is-shown");
    this.timer = setTimeout(() => this.fade(), SHOWN);
  }

  // Where nothing is typed, the keys of undoing mean what was done last.
  pressed(event) {
    const isUndo = event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || this.undo.hidden || event.target.closest("textarea, select, input:not([type=checkbox])")) return;
    event.preventDefault();
    this.back();
  }

  back() {
    const undo = this.undone;
    this.say(undo());
  }

  // Not under somebody's hand.
  fade() {
    if (this.root.matches(":hover, :focus-within")) this.timer = setTimeout(() => this.fade(), SHOWN);
    else this.hush();
  }

  hush() {
    clearTimeout(this.timer);
    this.root.classList.remove("is-shown");
    this.words.textContent = "";
    this.undo.hidden = this.close.hidden = true;
  }
}
