// A second press of a save button would send the form twice; a preview opens beside it.

const RESEND = 5000; // milliseconds after which a form may be sent once more

export function sendOnce(form) {
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
