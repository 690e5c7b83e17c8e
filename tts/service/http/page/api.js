// The calls this page makes, and the key it makes them with.

const KEY = "tts_api_key";

export const storedKey = () => sessionStorage.getItem(KEY) ?? "";
export const keepKey = (key) => sessionStorage.setItem(KEY, key);

/** A refusal in the service's own words; `status` is 0 when nobody answered. */
export class Problem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Ask the service; the answer is a Response that succeeded. */
export async function ask(path, { method = "GET", body } = {}) {
  const headers = {};
  if (storedKey()) headers.Authorization = `Bearer ${storedKey()}`;
  if (body) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Problem("The service cannot be reached just now.", 0);
  }
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Problem(said.detail ?? `The service answered ${answer.status}.`, answer.status);
}

export const askJson = async (path, options) => (await ask(path, options)).json();
