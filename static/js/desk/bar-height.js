// The bar grows where its words need two lines; what is gone to must stand below it all the same.

export function startBarHeight(form) {
  const bar = form.querySelector("[data-bar]");
  const measure = () => document.documentElement.style.setProperty("--bar-height", `${bar.offsetHeight}px`);
  new ResizeObserver(measure).observe(bar);
}
