// Waits for somebody at a card, who sees that it waits; goes on when nobody is there. Whoever touches it has all time.

import { setVisible } from "./dom.js";

const TIME = 45_000; // ms, as long as its bar in lesson.css: who is not read to needs half of it
const SIGNS = ["pointerdown", "keydown", "wheel"];

export class Patience {
  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} notice shown while it waits
   * @param {() => void} over what is done when nobody was there
   */
  constructor(card, notice, over) {
    this.notice = notice;
    this.over = over;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    for (const sign of SIGNS) card.addEventListener(sign, () => this.end());
  }

  begin() {
    this.end();
    setVisible(this.notice, true);
    this.notice.removeAttribute("data-over");
    this.timer = setTimeout(() => {
      this.end();
      this.over();
    }, TIME);
  }

  end() {
    this.notice.setAttribute("data-over", ""); // its place stays: nothing moves away under a finger
    clearTimeout(this.timer);
  }
}
