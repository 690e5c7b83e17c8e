// A question that is held back since the words of its scene were changed. An editor lets it be asked, or leaves it out.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { Question } from "../live/row-types.js" */

export class HeldQuestion {
  /**
   * @param {(choice: "ask" | "drop") => Promise<unknown>} decide resolves when it is done
   * @param {number} n the scene's number
   */
  constructor(decide, n) {
    this.decide = decide;
    this.busy = false;
    this.words = el("p", { dir: "auto", class: "label" });
    this.answers = el("p", { dir: "auto", class: "hint" });
    this.buttons = [this._button("check", "ask-still", "ask", n), this._button("bin", "leave-out", "drop", n)];
    const actions = el("div", { class: "actions" }, ...this.buttons);
    const body = el("div", {}, this.words, this.answers, actions);
    this.element = el(
      "div",
      { class: "note held-question", hidden: true },
      icon("alert"),
      el("div", {}, el("p", {}, text("question-held")), body),
    );
  }

  /**
   * @param {Question | null | undefined} question
   * @param {boolean} mayEdit
   */
  show(question, mayEdit) {
    setVisible(this.element, question);
    for (const button of this.buttons) button.disabled = !mayEdit || this.busy;
    if (!question) return;
    setText(this.words, question.text);
    setText(this.answers, question.answers.join(" · "));
  }

  /**
   * @param {string} name
   * @param {string} key
   * @param {"ask" | "drop"} choice
   * @param {number} n
   */
  _button(name, key, choice, n) {
    const label = text(`${key}-scene`, { n });
    const on = { click: () => this._decide(choice) };
    const options = { type: "button", class: "button button-small", "aria-label": label, on };
    return el("button", options, icon(name), el("span", {}, text(key)));
  }

  /** @param {"ask" | "drop"} choice */
  async _decide(choice) {
    this.busy = true;
    for (const button of this.buttons) button.disabled = true;
    await this.decide(choice);
    this.busy = false;
    for (const button of this.buttons) button.disabled = false;
  }
}
