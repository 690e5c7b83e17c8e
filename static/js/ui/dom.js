// Building elements safely: text is only ever textContent, whatever its source.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * Return the element with this id. Which kind it is stands in the page's template, so it is not checked here.
 * @type {(id: string) => any}
 */
export const $ = (id) => document.getElementById(id);

/**
 * Make an element. Options become attributes; `on` holds listeners by event; null, undefined and false are left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} options
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const event in value) element.addEventListener(event, value[event]);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child || child === "") element.append(child);
  return element;
}

/**
 * Make an icon of the sprite.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Say to whoever is around an element that what was written in it is saved, or is not.
 * @param {Element} element
 */
export function sayWhetherSaved(element) {
  element.dispatchEvent(new Event("saving", { bubbles: true }));
}

/**
 * Change a text only when it differs, so that nothing flickers or is read out twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Show or hide an element.
 * @param {HTMLElement | null} element
 * @param {unknown} visible anything true shows it
 */
export function setVisible(element, visible) {
  if (element && element.hidden === Boolean(visible)) element.hidden = !visible;
}

/**
 * Show a sentence in a note, or hide the note; what is shown is brought into view.
 * @param {HTMLElement} note
 * @param {string | null} sentence
 */
export function showWhereOneLooks(note, sentence) {
  const words = note.querySelector("span");
  if (words) setText(words, sentence ?? "");
  setVisible(note, sentence);
  if (sentence) note.scrollIntoView({ block: "nearest" });
}

/**
 * Return the path of an address of this site, or null for any other: rows come from outside.
 * @param {string | null | undefined} url
 */
export function ownUrl(url) {
  if (!url) return null;
  try {
    const full = new URL(url, location.href);
    return full.origin === location.origin && /^https?:$/.test(full.protocol) ? full.pathname + full.search : null;
  } catch {
    return null;
  }
}

/**
 * Tell whether the page was come to for this, such as "play", as "Continue" has it. A reload has no wish any more.
 * @param {string} wish
 */
export function takeWish(wish) {
  const wished = new URLSearchParams(location.search).has(wish);
  if (wished) history.replaceState(null, "", location.pathname);
  return wished;
}

/**
 * Return the JSON of a data block of the page.
 * @param {string} id
 */
export function pageData(id) {
  return JSON.parse($(id).textContent);
}

/** Return the CSRF token of the page's form field. */
export function csrfToken() {
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("input[name=csrfmiddlewaretoken]");
  return field?.value ?? "";
}

/** @typedef {{ok: boolean, status: number, body: any}} ApiResponse `status` is 0 when the network failed */

/**
 * Send JSON and read JSON.
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<ApiResponse>}
 */
export async function sendJson(method, url, body) {
  /** @type {Record<string, string>} */
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(url, {
      method,
      headers,
      credentials: "same-origin",
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const read = await response.json().catch(() => ({}));
    return { ok: response.ok, status: response.status, body: read ?? {} };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

/**
 * Return what an error body says to people, or the given sentence.
 * @param {any} body
 * @param {string} otherwise
 * @returns {string}
 */
export function errorDetail(body, otherwise) {
  return typeof body?.detail === "string" && body.detail ? body.detail : otherwise;
}
