// Requests of the desk: what is sent, and what every answer means.

const PATIENCE = 25_000; // milliseconds after which a silent server counts as no connection
const LETTER = 60_000; // bytes that a browser sends for a page that is being closed

/**
 * POST plain data as JSON, or a FormData; returns [status, answer]. Status 0: no connection.
 * An answer that is no JSON is none of ours, whatever its status: a proxy's, or a page to sign in.
 */
export async function send(url, data, { signal, patience = PATIENCE } = {}) {
  const isForm = data instanceof FormData;
  const body = isForm ? data : JSON.stringify(data);
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  if (!isForm) headers["Content-Type"] = "application/json";
  const keepalive = !isForm && body.length * 3 < LETTER;
  signal ??= isForm ? undefined : AbortSignal.timeout(patience);
  try {
    const response = await fetch(url, { method: "POST", body, signal, headers, keepalive });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (isJson) return [response.status, await response.json()];
    return [response.ok ? 502 : response.status, { error: `The server answered ${response.status}.`, isStrange: true }];
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return [0, { error: "There is no connection." }];
  }
}

/** After signing in anew, every form of the page needs the new token. */
export function renewToken(token = cookieToken()) {
  if (!token) return;
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
}

// Whoever signs in in another tab changes the token of this one too.
function cookieToken() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
}
