// Building elements safely: text is only ever textContent, whoever wrote it.

const SVG = "http://www.w3.org/2000/svg";

/** The element with this id. */
export const $ = (id) => document.getElementById(id);

/** An element with properties (`class`, `data-*` and `aria-*` as attributes, `on` as listeners) and children. */
export function el(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** An icon of the sprite. */
export function icon(name, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${className}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/** Change a text only when it differs, so that nothing flickers or is read out twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Show or hide. */
export function setVisible(element, shown) {
  if (element && element.hidden === Boolean(shown)) element.hidden = !shown;
}

/** Only a path or address of this site, or null: rows come from outside. */
export function ownUrl(url) {
  if (!url) return null;
  try {
    const full = new URL(url, location.href);
    return full.origin === location.origin && /^https?:$/.test(full.protocol) ? full.pathname + full.search : null;
  } catch {
    return null;
  }
}

/** The JSON of a data block of the page. */
export function pageData(id) {
  return JSON.parse($(id).textContent);
}

/** The CSRF token of the page's form field. */
export const csrfToken = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

/** Send JSON. Answers `{ok, status, body}`; `status` 0 when the network failed. */
export async function sendJson(method, url, body) {
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const answer = await fetch(url, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const read = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, body: read ?? {} };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

/** What an error body says to people, or the given sentence. */
export function errorDetail(body, otherwise) {
  return typeof body?.detail === "string" && body.detail ? body.detail : otherwise;
}
