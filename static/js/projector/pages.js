// The words of a scene before a class: wholly on the screen, or page by page. No line is ever cut, and a page ends with
// a sentence where one ends on it.

import { $, el, setText, setVisible } from "../ui/dom.js";
import { breakBefore, placeOf, sentenceStarts } from "./sentences.js";

/** @import { Start } from "./sentences.js" */

/** @typedef {{top: number, bottom: number}} Line from the beginning of what scrolls, in pixels */

const SIZES = [1, 0.95, 0.9]; // of the letters, where that has all words on the screen; smaller they are not large
const LIT = 0.18; // of the letters' size
const MOST_BREAKS = 100; // of one scene; it has fewer sentences

export class Pages {
  constructor() {
    /** @type {HTMLElement} */
    this.telling = $("telling");
    /** @type {Line[]} the first and last line of each as one */
    this.pages = [];
    this.shown = 0;
    this.on = false;
    /** @type {HTMLElement[]} line ends that were put before the first sentence of a page */
    this.marks = [];
    const turn = { click: () => this.turn((this.shown + 1) % this.pages.length) };
    this.mark = el("button", {
      type: "button",
      class: "button button-small projector-page",
      dir: "ltr",
      hidden: true,
      on: turn,
    });
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
    this._unbreak();
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
    this._unbreak();
    const size = SIZES.find((it) => this._fits(it));
    if (!size) telling.style.setProperty("--large", "1");
    this.pages = size ? [{ top: 0, bottom: telling.scrollHeight }] : this._pagesOfSentences();
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

  /**
   * Return pages that end with a sentence, where one ends on them after their first line: the next begins a line.
   * @returns {Line[]}
   */
  _pagesOfSentences() {
    const room = this._room();
    /** @type {Start[]} where pages begin */
    const begun = [];
    let pages = pagesOf(this._lines(), room);
    for (let n = 0; n + 1 < pages.length && begun.length < MOST_BREAKS; n++) {
      const last = this._lastStart(pages[n], pages[n + 1]);
      if (!last) continue;
      const { start, mark } = breakBefore(last);
      if (mark) this.marks.push(mark);
      begun.push(start);
      const middles = begun.map((it) => (placeOf(it)?.middle ?? 0) - this._origin());
      pages = pagesOf(this._lines(), room, middles);
    }
    return pages;
  }

  /**
   * Return where the last sentence of a page begins that goes on on the next page; none where that page begins with
   * one, or no sentence begins below this page's first line.
   * @param {Line} page
   * @param {Line} next
   */
  _lastStart(page, next) {
    const line = Number.parseFloat(getComputedStyle($("text")).lineHeight);
    let last = null;
    for (const start of sentenceStarts(this._blocks())) {
      const place = placeOf(start);
      const middle = (place?.middle ?? 0) - this._origin();
      if (place?.leads && middle > next.top && middle < next.top + line) return null;
      if (place && middle > page.top + line && middle < page.bottom) last = start;
    }
    return last;
  }

  /** Take away what was put between the words. */
  _unbreak() {
    for (const mark of this.marks.splice(0)) {
      const { parentNode } = mark;
      mark.remove();
      parentNode?.normalize();
    }
  }

  _origin() {
    return this.telling.getBoundingClientRect().top - this.telling.scrollTop;
  }

  /** @returns {HTMLElement[]} */
  _blocks() {
    return /** @type {HTMLElement[]} */ ([$("heading"), ...$("text").children]).filter((it) => it.offsetHeight);
  }

  /** @returns {Line[]} */
  _lines() {
    const origin = this._origin();
    return this._blocks().flatMap((block) => {
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
 * @param {number[]} starts places in lines that begin a page
 * @returns {Line[]}
 */
export function pagesOf(lines, room, starts = []) {
  /** @type {Line[]} */
  const pages = [];
  for (const { top, bottom } of lines) {
    const page = pages.at(-1);
    const begins = starts.some((it) => it > top && it < bottom);
    if (page && !begins && bottom - page.top <= room) page.bottom = bottom;
    else pages.push({ top, bottom });
  }
  return pages.length ? pages : [{ top: 0, bottom: room }];
}
