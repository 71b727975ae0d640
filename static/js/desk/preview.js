// Beside a Markdown field that stands alone, such as an author's bio: what readers will get of
// it. In the form of an article or guide the page itself is shown instead.

import { make } from "./dialogs.js";
import { send } from "./send.js";

const PAUSE = 300; // milliseconds after the last key before a preview is asked for
const previews = new WeakMap();

export function startPreviews() {
  for (const name of ["focusin", "input"]) {
    document.addEventListener(name, ({ target }) => {
      const root = target.closest?.("[data-markdown]");
      if (!root || root.closest("[data-desk]") || !target.matches("textarea")) return;
      if (!previews.has(root)) previews.set(root, new Preview(root, target));
      previews.get(root).refreshSoon(name === "input" ? PAUSE : 0);
    });
  }
}

class Preview {
  constructor(root, field) {
    Object.assign(this, { root, field });
    this.shown = make("div", { className: "markdown-preview", role: "region", hidden: true });
    this.shown.ariaLabel = "Preview";
    this.status = make("p", { className: "markdown-status", role: "status" });
    root.append(this.shown, this.status);
  }

  refreshSoon(pause) {
    clearTimeout(this.timer);
    if (pause || this.field.value !== this.text) this.timer = setTimeout(() => this.refresh(), pause);
  }

  // A newer request aborts the older one, so the latest answer always wins.
  async refresh() {
    this.request?.abort();
    this.request = new AbortController();
    const data = new FormData();
    const text = this.field.value;
    data.append("text", text);
    data.append("level", this.field.dataset.level ?? "3");
    try {
      const [status, answer] = await send(this.root.dataset.previewUrl, data, { signal: this.request.signal });
      this.text = status === 200 ? text : null;
      this.show(status, answer);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(status, answer) {
    if (status !== 200) {
      this.say(status ? answer.error : `${answer.error} What you wrote is still here.`, true);
      return;
    }
    this.shown.hidden = !answer.html;
    this.shown.innerHTML = answer.html; // sanitised by the server, as published pages are
    this.say(answer.problems.join(" "), answer.problems.length > 0);
  }

  say(words, isProblem) {
    this.status.textContent = words;
    this.status.classList.toggle("is-problem", isProblem);
  }
}
