// What is heard between two items: a jingle, where the brief has one, and a pause.

import { ownUrl } from "./dom.js";

export class Gap {
  /** @param {{seconds: number, jingle: string | null}} between */
  constructor({ seconds, jingle }) {
    this.seconds = seconds;
    this.sound = jingle ? new Audio(ownUrl(jingle) ?? "") : null;
    this._timer = 0;
    this._over = () => {};
  }

  /**
   * Call `over` once it has passed, or at once where there is none.
   * @param {() => void} over
   */
  begin(over) {
    this.end();
    // A timer would let a page in the background wait.
    if (!this.sound && !this.seconds) return over();
    this._over = over;
    if (!this.sound) return this._pause();
    this.sound.onended = this.sound.onerror = () => this._pause();
    this.sound.currentTime = 0;
    this.sound.play().catch(() => this._pause());
  }

  /** Let nothing more come of it: the listener does something else. */
  end() {
    clearTimeout(this._timer);
    this._over = () => {};
    if (!this.sound) return;
    this.sound.onended = this.sound.onerror = null;
    this.sound.pause();
  }

  _pause() {
    this._timer = setTimeout(() => this._over(), this.seconds * 1000);
  }
}
