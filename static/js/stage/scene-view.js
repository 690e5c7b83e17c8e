// The scene that is shown: its picture, its words, and what is missing. Only what changed is touched.

import { hasLesson, isWaitingForProvider } from "../rows/story-rows.js";
import { headingParagraphs, paragraphs, placesWithMarks, wordAt } from "../rows/timed-words.js";
import { $, el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatRanges, isolate, named } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";

/**
 * @import { ProgressFrame, WordTimes } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Piece } from "../rows/timed-words.js"
 */

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const FITS = [1, 0.94, 0.88, 0.82, 1]; // sizes of the words, the first that has them all in sight; else as they are

export class SceneView {
  /**
   * @param {object} options
   * @param {boolean} options.mayEdit
   * @param {(index: number) => void} options.onWord a word was tapped
   * @param {() => void} options.onRetry
   * @param {(scene: Scene | undefined) => string | null} options.vowelled the scene's text with its vowels, if wanted
   */
  constructor({ mayEdit, onWord, onRetry, vowelled }) {
    this.mayEdit = mayEdit;
    this.vowelled = vowelled;
    this.onRetry = onRetry;
    /** @type {WordTimes[]} */
    this.words = [];
    /** @type {HTMLElement[]} */
    this.spans = [];
    this.current = -1;
    this.withoutPictures = false;
    /** @type {string | null} the figures of the picture alone */
    this.front = null;
    /** @type {Record<string, string>} what each part shows now */
    this._shown = {};
    /** @type {(word: HTMLElement) => void} comes once something plays */
    this.keepInView = () => {};
    $("text").addEventListener("click", (/** @type {MouseEvent} */ event) => {
      /** @type {HTMLElement | null} */
      const word = /** @type {Element} */ (event.target).closest?.(".word");
      // A click that ends a selection is not a tap on a word.
      if (word && !String(getSelection())) onWord(Number(word.dataset.word));
    });
    addEventListener("resize", fit);
  }

  /**
   * @param {Scene | undefined} scene
   * @param {number} all how many scenes there will be
   * @param {ProgressFrame | undefined} progress of the picture
   */
  show(scene, all, progress) {
    setText($("scene-number"), scene ? named(text("scene-of", { n: scene.index + 1, all }), scene.title) : "");
    this._showText(scene);
    this._showPicture(scene, progress);
    this._showFailures(scene);
    setVisible($("learn-open"), hasLesson(scene));
    const pages = "namesPages" in $("source").dataset ? (scene?.source_pages ?? []) : [];
    setVisible($("source"), pages.length);
    if (!pages.length) return;
    setText($("source"), text(pages.length > 1 ? "from-pages" : "from-page", { pages: formatRanges(pages) }));
  }

  /**
   * Mark the word that is spoken at this second.
   * @param {number} seconds
   * @param {boolean} follow keep it in view
   */
  markWord(seconds, follow) {
    const index = wordAt(this.words, seconds * 1000);
    if (index === this.current) return;
    this.spans[this.current]?.classList.remove("word-now");
    this.current = index;
    const span = this.spans[index];
    if (!span) return;
    span.classList.add("word-now");
    if (follow) this.keepInView(span);
  }

  unmarkWord() {
    this.spans[this.current]?.classList.remove("word-now");
    this.current = -1;
  }

  /**
   * Tell whether a part has to be drawn, and note that it is.
   * @param {string} part
   * @param {unknown[]} values
   */
  _changed(part, ...values) {
    const key = JSON.stringify(values);
    if (this._shown[part] === key) return false;
    this._shown[part] = key;
    return true;
  }

  /** @param {Scene | undefined} scene */
  _showText(scene) {
    const words = (scene?.voice?.status === "completed" && scene.voice.words) || [];
    const vowelled = this.vowelled(scene);
    if (!this._changed("text", scene?.id, scene?.text, scene?.heading, scene?.caption, words, vowelled)) return;
    this.words = words;
    this.spans = [];
    this.current = -1;
    const told = scene ? paragraphs(scene.text, words) : [];
    const headings = headingParagraphs(told, scene?.heading);
    const marked = scene && vowelled && placesWithMarks(scene.text, vowelled, words);
    const shown = marked ? paragraphs(vowelled, marked) : told;
    this._showHeadingAndCaption(scene, headings > 0);
    $("text").classList.toggle("vowelled", Boolean(marked));
    $("text").replaceChildren(...(scene ? this._paragraphs(shown, headings) : textSkeleton()));
    fit();
  }

  /**
   * Show heading and caption, unless the text says the same.
   * @param {Scene | undefined} scene
   * @param {boolean} inText the text begins with the heading
   */
  _showHeadingAndCaption(scene, inText) {
    const heading = inText ? "" : (scene?.heading ?? "");
    const caption = scene?.caption ?? "";
    // A caption may be cut short with an ellipsis.
    const told = !caption || caption === scene?.heading || scene?.text.includes(caption.replace(/…$/u, ""));
    setVisible($("heading"), heading);
    setText($("heading"), heading);
    setVisible($("caption"), !told);
    setText($("caption"), told ? "" : caption);
  }

  /**
   * @param {Piece[][]} told
   * @param {number} headings how many of the first are headings
   */
  _paragraphs(told, headings) {
    return told.map((pieces, index) => el(index < headings ? "h2" : "p", {}, ...pieces.map((it) => this._piece(it))));
  }

  /** @param {Piece} piece */
  _piece(piece) {
    if (piece.word === null) return piece.text;
    const span = el("span", { class: "word", "data-word": piece.word }, piece.text);
    this.spans[piece.word] = span;
    return span;
  }

  /** @param {boolean} on without pictures, to save data */
  set plain(on) {
    $("stage").classList.toggle("stage-plain", on);
    this.withoutPictures = on;
  }

  /**
   * @param {Scene | undefined} scene
   * @param {ProgressFrame | undefined} progress
   */
  _showPicture(scene, progress) {
    if (this.withoutPictures) {
      delete this._shown.picture;
      return $("picture").replaceChildren();
    }
    const picture = scene?.picture;
    const url = ownUrl(picture?.image_url);
    this.front = ownUrl(picture?.front_url);
    $("picture").dataset.falls = picture?.falls ?? "";
    const percent = progress ? Math.round(progress.fraction * 100) : null;
    const key = [scene?.id, url, picture?.status, isWaitingForProvider(picture), percent, picture?.alt];
    if (!this._changed("picture", ...key)) return;
    if (!url) return $("picture").replaceChildren(missingPicture(scene, percent));
    $("picture").style.setProperty("--picture", `url("${url}")`);
    // The same picture stays as it is, so that it does not flash.
    if ($("picture").querySelector("img")?.getAttribute("src") !== url) $("picture").replaceChildren(image(url));
    $("picture").querySelector("img").alt = picture?.alt || scene?.caption || "";
  }

  /** Lay the figures of the picture over it, where they may move: asked for when it begins to be heard, and not before. */
  layFront() {
    const frame = $("picture");
    if (!this.front || reducedMotion.matches || !navigator.onLine || this.withoutPictures) return;
    if (frame.querySelector(".picture-front") || !frame.querySelector("img")) return;
    const front = el("img", { src: this.front, alt: "", class: "picture-front", decoding: "async" });
    front.addEventListener("error", () => front.remove());
    frame.append(front);
  }

  /** Load the picture again where that failed, now that there is a connection. */
  loadPictureAgain() {
    $("picture").querySelector("button")?.click();
  }

  /** @param {Scene | undefined} scene */
  _showFailures(scene) {
    const reasons = [];
    if (scene?.picture?.status === "failed") reasons.push(text("why-picture", { why: reasonOf(scene.picture) }));
    if (scene?.voice?.status === "failed") reasons.push(text("why-voice", { why: reasonOf(scene.voice) }));
    if (!this._changed("failures", scene?.id, reasons)) return;
    setVisible($("trouble"), reasons.length);
    const act = this.mayEdit
      ? el("button", { type: "button", class: "button", on: { click: this.onRetry } }, icon("again"), text("try-again"))
      : el("p", {}, text("ask-teacher"));
    const lines = reasons.map((reason) => el("p", { dir: "auto" }, reason));
    $("trouble").replaceChildren(icon("alert"), el("div", {}, ...lines), act);
  }
}

/** Make the words a little smaller where that has them all in sight. */
function fit() {
  const telling = $("telling");
  for (const size of FITS) {
    telling.style.setProperty("--fit", String(size));
    if (telling.scrollHeight <= telling.clientHeight) return;
  }
}

/**
 * Set the language of everything that is the story's: it may be known only after the page was opened.
 * @param {{language: string, direction: string}} story
 */
export function setStoryLanguage({ language, direction }) {
  /** @param {string} selector */
  const elements = (selector) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(selector));
  for (const element of elements("[data-story-lang]")) if (element.lang !== language) element.lang = language;
  for (const element of elements("[data-story-dir]")) {
    // While nobody knows the language, a title goes the way of its own letters, and the rest the page's.
    const way = language ? direction : element.id === "title" ? "auto" : document.documentElement.dir;
    if (element.dir !== way) element.dir = way;
  }
}

/** @param {{error_code: string, error: string}} row */
const reasonOf = (row) => isolate(failureText(row) || text("no-reason"));

/**
 * Make an element for words of the page, which keep the page's language and direction inside the story.
 * @param {"p" | "span"} tag
 * @param {string} words
 */
function pageElement(tag, words) {
  const { lang, dir } = document.documentElement;
  return el(tag, { lang, dir }, words);
}

/**
 * @param {Scene | undefined} scene
 * @param {number | null} percent
 */
function missingPicture(scene, percent) {
  const status = scene?.picture?.status;
  if (status === "failed" || status === "cancelled") {
    const words = text(status === "failed" ? "picture-failed" : "picture-stopped");
    return el("div", { class: "picture-none" }, icon("picture"), pageElement("p", words));
  }
  const key = status === "processing" ? "picture-coming" : "picture-waiting";
  const words = text(isWaitingForProvider(scene?.picture) ? "whole-resting-pictures" : key);
  const line = pageElement("p", percent ? `${words} ${percent} %` : words);
  return el("div", { class: "picture-coming" }, icon("brush"), line);
}

/**
 * Make a picture that can be tapped to load it again when loading failed.
 * @param {string} url
 */
function image(url) {
  const shown = el("img", {
    src: url,
    class: "appears",
    decoding: "async",
    fetchpriority: "high",
    width: 768,
    height: 768,
  });
  shown.addEventListener("error", () => {
    const words = pageElement("span", text("picture-broken"));
    const again = el("button", { type: "button", class: "picture-none" }, icon("again"), words);
    again.addEventListener("click", () => again.replaceWith(image(url)));
    shown.replaceWith(again);
  });
  return shown;
}

function textSkeleton() {
  return [1, 2, 3, 4].map((n) => el("div", { class: `skeleton line line-${n}`, "aria-hidden": "true" }));
}
