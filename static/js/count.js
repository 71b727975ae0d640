// Tells the server that a page was read, a link to a merchant followed or a form seen; nothing of
// who did. It is silent for those who ask not to be tracked. Pages work the same without it.

const page = document.querySelector("[data-source]");
const isUnwanted = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;
const THROUGH_US = 'a[href^="/go/"][href*="?from="]:not([href$="&seen=1"])';

if (page && !isUnwanted) whenSeen(() => countView(page.dataset.source));
for (const form of document.querySelectorAll("[data-kit] form")) form.addEventListener("formdata", tellTime);

// Not while another tab is shown, or the browser only prepares the page: it is hidden then too.
function whenSeen(count) {
  if (!document.hidden) return count();
  document.addEventListener("visibilitychange", () => whenSeen(count), { once: true });
}

function countView(source) {
  if (!tell("view", { source })) return;
  document.addEventListener("click", (event) => follow(event, source));
  document.addEventListener("auxclick", (event) => event.button === 1 && follow(event, source));
  for (const kit of document.querySelectorAll("[data-kit]")) watch(kit, source);
}

// A kit's form counts as shown when half of it is in sight.
function watch(kit, source) {
  const watcher = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    watcher.disconnect();
    tell("kit", { kit: kit.dataset.kit, source });
  }, { threshold: 0.5 });
  watcher.observe(kit);
}

// How long the page was open before the form was sent, so that machines can be told from people.
function tellTime(event) {
  event.formData.set("took", Math.round(performance.now()));
}

function follow(event, source) {
  const link = event.target.closest?.("a[href]");
  if (link?.dataset.go) countClick(link.dataset.go, source);
  if (link?.matches(THROUGH_US)) markSeen(link);
}

// These links lead to the merchant itself, not through us.
function countClick(product, source) {
  const [slug, placement] = product.split("?");
  tell("click", { link: slug, from: `${source}.${placement}` });
}

// So that clicks can be divided by views: this one comes from a page whose view was counted.
// Only while the browser follows it: what somebody copies stays clean.
function markSeen(link) {
  const href = link.getAttribute("href");
  link.setAttribute("href", `${href}&seen=1`);
  setTimeout(() => link.setAttribute("href", href));
}

function tell(what, facts) {
  return navigator.sendBeacon(`/count/${what}/`, new URLSearchParams(facts));
}
