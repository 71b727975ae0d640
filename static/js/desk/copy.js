// A button beside an address that copies it. Without this script the address can be selected.

const SAID_FOR = 2000; // milliseconds

for (const place of document.querySelectorAll("[data-copy]")) addButton(place, place.querySelector("input"));

function addButton(place, field) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button", textContent: "Copy" });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    field.select();
    said.textContent = (await copy(field.value)) ? "Copied" : "Select it and copy it by hand.";
    setTimeout(() => said.replaceChildren(), SAID_FOR);
  });
  place.append(button, said);
}

// Where the page is not served by HTTPS a browser has no clipboard for scripts, but this.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
