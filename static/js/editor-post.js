/** POST a form; returns [status, answer]. Status 0 means there is no connection. */
export async function post(url, data, signal) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  try {
    const response = await fetch(url, { method: "POST", body: data, signal, headers: { "X-CSRFToken": token } });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return [response.status, isJson ? await response.json() : { error: `The server answered ${response.status}.` }];
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return [0, { error: "There is no connection. What you wrote is still here." }];
  }
}
