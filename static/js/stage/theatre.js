// The player's first screen: its large picture, swipes from scene to scene, and the motion of the picture.

import { $ } from "../ui/dom.js";

const SHORTEST_SWIPE = 48; // pixels; less is a tap that slipped

export class Theatre {
  /**
   * @param {(by: number) => void} step shows the scene so many scenes on
   * @param {() => void} play
   */
  constructor(step, play) {
    this.step = step;
    this.playing = false;
    /** @type {typeof import("./figures.js") | null} comes with what playing loads */
    this.figures = null;
    /** @type {HTMLElement} */
    this.element = $("theatre");
    $("big-picture").addEventListener("click", () => this._setBig(!this.isBig));
    $("to-settings").addEventListener("click", () => {
      $("listening").open = true; // before the link leads there
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.querySelector("dialog[open]")) this._setBig(false);
    });
    document.addEventListener("visibilitychange", () => this.show(this.playing));
    $("picture").addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const touched = /** @type {Element} */ (event.target);
      if (touched.closest(".picture-coming")) return this._layOnPaper(event);
      if (!(touched instanceof HTMLImageElement)) return;
      if (this.playing) this.figures?.touch(touched, event);
      else play();
    });
    this._listenToSwipes();
  }

  get isBig() {
    return this.element.classList.contains("theatre-big");
  }

  /** @param {MouseEvent} event */
  async _layOnPaper(event) {
    const bits = await import("./paper-bits.js").catch(() => null);
    bits?.lay($("picture"), event);
  }

  /** @param {boolean} playing the picture moves while its words are heard and seen */
  show(playing) {
    this.playing = playing;
    this.element.toggleAttribute("data-playing", playing && !document.hidden);
  }

  /** @param {boolean} big */
  _setBig(big) {
    this.element.classList.toggle("theatre-big", big);
    $("big-picture").setAttribute("aria-pressed", String(big));
    $("telling").scrollTop = 0;
  }

  _listenToSwipes() {
    const stage = $("stage");
    /** @type {Touch | null} */
    let begun = null;
    stage.addEventListener(
      "touchstart",
      (/** @type {TouchEvent} */ { touches }) => {
        begun = touches.length === 1 ? touches[0] : null;
      },
      { passive: true },
    );
    stage.addEventListener("touchend", (/** @type {TouchEvent} */ { changedTouches: [ended] }) => {
      if (begun && !String(getSelection())) this._swipe(ended.clientX - begun.clientX, ended.clientY - begun.clientY);
      begun = null;
    });
  }

  /**
   * Turn the page as a book's is turned: the next scene comes from where the story leads.
   * @param {number} x pixels to the right
   * @param {number} y pixels down
   */
  _swipe(x, y) {
    if (Math.abs(x) < SHORTEST_SWIPE || Math.abs(x) < 2 * Math.abs(y)) return;
    this.step(x < 0 === ($("stage").dir !== "rtl") ? 1 : -1);
  }
}
