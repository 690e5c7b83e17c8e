// What another editor wrote in the meantime, below one's own, with a choice between the two.

import { el, icon, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** @param {string} language */
export const directionOf = (language) => (RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr");

export class ConflictNote {
  /** @param {(own: boolean) => void} choose */
  constructor(choose) {
    this.words = el("div", { class: "other-words" });
    /**
     * @param {string} key
     * @param {boolean} own
     */
    const button = (key, own) => {
      const on = { click: () => choose(own) };
      return el("button", { type: "button", class: "button button-small", on }, text(key));
    };
    const actions = el("div", { class: "actions" }, button("keep-mine", true), button("take-theirs", false));
    const options = { class: "note other", role: "group", "aria-label": text("two-versions"), hidden: true };
    this.element = el("div", options, el("p", {}, icon("alert"), text("two-versions")), this.words, actions);
  }

  /**
   * @param {string[] | null} lines what the other wrote; null hides the note
   * @param {string} language
   */
  show(lines, language) {
    setVisible(this.element, lines);
    if (!lines) return;
    const options = { lang: language, dir: directionOf(language) };
    const written = lines.filter(Boolean).map((line) => el("p", options, line));
    this.words.replaceChildren(...(written.length ? written : [el("p", {}, text("emptied"))]));
  }
}
