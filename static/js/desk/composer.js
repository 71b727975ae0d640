// Where a comment is written: its words are kept in this browser until they are sent.

const PREFIX = "candor:comment:";

/** What was begun under this key and not sent: {words, about}; null where nothing was. */
export function begun(key) {
  return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
}

export class Composer {
  /**
   * `label` and `action` are words on screen, `about` what it will be sent with, `send(words)`
   * answers with what hinders it, or nothing; `closed()` is told when it is gone.
   */
  constructor({ key, label, action, words = "", about = null, most, send, closed }) {
    Object.assign(this, { key, about, send, closed });
    this.root = make("div", { className: "composer" });
    this.text = make("textarea", { maxLength: most, rows: 3, value: begun(key)?.words ?? words });
    const name = make("label", { textContent: label });
    name.append(this.text);
    this.problem = make("p", { className: "composer-problem" });
    this.problem.setAttribute("role", "alert");
    this.button = make("button", { type: "button", className: "button default", textContent: action });
    const cancel = make("button", { type: "button", className: "button", textContent: "Cancel" });
    const buttons = make("p", { className: "composer-buttons" });
    buttons.append(this.button, cancel);
    this.root.append(name, this.problem, buttons);
    this.button.addEventListener("click", () => this.finish());
    cancel.addEventListener("click", () => this.close());
    this.text.addEventListener("input", () => this.keep());
    this.root.addEventListener("keydown", (event) => this.pressed(event));
  }

  keep() {
    const { value } = this.text;
    if (value.trim()) localStorage.setItem(PREFIX + this.key, JSON.stringify({ words: value, about: this.about }));
    else localStorage.removeItem(PREFIX + this.key);
  }

  pressed(event) {
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.finish();
    else return;
    event.preventDefault();
  }

  async finish() {
    if (this.button.disabled) return;
    this.button.disabled = true;
    const problem = this.text.value.trim() ? await this.send(this.text.value) : "Write something first.";
    this.button.disabled = false;
    this.problem.textContent = problem ?? "";
    if (problem) this.text.focus();
    else this.close();
  }

  close() {
    localStorage.removeItem(PREFIX + this.key);
    this.leave();
  }

  // What was begun is there again when it is opened the next time.
  leave() {
    this.root.remove();
    this.closed();
  }
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
