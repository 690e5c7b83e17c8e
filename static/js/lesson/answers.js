// What is asked after a scene, the answers to choose from, and what is said of the one that was chosen.
// Which is right is not on the page before there is an answer.

import { $, el, icon, ownUrl, sendJson, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";
import { partOf } from "./read-aloud.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { ReadAloud } from "./read-aloud.js"
 */

export class Answers {
  /**
   * @param {object} options
   * @param {ReadAloud} options.reading
   * @param {(scene: Scene) => string} options.answerUrl
   * @param {Record<string, number>} options.answered scene id > choice
   * @param {() => boolean} options.isOpen whether anybody still sees them
   * @param {() => void} options.changed something is said of them
   */
  constructor({ reading, answerUrl, answered, isOpen, changed }) {
    this.reading = reading;
    this.answerUrl = answerUrl;
    this.answered = new Map(Object.entries(answered).map(([id, choice]) => [Number(id), choice]));
    this.isOpen = isOpen;
    this.changed = changed;
    this.sending = false;
    /** @type {number | null} known after a first choice that is not right; it is not shown before the second */
    this.solution = null;
    $("between-result").setAttribute("role", "status");
  }

  /** @param {Scene} scene */
  show(scene) {
    setVisible($("between-question"), scene.question);
    setVisible($("between-result"), false);
    this.solution = null;
    // Until there is an answer the answers are what is to be pressed; going on stays possible.
    $("between-on").classList.toggle("button-main", !scene.question);
    if (!scene.question) return;
    const asked = partOf(el("span", {}, scene.question.text));
    const { pictures = [] } = scene.question; // a page that was kept on the device may be older
    const answers = scene.question.answers.map((answer) => partOf(el("span", {}, answer)));
    const choices = answers.map((answer, choice) => {
      const on = { click: () => this._answer(scene, choice) };
      const say = this.reading.button(answer.said, () => [answer]);
      const shown = ownUrl(pictures[choice]);
      const picture = shown && el("img", { src: shown, alt: "", width: 240, height: 240 });
      return el("li", {}, el("button", { type: "button", class: "answer", on }, picture, answer.element), say);
    });
    $("between-asked").replaceChildren(
      asked.element,
      this.reading.button(asked.said, () => [asked, ...answers]),
    );
    $("between-answers").classList.toggle("answers-shown", pictures.length > 0);
    $("between-answers").replaceChildren(...choices);
  }

  /**
   * Show the answer that a teacher tells the class; whoever was to try once more need not.
   * @param {number} right
   */
  tell(right) {
    if (this.buttons.some((it) => it.dataset.state === "right")) return;
    this._finish(right, false);
    setText($("between-result"), text("answer-told"));
  }

  /** @returns {HTMLButtonElement[]} */
  get buttons() {
    return [...$("between-answers").querySelectorAll("button.answer")];
  }

  /**
   * @param {Scene} scene
   * @param {number} choice
   */
  async _answer(scene, choice) {
    const { buttons } = this;
    if (buttons[choice].dataset.state || this.sending) return;
    this.reading.stop();
    if (this.solution !== null) return this._tryAgain(choice, this.solution);
    this.sending = true;
    // aria-disabled keeps the focus where it is; `disabled` would lose it.
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    const { ok, body } = await sendJson("POST", this.answerUrl(scene), { choice });
    this.sending = false;
    if (!this.isOpen()) return;
    for (const button of buttons) button.removeAttribute("aria-disabled");
    if (!ok) return this._showResult("answer-unheard", false);
    this.answered.set(scene.id, choice);
    if (body.right) return this._finish(body.right_choice, true);
    this.solution = body.right_choice;
    setTried(buttons[choice]);
    this._showResult("answer-again", false);
  }

  /**
   * Take the second choice. The server has the first: that one says to the teacher what was known.
   * @param {number} choice
   * @param {number} solution
   */
  _tryAgain(choice, solution) {
    if (choice !== solution) setTried(this.buttons[choice]);
    this._finish(solution, choice === solution);
  }

  /**
   * Show the solution; nothing is to be chosen any more.
   * @param {number} solution
   * @param {boolean} right
   */
  _finish(solution, right) {
    const { buttons } = this;
    if (buttons[solution]) mark(buttons[solution], "right", icon("check"));
    for (const button of buttons) {
      button.dataset.state ||= "over";
      button.setAttribute("aria-disabled", "true");
    }
    this._showResult(right ? "answer-right" : "answer-wrong", right);
    $("between-on").classList.add("button-main");
    $("between-on").focus(); // it is described by the result, so that is read out
  }

  /**
   * @param {string} key
   * @param {boolean} good
   */
  _showResult(key, good) {
    const result = $("between-result");
    result.classList.toggle("note-good", good);
    setVisible(result, true);
    setText(result, text(key)); // once it is visible: then it is read out, as it is a status
    this.changed();
  }
}

/**
 * Make an answer quiet: it was tried. No alarm, and no sign but words for those who do not see it.
 * @param {HTMLButtonElement} button
 */
function setTried(button) {
  mark(button, "wrong");
  button.setAttribute("aria-disabled", "true");
}

/**
 * @param {HTMLButtonElement} button
 * @param {"right" | "wrong"} state
 * @param {Node[]} sign
 */
function mark(button, state, ...sign) {
  const { lang } = document.documentElement;
  button.dataset.state = state;
  button.append(...sign, el("span", { class: "visually-hidden", lang }, text(`this-is-${state}`)));
}
