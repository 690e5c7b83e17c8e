// What is asked of the server at the desk, and the sentence about how it went.

import { $, csrfToken, errorDetail, setText } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { ApiResponse } from "../ui/dom.js" */

let toastTimer = 0;
let isLow = false; // what was pressed last is in the lower half of the screen

for (const sign of ["pointerdown", "keydown"]) {
  const note = (/** @type {Event} */ { target }) => {
    if (target instanceof Element) isLow = target.getBoundingClientRect().bottom > innerHeight / 2;
  };
  addEventListener(sign, note, true);
}

/**
 * @param {string} url
 * @param {File} file
 * @param {string} alt
 * @returns {Promise<ApiResponse>}
 */
export async function uploadPicture(url, file, alt) {
  const body = new FormData();
  body.append("file", file);
  body.append("alt", alt);
  const headers = { "X-CSRFToken": csrfToken(), Accept: "application/json" };
  try {
    const response = await fetch(url, { method: "POST", body, headers, credentials: "same-origin" });
    return { ok: response.ok, status: response.status, body: await response.json().catch(() => ({})) };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

/**
 * Wait for a response and say how it went. Returns the body, or null when it did not work.
 * @param {Promise<ApiResponse>} responding
 * @param {string} key of the sentence for success
 * @param {Record<string, any>} values
 */
export async function report(responding, key, values = {}) {
  const response = await responding;
  if (response.ok) showToast(text(key, values));
  return reportFailure(response);
}

/**
 * Say why it did not work. Returns the body, or null when it did not.
 * @param {ApiResponse} response
 */
export function reportFailure({ ok, status, body }) {
  if (!ok) showToast(status === 0 ? text("offline") : errorDetail(body, text("failed")), true);
  return ok ? body : null;
}

/**
 * Say something at the end of the screen where nothing was pressed.
 * @param {string} words
 */
export function showToast(words, bad = false) {
  const notice = $("says");
  setText(notice, words);
  notice.className = `toast note ${isLow ? "toast-above" : ""} ${bad ? "note-bad" : ""}`;
  clearTimeout(toastTimer);
  const hide = () => {
    notice.className = "visually-hidden"; // a screen reader can still read it
  };
  toastTimer = setTimeout(hide, bad ? 10_000 : 4000);
}
