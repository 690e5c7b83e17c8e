// After an outage the voice goes on by itself, exactly where it was: the listener never asked it to stop.

/** @import { Narrator } from "./narrator.js" */

/**
 * What it needs of the player.
 * @typedef {object} ResumingPlayer
 * @property {Narrator} narrator
 * @property {"play" | "pause"} wants
 * @property {() => void} giveUp stop wanting to play
 * @property {() => void} render
 */

const FIRST_WAIT = 1000; // ms; doubled after each look in vain
const LONGEST_WAIT = 10_000; // ms
const MOST_FAILURES = 2; // of a sound that is there and does not play

export class Resumption {
  /** @param {ResumingPlayer} player */
  constructor(player) {
    this.player = player;
    this.timer = 0;
    this.wait = FIRST_WAIT;
    this.failures = 0;
    this.brokenAt = "";
    addEventListener("online", () => this._look());
    document.addEventListener("visibilitychange", () => this._look());
    player.narrator.addEventListener("broken", () => this._begin());
    this._begin();
  }

  get _waits() {
    return this.player.narrator.broken && this.player.wants === "play";
  }

  _begin() {
    if (!this._waits) return;
    const { url, at } = this.player.narrator;
    const place = `${url} ${Math.round(at)}`;
    this.failures = place === this.brokenAt ? this.failures : 0;
    this.brokenAt = place;
    this.wait = FIRST_WAIT;
    this._later();
  }

  _later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._look(), this.wait);
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT);
  }

  async _look() {
    clearTimeout(this.timer);
    if (!this._waits) return;
    const status = await statusOf(this.player.narrator.url ?? "");
    if (!this._waits) return;
    if (status === 0 || status >= 500) return this._later();
    if (status >= 400 || this.failures >= MOST_FAILURES) return this.player.giveUp();
    this.failures += 1;
    this.player.narrator.play();
    this.player.render();
  }
}

/**
 * Return the HTTP status of an address, 0 without a connection.
 * @param {string} url
 */
async function statusOf(url) {
  try {
    // A sound may lie in another storage, which a script may not ask: being sent there says that it is there.
    const response = await fetch(url, { method: "HEAD", credentials: "same-origin", redirect: "manual" });
    return response.type === "opaqueredirect" ? 302 : response.status;
  } catch {
    return 0;
  }
}
