// Pages of the admin that show many things of the site: read again when something changed, without a reload.

import { LiveTopic } from "../live/live-topic.js";

/** @import { StateEvent } from "../live/live-topic.js" */

const AFTER = 400; // ms, in which further changes travel along
const PAUSES = 4; // as many times as long as reading takes: a busy server is not asked by every page all the time
const AT_LEAST_EVERY = 30_000; // ages grow without a change, and sign-ins and plays have no topic

/** What of a page is replaced; the rows of a list are, one by one, so that ticks and the focus stay. */
const PARTS = ["#overview", ".paginator", "#counts"];

/** What can have the focus in a part. */
const BUSY = "a, summary, button";

const holder = document.querySelector("[data-refresh-url]");
let timer = 0;
let isReading = false;
let isChanged = false; // since the read that is under way began
let notBefore = 0;

function schedule(after = AFTER) {
  clearTimeout(timer);
  timer = setTimeout(read, Math.max(after, notBefore - performance.now()));
}

async function read() {
  if (isReading || document.hidden) return;
  isChanged = false;
  isReading = true;
  const begun = performance.now();
  try {
    const headers = { "X-Read-Again": "1" }; // the server leaves out what is dear and stays as it is
    const response = await fetch(location.href, { credentials: "same-origin", cache: "no-store", headers });
    // Signed out meanwhile: the page stays as it is.
    if (response.ok && !response.redirected) show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // No connection: the socket comes back with whatever is new.
  }
  isReading = false;
  const now = performance.now();
  notBefore = now + PAUSES * (now - begun);
  schedule(isChanged ? AFTER : AT_LEAST_EVERY);
}

/** @param {Document} page */
function show(page) {
  for (const part of PARTS) {
    const [held, newer] = [document.querySelector(part), page.querySelector(part)];
    if (held && newer) replace(held, newer);
  }
  showRows(page);
}

/**
 * Replace an element by a newer one, unless somebody is busy in it.
 * @param {Element} held
 * @param {Element} newer
 */
function replace(held, newer) {
  if (held.outerHTML === newer.outerHTML) return;
  const focused = held.contains(document.activeElement) ? document.activeElement : null;
  const opened = [...held.querySelectorAll("details")].map((it) => it.open);
  const copy = document.importNode(newer, true);
  for (const [place, it] of [...copy.querySelectorAll("details")].entries()) it.open = opened[place] ?? false;
  const place = focused ? [...held.querySelectorAll(BUSY)].indexOf(focused) : -1;
  held.replaceWith(copy);
  if (place >= 0) /** @type {HTMLElement} */ ([...copy.querySelectorAll(BUSY)][place])?.focus();
}

/**
 * Bring a list's rows up to date by what names them, and leave those alone that did not change.
 * @param {Document} page
 */
function showRows(page) {
  const [held, newer] = [rowsOf(document), rowsOf(page)];
  if (!held || !newer) return;
  const before = new Map([...held.rows].map((row) => [nameOf(row), row]));
  const rows = [...newer.rows].map((row) => {
    const old = before.get(nameOf(row));
    if (!old) return document.importNode(row, true);
    for (const [place, cell] of [...row.cells].entries()) {
      const shown = old.cells[place];
      if (!shown || cell.querySelector(".action-select, input, select")) continue;
      if (shown.outerHTML !== cell.outerHTML) shown.replaceWith(document.importNode(cell, true));
    }
    return old;
  });
  const isSame = rows.length === held.rows.length && rows.every((row, place) => row === held.rows[place]);
  if (!isSame) held.replaceChildren(...rows);
}

/**
 * @param {Document} page
 * @returns {HTMLTableSectionElement | null}
 */
function rowsOf(page) {
  return /** @type {HTMLTableSectionElement | null} */ (page.querySelector("#result_list tbody"));
}

/** @param {HTMLTableRowElement} row */
function nameOf(row) {
  const box = /** @type {HTMLInputElement | null} */ (row.querySelector(".action-select"));
  return box?.value ?? row.querySelector("a")?.getAttribute("href") ?? row.textContent;
}

// On a phone what is less urgent is folded: the rest would be many screens away.
if (matchMedia("(max-width: 40rem)").matches)
  for (const it of /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("#overview .fold")))
    it.open = false;

if (holder instanceof HTMLElement) {
  const topic = new LiveTopic({ liveUrl: holder.dataset.refreshUrl ?? "" });
  topic.addEventListener("state", (event) => {
    const { before, frame } = /** @type {StateEvent} */ (event).detail;
    // Also at the first frame: something may have changed between the page and its socket.
    if (before.rev && before.rev === frame?.rev) return;
    isChanged = true;
    schedule();
  });
  topic.start();
  document.addEventListener("visibilitychange", () => schedule(0)); // a hidden page reads nothing
  schedule(AT_LEAST_EVERY);
}
