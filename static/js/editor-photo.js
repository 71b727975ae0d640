// The dialog that takes a photo and asks what it shows. One for the whole page.

const MARKUP = `<form method="dialog">
  <h2 id="photo-dialog-title">Add a photo</h2>
  <p><label>Photo <input type="file" name="photo" required
    accept="image/jpeg,image/png,image/webp,image/avif,image/gif"></label></p>
  <p><label>What does it show? <input type="text" name="alt" maxlength="300" required></label>
    <small>For readers who cannot see it.</small></p>
  <p class="markdown-status is-problem" role="alert"></p>
  <p class="dialog-buttons"><button type="submit" class="button default">Add</button>
    <button type="button" class="button" data-cancel>Cancel</button></p>
</form>`;

let dialog;

function build() {
  dialog = document.createElement("dialog");
  dialog.id = "photo-dialog";
  dialog.setAttribute("aria-labelledby", "photo-dialog-title");
  dialog.innerHTML = MARKUP;
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  document.body.append(dialog);
}

/** `upload` sends the form and returns the server's answer; `done` gets its Markdown. */
export function openPhotoDialog(file, upload, done) {
  if (!dialog) build();
  const form = dialog.querySelector("form");
  const problem = dialog.querySelector("[role=alert]");
  const button = form.querySelector("[type=submit]");
  form.reset();
  problem.textContent = "";
  if (file) {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    form.photo.files = chosen.files;
  }
  form.onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    const answer = await upload(new FormData(form));
    button.disabled = false;
    problem.textContent = answer.error ?? "";
    if (answer.error) return;
    dialog.close();
    done(answer.markdown);
  };
  dialog.showModal();
  (file ? form.alt : form.photo).focus();
}
