// Tells the server that a page was read, and that a link to a merchant was followed; nothing of
// who did. It is silent for those who ask not to be tracked. Pages work the same without it.

const page = document.querySelector("[data-source]");
const isUnwanted = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;

if (page && !isUnwanted) whenSeen(() => countView(page.dataset.source));

// Not while another tab is shown, or the browser only prepares the page: it is hidden then too.
function whenSeen(count) {
  if (!document.hidden) return count();
  document.addEventListener("visibilitychange", () => whenSeen(count), { once: true });
}

function countView(source) {
  if (!tell("view", { source })) return;
  // So that clicks can be divided by views: these come from pages whose view was counted.
  for (const link of document.querySelectorAll('a[href^="/go/"][href*="?from="]')) link.search += "&seen=1";
  document.addEventListener("click", (event) => countClick(event, source));
  document.addEventListener("auxclick", (event) => event.button === 1 && countClick(event, source));
}

// These links lead to the merchant itself, not through us.
function countClick(event, source) {
  const link = event.target.closest?.("a[data-go]");
  if (!link) return;
  const [slug, placement] = link.dataset.go.split("?");
  tell("click", { link: slug, from: `${source}.${placement}` });
}

function tell(what, facts) {
  return navigator.sendBeacon(`/count/${what}/`, new URLSearchParams(facts));
}
