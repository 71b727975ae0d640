// Photos into a text: dropped, pasted, chosen on this machine or among those that are there.
// What a photo shows is asked for on the spot; the upload tells how far it is, can be stopped,
// and a failed one keeps the file and the words.

import { choose, onServer } from "./choosers.js";
import { openDialog } from "./dialogs.js";
import { block, stateOf, write } from "./insert.js";

const MARKUP = `<p data-file><label>Photo <input type="file" name="photo" required
    accept="image/jpeg,image/png,image/webp,image/avif,image/gif"></label></p>
  <p data-shown hidden><canvas width="0" height="0" aria-hidden="true"></canvas> <span data-name></span></p>
  <p><label>What does it show? <input type="text" name="alt" maxlength="300" required autocomplete="off"></label>
    <small>For readers who cannot see it.</small></p>
  <p class="upload" data-upload hidden><progress max="100" value="0" aria-label="Upload"></progress>
    <span role="status"></span></p>
  <p class="problem" role="alert"></p>
  <p class="dialog-buttons"><button type="submit" class="button default">Add</button>
    <button type="button" class="button" data-library hidden>Choose one that is here</button>
    <button type="button" class="button" data-stop>Cancel</button></p>`;
const SIZE = 160; // the longest side of the small picture in the dialog

/** Put photos at the caret, one after the other; without `files` one is chosen in the dialog. */
export async function addPhotos(field, files = [null]) {
  let at = stateOf(field);
  for (const [number, file] of [...files].entries()) {
    const title = files.length > 1 ? `Add a photo (${number + 1} of ${files.length})` : "Add a photo";
    const markdown = await new Promise((resolve) => new PhotoDialog(field, title, file, resolve));
    if (!markdown) continue;
    write(field, block(at, markdown));
    at = stateOf(field);
  }
}

class PhotoDialog {
  constructor(field, title, file, resolve) {
    this.url = field.closest("[data-markdown]").dataset.uploadUrl;
    this.library = field.closest("[data-markdown]").dataset.chooseUrl.replace("KIND", "photo");
    this.dialog = openDialog(title, MARKUP);
    this.form = this.dialog.querySelector("form");
    this.problem = this.dialog.querySelector(".problem");
    this.bar = this.dialog.querySelector("progress");
    this.listen(resolve);
    if (file) this.show(file);
    else this.find("[data-library]").hidden = false;
    (file ? this.form.alt : this.form.photo).focus();
  }

  find(selector) {
    return this.dialog.querySelector(selector);
  }

  listen(resolve) {
    this.form.photo.addEventListener("change", () => this.show(this.form.photo.files[0]));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(resolve);
    });
    this.find("[data-stop]").addEventListener("click", () => (this.request ? this.request.abort() : this.dialog.close()));
    this.find("[data-library]").addEventListener("click", () => this.choose(resolve));
    this.dialog.addEventListener("close", () => {
      this.request?.abort();
      resolve(null);
    });
  }

  /** Show the file that will be sent, so that it can be described. */
  async show(file) {
    this.file = file;
    this.find("[data-file]").hidden = this.form.photo.disabled = Boolean(file) && !this.form.photo.files.length;
    this.find("[data-shown]").hidden = !file;
    this.find("[data-name]").textContent = file?.name ?? "";
    const image = file && (await createImageBitmap(file).catch(() => null));
    const canvas = this.find("canvas");
    const scale = image ? SIZE / Math.max(image.width, image.height, SIZE) : 0;
    canvas.width = scale * (image?.width ?? 0);
    canvas.height = scale * (image?.height ?? 0);
    if (image) canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  }

  async send(resolve) {
    const data = new FormData();
    data.append("photo", this.file);
    data.append("alt", this.form.alt.value);
    this.sending(true);
    const [status, answer] = await this.upload(data);
    this.sending(false);
    if (status !== 200) {
      this.problem.textContent = answer.error;
      this.find("[type=submit]").textContent = "Try again";
      return;
    }
    resolve(answer.markdown);
    this.dialog.close();
  }

  sending(isSending) {
    this.problem.textContent = "";
    this.find("[data-upload]").hidden = !isSending;
    this.find("[data-stop]").textContent = isSending ? "Stop" : "Cancel";
    this.find("[type=submit]").disabled = isSending;
    this.tell(0);
  }

  tell(share) {
    const percent = Math.round(share * 100);
    this.bar.value = percent;
    // Told in quarters: a screen reader could not follow more.
    this.find("[data-upload] [role=status]").textContent = percent < 100 ? `Uploading: ${Math.floor(percent / 25) * 25} %` : "Making its sizes …";
  }

  upload(data) {
    const request = new XMLHttpRequest();
    this.request = request;
    return new Promise((done) => {
      const end = (status, answer) => {
        this.request = null;
        done([status, answer]);
      };
      request.upload.addEventListener("progress", ({ loaded, total }) => this.tell(total ? loaded / total : 0));
      request.addEventListener("load", () => end(request.status, request.response ?? { error: `The server answered ${request.status}.` }));
      request.addEventListener("error", () => end(0, { error: "There is no connection. The photo and your words are still here." }));
      request.addEventListener("abort", () => end(0, { error: "The upload was stopped." }));
      request.open("POST", this.url);
      request.responseType = "json";
      request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      request.send(data);
    });
  }

  async choose(resolve) {
    const row = await choose("Photo", onServer(this.library));
    if (!row) return;
    resolve(row.markdown);
    this.dialog.close();
  }
}
