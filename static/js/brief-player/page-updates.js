// Updates of a published brief while it is heard: the page is fetched again, and its parts are replaced.

import { LiveTopic } from "../live/live-topic.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";

/**
 * @import { ConnectionEvent, StateEvent } from "../live/live-topic.js"
 * @import { KeptItem } from "./kept-item.js"
 * @import { Sound } from "./playlist.js"
 */

const FETCH_AFTER = 600; // ms, and as much again by chance: many listen, and rows come in bursts
const GONE_REASONS = new Set(["gone", "forbidden"]);
/**
 * Who is told what can be heard now, `[]` once the brief is not published any more; and asked before that which
 * item's words stay as they are for the sake of their sound.
 * @typedef {{take: (items: Sound[]) => void, keeps: (items: Sound[]) => number | null}} Listener
 */

const REPLACED_PARTS = ["transcript", "listen-title", "waiting"];

/**
 * Keep the page up to date. Rows only tell that something changed; the page itself says what.
 * @param {{url: string, epoch: string, rev: number}} shown the brief's socket, and the state the page shows
 * @param {Listener} listener
 * @param {KeptItem} kept
 */
export function followUpdates({ url, epoch, rev }, listener, kept) {
  const topic = new LiveTopic({ liveUrl: url });
  topic.state = { ...topic.state, epoch, rev };
  let timer = 0;
  let fetching = false;
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(update, FETCH_AFTER * (1 + Math.random()));
  };
  const update = async () => {
    if (fetching) return schedule();
    fetching = true;
    const page = await fetchPage();
    fetching = false;
    if (page === "gone") end(listener);
    else if (page) listener.take(replaceParts(page, listener, kept));
  };
  topic.addEventListener("state", (event) => {
    const { before, frame } = /** @type {StateEvent} */ (event).detail;
    // Editors at work move the topic on without anything that concerns a listener.
    if (before.rev !== frame?.rev && (frame?.rows.length || frame?.ids)) schedule();
  });
  topic.addEventListener("connection", (event) => {
    const { status, reason } = /** @type {ConnectionEvent} */ (event).detail;
    if (status === "stopped" && GONE_REASONS.has(reason ?? "")) end(listener);
  });
  topic.start();
}

/** @param {Listener} listener */
function end(listener) {
  setVisible($("over"), true);
  for (const element of document.querySelectorAll(".transcript-head :is(a, button)")) element.remove();
  listener.take([]);
}

/** @returns {Promise<Document | "gone" | null>} null: no connection, or a server that is starting */
async function fetchPage() {
  try {
    const response = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (response.status === 404) return "gone";
    return response.ok ? new DOMParser().parseFromString(await response.text(), "text/html") : null;
  } catch {
    return null; // the socket comes back with whatever is new
  }
}

/**
 * Replace what differs and return what can be heard.
 * @param {Document} page
 * @param {Listener} listener
 * @param {KeptItem} kept
 * @returns {Sound[]}
 */
function replaceParts(page, listener, kept) {
  const listening = page.getElementById("listening");
  /** @type {Sound[]} */
  const items = listening ? JSON.parse(listening.textContent ?? "{}").items : [];
  const staying = listener.keeps(items);
  for (const id of REPLACED_PARTS) {
    const [held, newer] = [$(id), page.getElementById(id)];
    if (!held || !newer || held.outerHTML === newer.outerHTML) continue;
    const part = document.importNode(newer, true);
    for (const element of part.querySelectorAll("[data-seconds]")) {
      setText(element, formatTime(Number(element.getAttribute("data-seconds"))));
    }
    if (id === "transcript") {
      kept.forget();
      if (staying !== null) kept.stay(staying, part);
    }
    held.replaceWith(part);
  }
  return items;
}
