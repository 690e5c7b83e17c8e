// The position in a story: stored on this device at once and on the server soon, so that any device continues there.

import { csrfToken } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";

/**
 * `scene` counts from 0, `id` is that scene's: it stays when scenes are put in another order. `seconds` are into the
 * scene, `saved` is ms since 1970. `finished`: the story's last scene came to its end, and the server is not told yet. `unsent`: ids of
 * scenes that were heard, of which the server is not told yet.
 * @typedef {{scene: number, id?: number, seconds: number, saved: number, finished?: boolean, unsent?: number[]}} Position
 */

const SEND_EVERY = 5000; // ms
const LONGEST_STEP = 1000; // ms between two notes that are one listening
const MOST_WORDS = 50; // sent at once
const MOST_HEARD = 500; // sent at once

/**
 * Return the position to begin at: the newer of this device's own and the server's. Either may be null or broken.
 * @param {Position | null} own
 * @param {Position | null} server
 */
export function newestBookmark(own, server) {
  const positions = [own, server].filter((it) => it !== null && Number.isInteger(it?.scene) && it.scene >= 0);
  positions.sort((a, b) => (b?.saved || 0) - (a?.saved || 0));
  const { scene = 0, id, seconds = 0 } = positions[0] ?? {};
  return { scene, seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0, ...(id && { id }) };
}

export class Bookmark {
  /**
   * @param {string} key in the browser's storage
   * @param {string} url takes the position on the server
   * @param {Position | null} first what the server had when it made the page
   * @param {boolean} [followed] a class of the listener's has the story: its teacher is told of listening
   */
  constructor(key, url, first, followed = false) {
    this.key = key;
    this.url = url;
    this.followed = followed;
    this.heard = 0; // ms that the server is not told of yet
    this.noted = 0;
    /** Whether something was played here since the page was opened, or since the story's end. */
    this.listened = false;
    /** @type {string[]} */
    this.words = [];
    const own = readStored(key, null);
    /** @type {number[]} ids of scenes that were heard and that the server is not told of yet */
    this.unsent = Array.isArray(own?.unsent) ? own.unsent : [];
    this.begin = newestBookmark(own, first);
    /** @type {Position | null} */
    this.position = null;
    /** @type {Position | null} */
    this.sent = null;
    /** @type {number | null} */
    this.timer = null;
    // Heard to its end without a connection.
    if (own?.finished) this._keep(own);
  }

  /**
   * Note the position. Cheap, since it is called many times a second.
   * @param {{index: number, id: number}} scene
   * @param {number} at seconds
   * @param {boolean} playing
   */
  note({ index: scene, id }, at, playing) {
    const now = performance.now();
    this.listened ||= playing;
    this.heard += playing && now - this.noted < LONGEST_STEP ? now - this.noted : 0;
    this.noted = now;
    const seconds = Math.round(at * 10) / 10;
    if (this.position?.id === id && this.position.scene === scene && Math.abs(this.position.seconds - seconds) < 0.5)
      return;
    const finished = this.position !== this.sent && this.position?.finished;
    this._keep({ scene, id, seconds, saved: Date.now(), ...(finished && { finished }) });
  }

  /**
   * Note a word that was tapped.
   * @param {string} word
   */
  tap(word) {
    if (this.followed && this.words.length < MOST_WORDS) this.words.push(word.slice(0, 60));
  }

  /**
   * Note that a scene was heard.
   * @param {number} id
   */
  hear(id) {
    if (this.unsent.length < MOST_HEARD && !this.unsent.includes(id)) this.unsent.push(id);
  }

  /** Note that the story's last scene came to its end: next time it begins from its beginning. */
  finish() {
    this.listened = false;
    if (!this.position?.finished) this._keep({ scene: 0, seconds: 0, saved: Date.now(), finished: true });
  }

  /** @param {Position} position */
  _keep(position) {
    this.position = position;
    writeStored(this.key, { ...position, unsent: this.unsent });
    this.timer ??= setTimeout(() => this.send(), SEND_EVERY);
  }

  /**
   * Note the place and tell the server when the page is left. A phone may end a hidden page without another event.
   * @param {() => void} note
   */
  keepOnLeaving(note) {
    const leave = () => {
      note();
      this.send();
    };
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
  }

  /** Tell the server; also while the page is being left. Who only looks at pictures has not begun to listen. */
  async send() {
    clearTimeout(this.timer ?? undefined);
    this.timer = null;
    const position = this.position;
    if (!position || position === this.sent) return;
    if (!this.listened && !position.finished && !this.unsent.length) return;
    this.sent = position;
    const { heard, words, unsent } = this;
    this.heard = 0;
    this.words = [];
    this.unsent = [];
    const told = this.followed ? { heard: Math.round(heard / 100) / 10, words } : {};
    try {
      const response = await fetch(this.url, {
        method: "PUT",
        keepalive: true, // outlives the page, as a beacon does, and can carry the CSRF token
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({
          scene: position.scene,
          scene_id: position.id,
          seconds: position.seconds,
          finished: Boolean(position.finished),
          heard_scenes: unsent,
          ...told,
        }),
      });
      if (!response.ok) throw new Error(String(response.status));
      // The server's clock from here on: this device's own may be wrong.
      const time = Date.parse(response.headers.get("Date") ?? "");
      const { scene, id, seconds } = position;
      if (this.position === position) writeStored(this.key, { scene, id, seconds, saved: time || position.saved });
    } catch {
      this.heard += heard;
      this.words = [...words, ...this.words].slice(0, MOST_WORDS);
      this.unsent = [...unsent, ...this.unsent];
      if (this.sent === position) this.sent = null; // the next note tries again
    }
  }
}
