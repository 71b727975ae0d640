// The search of “Read next” answers while somebody types. Without this, its button does.

const PAUSE = 250; // milliseconds after the last key before a search is sent

const form = document.querySelector("[data-next-search]");
const input = form.querySelector("input");
let timer, request;

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});

// A newer search aborts the older one, so the latest answer always wins.
async function search() {
  request?.abort();
  request = new AbortController();
  try {
    const address = `?${new URLSearchParams(new FormData(form))}`;
    const response = await fetch(address, { signal: request.signal });
    if (response.ok && !response.redirected) show(await response.text());
  } catch (error) {
    if (error.name !== "AbortError" && !(error instanceof TypeError)) throw error; // no connection
  }
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const found = document.querySelector("[data-next-found]");
  found.replaceChildren(...page.querySelector("[data-next-found]").children);
  document.querySelector("[data-next-said]").textContent = page.querySelector("[data-next-said]").textContent;
}
