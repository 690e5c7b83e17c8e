// The words of a scene before a class: wholly on the screen, or page by page. No line is ever cut.

import { $, el, setText, setVisible } from "../ui/dom.js";

/** @typedef {{top: number, bottom: number}} Line from the beginning of what scrolls, in pixels */

const SIZES = [1, 0.95, 0.9]; // of the letters, where that has all words on the screen; smaller they are not large
const LIT = 0.18; // of the letters' size

export class Pages {
  constructor() {
    /** @type {HTMLElement} */
    this.telling = $("telling");
    /** @type {Line[]} the first and last line of each as one */
    this.pages = [];
    this.shown = 0;
    this.on = false;
    const turn = { click: () => this.turn((this.shown + 1) % this.pages.length) };
    this.mark = el("button", { type: "button", class: "button button-small projector-page", hidden: true, on: turn });
    $("stage").append(this.mark);
    const again = () => this.on && this._layOut();
    new ResizeObserver(again).observe(this.telling);
    new MutationObserver(again).observe($("text"), { childList: true });
    this.telling.addEventListener("hearing", (event) => {
      if (!this.on) return;
      event.preventDefault(); // it is followed page by page
      this._follow(/** @type {CustomEvent<HTMLElement>} */ (event).detail);
    });
  }

  /** @param {boolean} on */
  enable(on) {
    this.on = on;
    if (on) return this._layOut();
    this.telling.classList.remove("paged");
    this.telling.style.clipPath = "";
    setVisible(this.mark, false);
  }

  /** Show the next page; tells whether there was one. */
  next() {
    const more = this.shown + 1 < this.pages.length;
    if (more) this.turn(this.shown + 1);
    return more;
  }

  /** @param {number} page */
  turn(page) {
    this.shown = page;
    const { telling } = this;
    const { paddingBlockStart } = getComputedStyle(telling);
    const above = Number.parseFloat(paddingBlockStart);
    const { top, bottom } = this.pages[page];
    telling.scrollTop = top - above;
    const from = Math.max(0, top - telling.scrollTop);
    const below = Math.max(0, telling.clientHeight - (from + bottom - top));
    // The ground of a lit word is a little higher than its line. Above the first there is that much room; above
    // the others what hangs below the line before.
    const lit = LIT * Number.parseFloat(getComputedStyle($("text")).fontSize);
    const inset = `inset(${from - (page ? 0 : lit)}px 0 ${below - lit}px)`;
    telling.style.clipPath = this.pages.length > 1 ? inset : "";
    setVisible(this.mark, this.pages.length > 1);
    setText(this.mark, `${page + 1} / ${this.pages.length}`);
  }

  _layOut() {
    const { telling } = this;
    telling.classList.remove("paged");
    const size = SIZES.find((it) => this._fits(it));
    if (!size) telling.style.setProperty("--large", "1");
    this.pages = size ? [{ top: 0, bottom: telling.scrollHeight }] : pagesOf(this._lines(), this._room());
    // Room behind the last line, so that the last page begins where every page does.
    telling.style.setProperty("--rest", `${this._room()}px`);
    telling.classList.toggle("paged", this.pages.length > 1);
    const word = /** @type {HTMLElement | null} */ (telling.querySelector(".word-now"));
    this.turn(0);
    if (word) this._follow(word);
  }

  /** @param {number} size */
  _fits(size) {
    this.telling.style.setProperty("--large", String(size));
    return this.telling.scrollHeight <= this.telling.clientHeight;
  }

  _room() {
    const { paddingBlockStart, paddingBlockEnd } = getComputedStyle(this.telling);
    return this.telling.clientHeight - Number.parseFloat(paddingBlockStart) - Number.parseFloat(paddingBlockEnd);
  }

  /** @returns {Line[]} */
  _lines() {
    const origin = this.telling.getBoundingClientRect().top - this.telling.scrollTop;
    const blocks = /** @type {HTMLElement[]} */ ([$("heading"), ...$("text").children]);
    return blocks.flatMap((block) => {
      const { top, height } = block.getBoundingClientRect();
      const line = Number.parseFloat(getComputedStyle(block).lineHeight);
      const count = Math.round(height / line);
      return Array.from({ length: count }, (_, n) => ({
        top: top - origin + n * line,
        bottom: top - origin + (n + 1) * line,
      }));
    });
  }

  /** @param {HTMLElement} word */
  _follow(word) {
    const { top, bottom } = word.getBoundingClientRect();
    const middle = (top + bottom) / 2 - this.telling.getBoundingClientRect().top + this.telling.scrollTop;
    const page = this.pages.findIndex((it) => middle < it.bottom);
    if (page >= 0 && page !== this.shown) this.turn(page);
  }
}

/**
 * Return pages of whole lines.
 * @param {Line[]} lines
 * @param {number} room pixels
 * @returns {Line[]}
 */
export function pagesOf(lines, room) {
  /** @type {Line[]} */
  const pages = [];
  for (const { top, bottom } of lines) {
    const page = pages.at(-1);
    if (page && bottom - page.top <= room) page.bottom = bottom;
    else pages.push({ top, bottom });
  }
  return pages.length ? pages : [{ top: 0, bottom: room }];
}
