// The notice about the connection, the same on every page with a live topic.

import { $, setText, setVisible } from "./dom.js";
import { text } from "./texts.js";

const RELOAD_AFTER = 15_000; // ms: whoever waits so long for nothing may want to try for themself
const NOTICE_AFTER = 4000; // ms: most breaks are over sooner, and a flashing notice worries more than it tells

/**
 * Show the state of a topic's connection.
 * @param {EventTarget} topic sends "connection" events
 * @param {(words: string) => void} announce tells a screen reader
 * @param {() => boolean} onDevice whether the page works without a connection
 */
export function showConnectionNotice(topic, announce = () => {}, onDevice = () => false) {
  let timer = 0;
  let late = 0;
  const reload = document.getElementById("reload"); // where somebody waits
  /** @param {string | null} key */
  const show = (key) => {
    const notice = $("connection");
    setVisible(notice, key);
    if (!key) return;
    const words = text(key === "line-lost" && onDevice() ? "line-kept" : key);
    if (notice.querySelector("span").textContent !== words) announce(words);
    setText(notice.querySelector("span"), words);
  };
  topic.addEventListener("connection", (event) => {
    const { status, reason } = /** @type {CustomEvent} */ (event).detail;
    clearTimeout(timer);
    clearTimeout(late);
    if (reload) setVisible(reload, false);
    setVisible($("sign-in"), reason === "sign-in");
    if (status === "stopped") show(reason === "closed" ? null : `line-${reason}`);
    else if (status === "polling") show("line-polling");
    else if (status === "reconnecting") {
      timer = setTimeout(show, NOTICE_AFTER, "line-lost");
      if (reload) late = setTimeout(setVisible, RELOAD_AFTER, reload, !onDevice());
    } else if (status === "live") show(null);
  });
  $("sign-in").addEventListener("click", (/** @type {Event} */ event) => {
    event.preventDefault();
    location.reload();
  });
}
