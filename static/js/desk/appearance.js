// How the page will look in search results and where it is shared: the server's answer to what
// was typed is put in the place of the one before. The bar repeats its count of words.

export function startAppearance(desk, form) {
  const root = desk.querySelector("[data-appearance]");
  const counts = form.querySelector("[data-counts]");
  const repeat = () => { counts.textContent = root.querySelector(".appearance-counts")?.textContent ?? ""; };
  document.addEventListener("desk:appearance", ({ detail }) => {
    if (root.innerHTML !== detail) root.innerHTML = detail; // made by our own template
    repeat();
  });
  repeat();
}
