// How the page will look in search results and where it is shared: the server's answer to what
// was typed is put in the place of the one before. The bar repeats its count of words.

const PAUSE = 1500; // milliseconds without a change of the shared image until it is drawn anew

export function startAppearance(desk, form) {
  const root = desk.querySelector("[data-appearance]");
  const counts = form.querySelector("[data-counts]");
  const repeat = () => { counts.textContent = root.querySelector(".appearance-counts")?.textContent ?? ""; };
  document.addEventListener("desk:appearance", ({ detail }) => {
    put(detail);
    repeat();
  });
  repeat();

  let html, timer;
  function put(detail) {
    if (detail === html) return;
    html = detail;
    const image = root.querySelector("img");
    root.innerHTML = detail; // made by our own template
    const fresh = root.querySelector("img");
    if (!image) return;
    // The one before stays until the new one is there.
    const { src, alt } = fresh;
    fresh.replaceWith(image);
    clearTimeout(timer);
    timer = setTimeout(() => Object.assign(image, image.src === src ? { alt } : { src, alt }), PAUSE);
  }
}
