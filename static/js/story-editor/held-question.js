// A question that nobody is asked since somebody changed the words of its scene. Whoever edits has it asked
// all the same, or leaves it out.

import { el, icon, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

export class HeldQuestion {
  /** `decide(choice)`: "ask" or "drop"; resolves when it is done. */
  constructor(decide, n) {
    this.decide = decide;
    this.words = el("p", { dir: "auto", class: "label" });
    this.answers = el("p", { dir: "auto", class: "hint" });
    this.buttons = [this._button("check", "ask-still", "ask", n), this._button("bin", "leave-out", "drop", n)];
    this.element = el(
      "div",
      { class: "note held-question", hidden: true },
      icon("alert"),
      el(
        "div",
        {},
        el("p", {}, text("question-held")),
        el("div", {}, this.words, this.answers),
        el("div", { class: "actions" }, ...this.buttons),
      ),
    );
  }

  show(question, may) {
    setVisible(this.element, question);
    for (const button of this.buttons) button.disabled = !may || this.busy;
    if (!question) return;
    setText(this.words, question.text);
    setText(this.answers, question.answers.join(" · "));
  }

  _button(name, key, choice, n) {
    return el(
      "button",
      {
        type: "button",
        class: "button button-small",
        "aria-label": text(`${key}-scene`, { n }),
        on: { click: () => this._act(choice) },
      },
      icon(name),
      el("span", {}, text(key)),
    );
  }

  async _act(choice) {
    this.busy = true;
    for (const button of this.buttons) button.disabled = true;
    await this.decide(choice);
    this.busy = false;
    for (const button of this.buttons) button.disabled = false;
  }
}
