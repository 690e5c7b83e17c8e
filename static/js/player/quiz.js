// Between two scenes: words to learn, and the question of the scene. Can be skipped, and turned off.
// Which answer is right is not on the page before somebody has answered.

import { hasLesson } from "../rows/story-rows.js";
import { $, el, icon, sendJson, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

export class Quiz {
  /** `answerUrl(index)`; `answered`: scene id > choice; `said()`: the story's `lang` and `dir`. */
  constructor({ answerUrl, answered, said }) {
    this.answerUrl = answerUrl;
    this.answered = new Map(Object.entries(answered).map(([id, choice]) => [Number(id), choice]));
    this.said = said;
    this.seen = new Set();
    this.dialog = $("between");
    this.after = null;
    this.dialog.addEventListener("close", () => this._closed());
    $("between-on").addEventListener("click", () => this.dialog.close());
    $("learn-open").addEventListener("click", () => this._open(this.scene, null));
  }

  get open() {
    return this.dialog.open;
  }

  /** Which scene is shown: its words and question can be opened at any time. */
  show(scene) {
    this.scene = scene;
    setVisible($("learn-open"), hasLesson(scene));
  }

  /** Should it come up by itself after this scene? */
  due(scene) {
    if (!hasLesson(scene) || this.seen.has(scene.id)) return false;
    return !scene.question || !this.answered.has(scene.id);
  }

  /** Show it, and go on when it is closed. */
  offer(scene, goOn) {
    this._open(scene, goOn);
  }

  /** Somebody went on in another way. */
  dismiss() {
    this.after = null;
    if (this.open) this.dialog.close();
  }

  _open(scene, goOn) {
    this.after = goOn;
    this.seen.add(scene.id);
    setText($("between-on-words"), text(goOn ? "go-on" : "close"));
    $("between-words").replaceChildren(
      ...scene.words.flatMap(({ word, meaning }) => [el("dt", {}, word), el("dd", {}, meaning)]),
    );
    for (const part of ["between-words", "between-asked", "between-answers"]) {
      for (const [name, value] of Object.entries(this.said())) $(part).setAttribute(name, value);
    }
    setVisible($("between-words-part"), scene.words.length);
    this._ask(scene);
    this.dialog.showModal();
    $("between-title").focus();
  }

  _ask(scene) {
    setVisible($("between-question"), scene.question);
    setVisible($("between-result"), false);
    if (!scene.question) return;
    setText($("between-asked"), scene.question.text);
    $("between-answers").replaceChildren(
      ...scene.question.answers.map((answer, choice) =>
        el(
          "li",
          {},
          el(
            "button",
            {
              type: "button",
              class: "answer",
              on: { click: () => this._answer(scene, choice) },
            },
            el("span", {}, answer),
          ),
        ),
      ),
    );
  }

  async _answer(scene, choice) {
    const buttons = [...$("between-answers").querySelectorAll("button")];
    for (const button of buttons) button.setAttribute("aria-disabled", "true");
    if (buttons[choice].dataset.state || this.asking) return;
    this.asking = true;
    const { ok, body } = await sendJson("POST", this.answerUrl(scene.index), { choice });
    this.asking = false;
    if (!this.open) return;
    if (ok) this._solve(scene, buttons, choice, body);
    else for (const button of buttons) button.removeAttribute("aria-disabled");
    this._result(ok ? (body.right ? "answer-right" : "answer-wrong") : "answer-unheard", ok && body.right);
  }

  _solve(scene, buttons, choice, { right, right_choice: solution }) {
    this.answered.set(scene.id, choice);
    const mark = (button, state, sign) => {
      button.dataset.state = state;
      button.append(
        icon(sign),
        el("span", { class: "visually-hidden", lang: document.documentElement.lang }, text(`this-is-${state}`)),
      );
    };
    if (buttons[solution]) mark(buttons[solution], "right", "check");
    if (!right) mark(buttons[choice], "wrong", "alert");
    for (const button of buttons) button.dataset.state ||= "over";
  }

  _result(key, good) {
    const place = $("between-result");
    setText(place, text(key));
    place.classList.toggle("note-good", Boolean(good));
    setVisible(place, true);
    $("between-on").focus(); // it is described by the result, so that is read out
  }

  _closed() {
    const goOn = this.after;
    this.after = null;
    goOn?.();
  }
}
