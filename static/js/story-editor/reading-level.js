// How hard a scene is to read, as chips under its words.

import { el, icon } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";

/** The figure as a person reads it. */
export const formatGrade = (grade) => grade.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

export class ReadingLevel {
  constructor(limits) {
    this.limits = limits;
    this.element = el("div", { class: "level-line" });
    this.shown = "";
  }

  show(level) {
    const key = JSON.stringify(level);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(...(level?.words ? this._chips(level) : []));
  }

  _chips(level) {
    const fits = level.over.length === 0;
    const sign = el(
      "span",
      { class: `chip ${fits ? "chip-good" : "chip-sun"}` },
      icon(fits ? "check" : "book"),
      text("level", { grade: formatGrade(level.grade) }),
    );
    return [sign, ...level.over.map((cap) => el("span", { class: "chip" }, this._over(cap, level)))];
  }

  _over(cap, level) {
    if (cap === "rare") return text("over-rare", { words: level.rare.slice(0, 5).map(isolate).join(", ") });
    const [n, max] = cap === "sentence" ? [level.longest, this.limits.sentence] : [level.words, this.limits.scene];
    return text(`over-${cap}`, { n, max });
  }
}

/** A story's figure: that of its scenes, each with the weight of its words; null without any. */
export function storyGrade(levels) {
  const told = levels.filter((level) => level?.words);
  const words = told.reduce((sum, level) => sum + level.words, 0);
  return words ? told.reduce((sum, level) => sum + level.grade * level.words, 0) / words : null;
}
