// A question that is held back since the words of its scene were changed. An editor lets it be asked, or leaves it out.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { Question } from "../live/row-types.js" */

export class HeldQuestion {
  /**
   * @param {(choice: "ask" | "drop") => Promise<unknown>} decide resolves when it is done
   */
  constructor(decide) {
    this.decide = decide;
    this.busy = false;
    this.words = el("p", { dir: "auto", class: "label" });
    this.answers = el("p", { dir: "auto", class: "hint" });
    this.buttons = [this._button("check", "ask-still", "ask"), this._button("bin", "leave-out", "drop")];
    const actions = el("div", { class: "actions" }, ...this.buttons);
    const body = el("div", {}, this.words, this.answers, actions);
    this.element = el(
      "div",
      { class: "note held-question", hidden: true },
      icon("alert"),
      el("div", {}, el("p", {}, text("question-held")), body),
    );
  }

  /** @param {number} n the scene's number */
  number(n) {
    const [ask, drop] = this.buttons;
    ask.setAttribute("aria-label", text("ask-still-scene", { n }));
    drop.setAttribute("aria-label", text("leave-out-scene", { n }));
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
   */
  _button(name, key, choice) {
    const on = { click: () => this._decide(choice) };
    const options = { type: "button", class: "button button-small", on };
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
