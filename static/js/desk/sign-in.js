// Signing in without leaving the form.

import { send } from "./send.js";

const MARKUP = `<form method="dialog">
  <h2 id="sign-in-title">Sign in again</h2>
  <p>What you wrote stays where it is.</p>
  <p><label>Name <input name="username" autocomplete="username" required></label></p>
  <p><label>Password <input type="password" name="password" autocomplete="current-password" required></label></p>
  <p class="problem" role="alert"></p>
  <p class="dialog-buttons"><button type="submit" class="button default">Sign in</button>
    <button type="button" class="button" data-cancel>Not now</button></p>
</form>`;

/** `done` gets the server's answer: the form's new token, and who has signed in. */
export function askToSignIn(url, done) {
  const dialog = Object.assign(document.createElement("dialog"), { className: "desk-dialog", innerHTML: MARKUP });
  dialog.setAttribute("aria-labelledby", "sign-in-title");
  const form = dialog.querySelector("form");
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [status, answer] = await send(url, new FormData(form));
    if (status !== 200) {
      form.querySelector("[role=alert]").textContent = answer.error;
      return;
    }
    dialog.close();
    done(answer);
  });
  document.body.append(dialog);
  dialog.showModal();
}
