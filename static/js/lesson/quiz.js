// Between two scenes: words to learn, and the scene's question. Can be skipped, and turned off.

import { hasLesson, isInProgress, smallPicture } from "../rows/story-rows.js";
import { $, el, ownUrl, setText, setVisible } from "../ui/dom.js";
import { Patience } from "../ui/patience.js";
import { loadStyle } from "../ui/style-sheet.js";
import { text } from "../ui/texts.js";
import { Answers } from "./answers.js";
import { quotedSentence } from "./heard-sentence.js";
import { ReadAloud } from "./read-aloud.js";
import { explainedWords } from "./taught-words.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

const TIGHTER = ["between-tight", "between-tighter"];

/**
 * @typedef {{
 *   follower: {where: unknown},
 *   leads: boolean,
 *   question: {opened: (scene: Scene, place: Element, offersToTell: boolean) => void, closed: () => void},
 * }} Together
 */

/**
 * What it needs of the player, which stands still while the card is open.
 * @typedef {object} QuizPlayer
 * @property {{pause: () => void, audio: HTMLAudioElement}} narrator
 * @property {"play" | "pause"} wants
 * @property {Scene[]} scenes
 * @property {() => void} render
 * @property {{autoplay: boolean}} transport
 * @property {{together: Together | null, second: {voice: {pause: () => void}} | null}} parts
 */

export class Quiz {
  /**
   * @param {QuizPlayer} player
   * @param {object} options
   * @param {(scene: Scene) => string} options.answerUrl
   * @param {Record<string, number>} options.answered scene id > choice
   * @param {() => StoryRow} options.story
   */
  constructor(player, { answerUrl, answered, story }) {
    this.player = player;
    this.story = story;
    /** @type {Set<number>} */
    this.seen = new Set();
    /** @type {HTMLDialogElement} */
    this.dialog = $("between");
    /** @type {(() => void) | null} */
    this.goOn = null;
    /** @type {Scene | undefined} */
    this.scene = undefined;
    /** @type {Scene | null} whose card is open */
    this.asked = null;
    this.isPut = false; // by a teacher, to the class
    this.title = /** @type {ChildNode} */ ($("between-title").lastChild);
    this.named = this.title.textContent; // of words and a question
    this.reading = new ReadAloud(this.dialog);
    const shown = { reading: this.reading, isOpen: () => this.open, changed: () => this._tighten() };
    this.answers = new Answers({ answerUrl, answered, ...shown });
    this.picture = el("img", { class: "between-picture", alt: "", hidden: true });
    this.dialog.prepend(this.picture);
    this.waits = el("span", { class: "visually-hidden" });
    this.alone = el("div", { class: "between-alone", role: "status" }, this.waits);
    $("between-on").before(this.alone);
    this.patience = new Patience(this.dialog, this.alone, () => this.dialog.close());
    loadStyle("lessonStyle");
    this.dialog.addEventListener("close", () => this._closed());
    // Escape puts a conductor's own card away; the class, and the story, rest.
    this.dialog.addEventListener("cancel", () => {
      if (this.asksClass) this.goOn = null;
    });
    $("between-on").addEventListener("click", () => {
      if (this.asksClass) player.parts.together?.question.closed();
      this.dialog.close();
    });
    $("learn-open").addEventListener("click", () => this.scene && this._open(this.scene, this._hold(), "close"));
  }

  get open() {
    return this.dialog.open;
  }

  /** Whether the card that is open is before a class that this page leads. */
  get asksClass() {
    return Boolean(this.asked?.question && this.player.parts.together?.leads);
  }

  /**
   * Take in which scene is shown: its words and question can be opened at any time.
   * @param {Scene | undefined} scene
   */
  show(scene) {
    this.scene = scene;
    if (hasLesson(scene)) setText($("learn-open").querySelector("span"), this._nameOf(scene));
  }

  /**
   * Tell whether it opens by itself after this scene.
   * @param {Scene | undefined} scene
   */
  isDue(scene) {
    if (!hasLesson(scene) || this.seen.has(scene.id)) return false;
    // Words that their sentence alone explains were heard in it just now: they do not stop the story.
    if (!scene.question) return scene.words.some(({ meaning }) => !quotedSentence(meaning, scene.text));
    // A class is asked, whatever its teacher has answered before.
    return !this.answers.answered.has(scene.id) || Boolean(this.player.parts.together?.leads);
  }

  /**
   * Open it, and go on when it is closed.
   * @param {Scene} scene
   * @param {() => void} goOn
   */
  offer(scene, goOn) {
    const isLast = this.player.scenes.at(-1)?.id === scene.id && !isInProgress(this.story());
    this._open(scene, goOn, isLast ? "close" : "go-on"); // after the last scene there is nothing to go on to
    // Who listens from afar is not kept waiting either; a class is, by whoever leads it.
    if (!this.player.transport.autoplay || this.asksClass) return;
    this.patience.begin();
    setText(this.waits, text("asked-alone")); // the bar says so to whoever sees it
    this._tighten();
    this._readAsked();
  }

  /** Read what is asked aloud, as the story was read aloud just now: nobody has to find the loudspeaker. */
  _readAsked() {
    if (this.player.narrator.audio.muted) return;
    /** @type {HTMLElement | null} */ ($("between-asked").querySelector(".say"))?.click();
  }

  /**
   * Open the question that a teacher puts to the class; whoever has the card open already keeps it.
   * @param {Scene} scene
   */
  put(scene) {
    this.isPut = true;
    if (this.open) return;
    this._open(scene, null, "close");
    this.title.textContent = text("together-follows-asked");
    // The question alone, on the smallest screen whole.
    for (const part of [$("between-words-part"), this.picture]) setVisible(part, false);
  }

  /** Close the class's question. */
  take() {
    if (this.isPut && this.open) this.dialog.close();
    this.isPut = false;
  }

  /**
   * Show the answer that a teacher tells the class; whoever was to try once more need not.
   * @param {number} right
   */
  tell(right) {
    if (this.open && this.asked?.id === this.scene?.id) this.answers.tell(right);
  }

  /** Close it without going on: the listener has chosen another scene. */
  dismiss() {
    this.goOn = null;
    if (this.open) this.dialog.close();
  }

  /** Stop what is being heard. Returns what goes on from there; null where nothing was to be heard. */
  _hold() {
    const { player } = this;
    player.parts.second?.voice.pause();
    // A class that listens together does not wait for one of its cards.
    if (player.wants !== "play" || player.parts.together?.follower.where) return null;
    player.wants = "pause";
    player.narrator.pause();
    return () => {
      player.wants = "play";
      player.render();
    };
  }

  /**
   * @param {Scene} scene
   * @param {(() => void) | null} goOn
   * @param {string} way key of the words for closing it
   */
  _open(scene, goOn, way) {
    this.goOn = goOn;
    this.asked = scene;
    this.seen.add(scene.id);
    setText($("between-on-words"), text(this.asksClass ? "together-close-question" : way));
    $("between-words").replaceChildren(...explainedWords(scene, this.reading));
    // Beside a question it would show one of the answers, and no other.
    const picture = $("plain").checked || scene.question ? null : ownUrl(smallPicture(scene, "cover"));
    if (picture) this.picture.src = picture;
    setVisible(this.picture, picture);
    const { language, direction } = this.story();
    this.reading.show(language);
    for (const part of ["between-words", "between-asked", "between-answers"]) {
      $(part).lang = language;
      $(part).dir = direction;
    }
    setVisible($("between-words-part"), scene.words.length);
    setVisible(this.alone, false);
    setText(this.waits, "");
    this._nameParts(scene);
    this._order(scene);
    this.answers.show(scene);
    this.dialog.showModal();
    this._tighten();
    $("between-title").focus();
    this.player.parts.together?.question.opened(scene, $("between-question"), true);
    this.player.render();
  }

  /** Set it closer, in two steps, where it would not be in sight as a whole. */
  _tighten() {
    const { classList } = this.dialog;
    classList.remove(...TIGHTER);
    for (const step of TIGHTER) if (this.dialog.scrollHeight > this.dialog.clientHeight) classList.add(step);
  }

  /**
   * Say in the heading what is there: only where it is both has each a name of its own.
   * @param {Scene} scene
   */
  _nameParts(scene) {
    const isBoth = Boolean(scene.words.length && scene.question);
    for (const name of this.dialog.querySelectorAll("h3")) setVisible(name, isBoth);
    this.title.textContent = this._nameOf(scene);
  }

  /**
   * Return what the card of the scene is called.
   * @param {Scene} scene
   */
  _nameOf(scene) {
    if (scene.words.length && scene.question) return this.named;
    // By its part: on a phone the parts change places.
    return $(scene.question ? "between-question" : "between-words-part").querySelector("h3")?.textContent ?? "";
  }

  /**
   * Put the words behind what is asked where there is no room for both: answers are not looked for under them.
   * @param {Scene} scene
   */
  _order(scene) {
    const after = scene.question && matchMedia("(max-width: 30rem)").matches;
    const before = after ? this.alone : $("between-question");
    this.dialog.insertBefore($("between-words-part"), before);
  }

  _closed() {
    this.patience.end();
    this.reading.stop();
    const goOn = this.goOn;
    this.goOn = null;
    if (goOn) goOn();
    else this.player.render();
  }
}
