// The signs of the tools, drawn on a grid of 20.

const PATHS = {
  link: "M8.5 11.5l3-3M7 9.5L5.4 11a2.6 2.6 0 0 0 3.6 3.6l1.6-1.5M13 10.5L14.6 9A2.6 2.6 0 0 0 11 5.4L9.4 6.9",
  bullets: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M3.8 5.5h.4M3.8 10h.4M3.8 14.5h.4",
  numbers: "M9 5.5h7.5M9 10h7.5M9 14.5h7.5M3.5 4.2l1-.7V8M3.3 12.2c.2-1 2-1 2 .1 0 .9-2 1.8-2 3h2.1",
  quote: "M4 5.5v9M8 6.5h8.5M8 10h8.5M8 13.5h5",
  callout: "M3.5 4.5h13v9h-7l-3.5 3v-3H3.5zM10 6.8v2.6M10 11.2v.3",
  product: "M3.5 9.5v-6h6l7 7-6 6zM6.7 6.7h.1",
  article: "M5 3.5h7l3.5 3.5v9.5H5zM11.5 3.5V7.5h4M7.5 10.5h5.5M7.5 13.5h5.5",
  kit: "M3.5 7.5h13v9h-13zM2.8 4.5h14.4v3H2.8zM10 4.5v12",
  citation: "M4 4.5H2.8v11H4M9.7 4.5h1.2v11H9.7M5.2 9l1.6-2 1.6 2M14 6.2l1.4-.9v5",
  comment: "M3.5 4.5h13v9h-7l-3.5 3v-3H3.5zM6.5 7.5h7M6.5 10.5h4.5",
  image: "M3 4.5h14v11H3zM3 13l4-4 3.5 3.5 2-2L17 14M13 7.8h.1",
};
const LETTERS = { bold: "B", italic: "I", heading: "H", help: "?" };

/** The HTML of a sign; it has no name of its own. */
export function iconOf(name) {
  if (LETTERS[name]) return `<span class="tool-letter tool-${name}" aria-hidden="true">${LETTERS[name]}</span>`;
  return `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
}
