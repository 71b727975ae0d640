// Requests of the desk: what is sent, and what every answer means.

/** POST plain data as JSON, or a FormData; returns [status, answer]. Status 0: no connection. */
export async function send(url, data, { signal } = {}) {
  const isForm = data instanceof FormData;
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
  if (!isForm) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(url, { method: "POST", body: isForm ? data : JSON.stringify(data), signal, headers });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return [response.status, isJson ? await response.json() : { error: `The server answered ${response.status}.` }];
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return [0, { error: "There is no connection." }];
  }
}

/** After signing in anew, every form of the page needs the new token. */
export function renewToken(token) {
  for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
}
