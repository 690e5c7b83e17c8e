// A scene's question before a whole class: large, and without its answer until the teacher reveals it.

import { $, el, icon, ownUrl, sendJson } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

export class LargeQuestion {
  /**
   * @param {object} options
   * @param {(index: number) => string} options.lessonUrl says to teachers which answer is right
   * @param {() => {language: string, direction: string}} options.language of the story
   * @param {(scene: Scene, place: Element) => void} options.opened
   * @param {() => void} options.closed
   */
  constructor({ lessonUrl, language, opened, closed }) {
    this.lessonUrl = lessonUrl;
    this.language = language;
    this.opened = opened;
    this.closed = closed;
    const named = { role: "group", "aria-labelledby": "large-asked" };
    this.element = el("section", { class: "large-question", tabindex: -1, hidden: true, ...named });
    $("theatre").append(this.element);
    /** @type {Scene | null} */
    this.scene = null;
    this.revealed = false;
  }

  get open() {
    return this.scene !== null;
  }

  /** @param {Scene} scene that has a question */
  show(scene) {
    const { language, direction } = this.language();
    this.scene = scene;
    this.revealed = false;
    this.element.lang = language;
    this.element.dir = direction;
    const { answers: said = [], pictures = [] } = scene.question ?? {};
    const answers = said.map((answer, at) => {
      const shown = ownUrl(pictures[at]);
      const picture = shown && el("img", { src: shown, alt: "", width: 480, height: 480 });
      return el("li", {}, picture, el("span", { dir: "auto" }, answer));
    });
    this.element.replaceChildren(
      el("p", { class: "large-asked", id: "large-asked", dir: "auto" }, scene.question?.text ?? ""),
      el("ol", { role: "list", class: pictures.length ? "answers-pictured" : "" }, ...answers),
    );
    this.element.hidden = false;
    this.element.focus();
    this.opened(scene, this.element);
  }

  close() {
    if (!this.scene) return;
    this.closed();
    this.scene = null;
    this.element.hidden = true;
  }

  /** Mark the right answer. Resolves to false where it is told to teachers only, or nobody could be asked. */
  async reveal() {
    const scene = this.scene;
    if (!scene || this.revealed) return true;
    this.revealed = true; // at once: a remote's button is pressed twice easily
    const { ok, body } = await sendJson("GET", this.lessonUrl(scene.index));
    if (this.scene !== scene) return true;
    const right = ok && body.question?.text === scene.question?.text ? body.question.right : -1;
    const lines = [...this.element.querySelectorAll("li")];
    if (!lines[right]) {
      this.revealed = false;
      return false;
    }
    const { lang } = document.documentElement;
    for (const line of lines) line.dataset.state = line === lines[right] ? "right" : "over";
    lines[right].append(icon("check"), el("span", { class: "visually-hidden", lang }, text("this-is-right")));
    return true;
  }
}
