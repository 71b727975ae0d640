// How the page will look in search results and where it is shared: the server's answer to what
// was typed is put in the place of the one before.

export function startAppearance(desk) {
  const root = desk.querySelector("[data-appearance]");
  document.addEventListener("desk:appearance", ({ detail }) => {
    if (root.innerHTML !== detail) root.innerHTML = detail; // made by our own template
    for (const place of document.querySelectorAll("[data-counts]")) {
      place.textContent = root.querySelector(".appearance-counts").textContent;
    }
  });
}
