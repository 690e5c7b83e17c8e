// One scene in the editor: its picture, its words, and the pages it comes from, side by side where there is room.

import { sceneStatus } from "../rows/story-rows.js";
import { el, icon, setText, setVisible } from "../ui/dom.js";
import { named } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { HeldQuestion } from "./held-question.js";
import { LessonForm } from "./lesson-form.js";
import { SceneArrange } from "./scene-arrange.js";
import { SceneLook } from "./scene-look.js";
import { SceneOrder } from "./scene-order.js";
import { ScenePicture } from "./scene-picture.js";
import { SceneText } from "./scene-text.js";
import { SecondWords } from "./second-language.js";
import { SourcePages } from "./source-pages.js";
import { TracedSentences } from "./traced-sentences.js";

/**
 * @import { IllustrationRow, RewritingRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { LessonActions } from "./lesson-form.js"
 * @import { Limits } from "./reading-level.js"
 * @import { StoredDraft } from "./scene-draft.js"
 * @import { ArrangeActions } from "./scene-arrange.js"
 * @import { OrderActions } from "./scene-order.js"
 * @import { PictureActions } from "./scene-picture.js"
 * @import { TextActions } from "./scene-text.js"
 * @import { SecondActions } from "./second-language.js"
 */

/**
 * @typedef {object} CardActions
 * @property {() => void} retry
 * @property {(choice: "ask" | "drop", seen: string) => Promise<unknown>} decide about a held question
 * @property {(looked: boolean, text: string, picture: string | null) => Promise<unknown>} look at what is shown
 */

/** @typedef {TextActions & PictureActions & CardActions & OrderActions & {lesson: LessonActions, arrange: ArrangeActions, second: SecondActions}} SceneActions */
/** @typedef {{language: string, teacher: boolean, reviews: boolean, lessons: boolean, pageUrl: (page: number) => string}} StoryContext */

const ICONS = { ready: "check", making: "clock", failed: "alert", stopped: "stop" };
const LOOKS = { ready: "chip-good", making: "chip-sun chip-busy", failed: "chip-bad", stopped: "" };

export class SceneCard {
  /**
   * @param {Scene} scene
   * @param {Limits} limits
   * @param {StoryContext} context
   * @param {SceneActions} actions
   * @param {StoredDraft | null} stored
   */
  constructor(scene, limits, context, actions, stored) {
    this.context = context;
    this.shown = this.status = this.taught = "";
    this.seenText = scene.text;
    this.words = new SceneText(scene, limits, actions, stored);
    this.picture = new ScenePicture(limits, actions);
    this.source = new SourcePages(context.pageUrl);
    this.traced = new TracedSentences(context.language);
    this.heldQuestion = new HeldQuestion((choice) => actions.decide(choice, this.seenText));
    this.lesson = context.teacher ? new LessonForm(actions.lesson, scene.id, context.language) : null;
    this.order = new SceneOrder(actions);
    /** @type {string | null} */
    this.seenPicture = null;
    const look = (/** @type {boolean} */ looked) => actions.look(looked, this.seenText, this.seenPicture);
    this.look = new SceneLook(context.teacher, context.reviews, look);
    this.arrange = new SceneArrange(actions.arrange, limits.text, context.language);
    this.second = new SecondWords(actions.second, limits.text, limits.translates);
    this.words.setLanguage(context.language);
    this.name = el("h3", { class: "scene-name", tabindex: -1 });
    this.chip = el("span", { class: "chip" });
    this.retry = el(
      "button",
      {
        type: "button",
        class: "button button-small",
        hidden: true,
        on: { click: () => actions.retry() },
      },
      icon("again"),
      text("again"),
    );
    this.why = el("p", { class: "note note-bad", dir: "auto", hidden: true });
    this.element = this._compose();
    this.element.dataset.scene = String(scene.id);
    this.element.addEventListener("keydown", (event) => this.order.key(event));
  }

  _compose() {
    const head = el("div", { class: "scene-head" }, this.name, this.chip, this.retry, this.order.buttons);
    const sides = [this.picture.element, this.words.element, this.second.element, this.source.element];
    return el(
      "section",
      { class: "card scene" },
      head,
      this.why,
      this.heldQuestion.element,
      el("div", { class: "scene-sides" }, ...sides),
      this.traced.element,
      this.lesson?.element,
      this.arrange.element,
      this.look.element,
    );
  }

  /**
   * Say which scene it is, everywhere in the card.
   * @param {number} n
   * @param {number} all how many scenes there are
   * @param {string} title
   */
  _number(n, all, title) {
    const key = `${n} ${all} ${title}`;
    if (key === this.shown) return;
    this.shown = key;
    // No anchor: the browser would scroll to it past the list; the list follows the address.
    this.name.id = `scene-title-${n}`;
    setText(this.name, named(text("scene", { n }), title));
    this.element.setAttribute("aria-labelledby", this.name.id);
    this.retry.setAttribute("aria-label", text("again-scene", { n }));
    for (const part of [this.words, this.picture, this.heldQuestion, this.lesson, this.look]) part?.number(n);
    for (const part of [this.order, this.arrange]) part.number(n, all);
  }

  get unsaved() {
    return [this.words, this.second, this.lesson, this.arrange].some((part) => part?.unsaved);
  }

  /** One's own act has changed the scene: what is being written goes on from there. */
  rebase() {
    this.lesson?.rebase();
    this.arrange.rebase();
  }

  /**
   * @param {Scene} scene
   * @param {RewritingRow | undefined} rewriting
   * @param {IllustrationRow | undefined} nextPicture that is to take the place of the scene's own
   * @param {boolean} mayEdit
   * @param {number} all how many scenes there are
   */
  show(scene, rewriting, nextPicture, mayEdit, all) {
    this._number(scene.index + 1, all, scene.title);
    const status = sceneStatus(scene);
    if (status !== this.status) {
      this.status = this.element.dataset.state = status;
      this.chip.className = `chip ${LOOKS[status]}`;
      this.chip.replaceChildren(icon(ICONS[status]), text(`stands-${status}`));
    }
    setVisible(this.retry, ["failed", "stopped"].includes(status) || nextPicture?.status === "failed");
    const why = scene.picture?.status === "failed" ? failureText(scene.picture) || text("no-reason") : "";
    setVisible(this.why, why);
    setText(this.why, why && text("picture-failed", { why }));
    if (scene.text !== this.seenText) this.arrange.forget();
    const taught = JSON.stringify([scene.text, scene.words, scene.question, scene.held_question]);
    if (taught !== this.taught) this.lesson?.forget();
    this.taught = taught;
    this.arrange.show(scene.title);
    for (const part of [this.order, this.arrange]) part.enable(mayEdit);
    this.lesson?.enable(mayEdit);
    // Where lessons are hidden the rows do not say whether there is one.
    const empty = !(scene.words.length || scene.question || scene.held_question);
    this.lesson?.invite(this.context.lessons && empty);
    this.seenText = scene.text; // what is decided about a question, is decided about this text
    this.seenPicture = scene.picture?.image_url ?? null;
    this.look.show(scene, status === "ready");
    this.heldQuestion.show(scene.held_question, mayEdit);
    this.traced.show(scene.traced ?? []);
    this.picture.enable(mayEdit);
    this.picture.show(scene.picture, nextPicture);
    this.words.enable(mayEdit);
    this.words.show(scene, rewriting);
    this.source.show(scene.source_pages ?? []);
  }
}
