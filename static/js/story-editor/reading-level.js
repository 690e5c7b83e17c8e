// How hard a scene is to read, as chips under its words.

import { el, icon } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";

/** @import { Level } from "../live/row-types.js" */

/**
 * What the page knows of the bounds of a story: the caps of its grade, and sizes the server accepts.
 * @typedef {object} Limits
 * @property {number} grade
 * @property {number} sentence words
 * @property {number} scene words
 * @property {number} rare share of the words
 * @property {number} text characters
 * @property {number} wish characters
 * @property {number} alt characters
 * @property {number} bytes of a picture
 * @property {boolean} rewrites whether harder words can be found too
 * @property {boolean} translates whether a model can translate scenes
 */

const FAR_BELOW = 2; // grades

/**
 * Tell whether a scene is easy for its story's grade: it reads far below it, or keeps the caps of a far lower one.
 * @param {Level | null | undefined} level
 * @param {number} asked
 */
export function isEasy(level, asked) {
  if (!level?.words || level.hardest) return false;
  return Boolean(level.under) || level.grade + FAR_BELOW <= asked;
}

/** @param {number} grade */
export const formatGrade = (grade) => grade.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

export class ReadingLevel {
  /** @param {Limits} limits */
  constructor(limits) {
    this.limits = limits;
    this.language = "";
    this.element = el("div", { class: "level-line" });
    this.shown = "";
  }

  /** @param {Level | null | undefined} level */
  show(level) {
    const key = JSON.stringify(level);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(...(level?.words ? this._chips(level) : []));
  }

  /** @param {Level} level */
  _chips(level) {
    const [grade, asked] = [formatGrade(level.grade), this.limits.grade];
    if (level.hardest) {
      const sign = el("span", { class: "chip chip-sun" }, icon("up"), text("above", { asked, grade }));
      const over = level.over.map((cap) => el("span", { class: "chip" }, this._overText(cap, level)));
      const sentence = el("blockquote", { lang: this.language, dir: "auto" }, level.hardest);
      return [sign, ...over, el("div", { class: "level-hardest" }, text("hardest"), sentence)];
    }
    if (!isEasy(level, asked))
      return [el("span", { class: "chip chip-good" }, icon("check"), text("level", { grade }))];
    const sign = el("span", { class: "chip" }, icon("down"), text("under", { asked, grade }));
    // Only a model finds harder words; a teacher can do it without one.
    return [sign, ...(this.limits.rewrites ? [] : [el("p", { class: "hint" }, text("harder-by-hand"))])];
  }

  /**
   * @param {Level["over"][number]} cap
   * @param {Level} level
   */
  _overText(cap, level) {
    if (cap === "rare") return text("over-rare", { words: level.rare.slice(0, 5).map(isolate).join(", ") });
    const [n, max] = cap === "sentence" ? [level.longest, this.limits.sentence] : [level.words, this.limits.scene];
    return text(`over-${cap}`, { n, max });
  }
}

/**
 * Return a story's grade: that of its scenes, each with the weight of its words; null without any.
 * @param {(Level | null | undefined)[]} levels
 */
export function storyGrade(levels) {
  let [words, weighted] = [0, 0];
  for (const level of levels) {
    if (!level?.words) continue;
    words += level.words;
    weighted += level.grade * level.words;
  }
  return words ? weighted / words : null;
}
