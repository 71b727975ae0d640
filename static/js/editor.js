// Markdown fields: what is written beside what it will look like, and photos by drop or paste.
// Without this script the fields are plain text areas and everything still works.

import { openPhotoDialog } from "./editor-photo.js";
import { post } from "./editor-post.js";

const PAUSE = 300; // milliseconds after the last key before a preview is asked for
const RESEND = 5000; // milliseconds after which a form may be sent once more

class MarkdownField {
  constructor(root) {
    this.root = root;
    this.text = root.querySelector("textarea");
    this.build();
    this.text.addEventListener("input", () => this.refreshSoon());
    this.text.addEventListener("focus", () => this.open());
    this.text.addEventListener("paste", (event) => this.takeFiles(event, event.clipboardData));
    this.text.addEventListener("drop", (event) => this.takeFiles(event, event.dataTransfer));
  }

  build() {
    this.preview = make("div", { className: "markdown-preview prose", role: "region", hidden: true });
    this.preview.ariaLabel = "Preview";
    this.status = make("p", { className: "markdown-status", role: "status" });
    const button = make("button", { type: "button", className: "markdown-photo", textContent: "Add a photo" });
    button.addEventListener("click", () => this.choosePhoto());
    const tools = make("div", { className: "markdown-tools" });
    tools.append(button, this.status);
    this.root.append(this.preview, tools);
  }

  open() {
    if (this.preview.hidden && this.text.value.trim()) this.refresh();
  }

  refreshSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  // A newer request aborts the older one, so the latest answer always wins.
  async refresh() {
    this.request?.abort();
    this.request = new AbortController();
    const data = new FormData();
    data.append("text", this.text.value);
    data.append("level", this.text.dataset.level ?? "3");
    for (const input of document.querySelectorAll("input[name^=references-][name$=-key]")) {
      if (input.value) data.append("reference", input.value);
    }
    try {
      this.show(...(await post(this.root.dataset.previewUrl, data, this.request.signal)));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(status, answer) {
    if (status !== 200) {
      this.say(answer.error, true);
      return;
    }
    this.preview.hidden = false;
    this.preview.innerHTML = answer.html; // sanitised by the server, as published pages are
    this.say(answer.problems.join(" "), answer.problems.length > 0);
  }

  say(words, isProblem = false) {
    this.status.textContent = words;
    this.status.classList.toggle("is-problem", isProblem);
  }

  choosePhoto(file) {
    // The dialog takes the focus, and the caret would be back at the start.
    this.place = [this.text.selectionStart, this.text.selectionEnd];
    openPhotoDialog(file, (data) => this.upload(data), (markdown) => this.insert(markdown));
  }

  takeFiles(event, transfer) {
    const file = [...(transfer?.files ?? [])].find((item) => item.type.startsWith("image/"));
    if (!file) return;
    event.preventDefault();
    this.choosePhoto(file);
  }

  async upload(data) {
    this.say("Uploading the photo …");
    const [status, answer] = await post(this.root.dataset.uploadUrl, data);
    this.say(status === 200 ? "The photo is in the text." : answer.error, status !== 200);
    return answer;
  }

  insert(markdown) {
    const words = `\n\n${markdown}\n\n`;
    this.text.focus();
    this.text.setSelectionRange(...this.place);
    // execCommand is the one way to insert text that the browser can undo.
    if (!document.execCommand("insertText", false, words)) {
      this.text.setRangeText(words, this.text.selectionStart, this.text.selectionEnd, "end");
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}

function make(tag, { role, ...properties }) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  return element;
}

function enhance(scope) {
  for (const root of scope.querySelectorAll("[data-markdown]")) {
    // The empty row that new rows are copied from stays as it is.
    if (root.closest(".empty-form") || root.dataset.enhanced) continue;
    root.dataset.enhanced = "true";
    new MarkdownField(root);
  }
}

// A second press of a save button would send the form twice; a preview opens beside it.
function sendOnce(form) {
  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formTarget === "_blank") return;
    if (isSent) event.preventDefault();
    isSent = true;
    // No answer may ever come, and the text must not be locked in.
    setTimeout(() => { isSent = false; }, RESEND);
  });
  addEventListener("pageshow", () => { isSent = false; });
}

enhance(document);
document.addEventListener("formset:added", (event) => enhance(event.target));
for (const form of document.querySelectorAll("#content-main > form[method=post]")) sendOnce(form);
