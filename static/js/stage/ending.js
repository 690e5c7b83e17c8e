// The end of a story: its last picture, what was gathered on the way, once more, and a story to go on with.

import { heardSentence, quotedSentence } from "../lesson/heard-sentence.js";
import { partOf, ReadAloud } from "../lesson/read-aloud.js";
import { $, el, icon, ownUrl, sendJson, setText } from "../ui/dom.js";
import { loadStyle } from "../ui/style-sheet.js";
import { text } from "../ui/texts.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

const MOST_STARS = 12;
const MOST_WORDS = 8;

/** @typedef {{toggle: () => void, api: (path: string) => string}} EndingPlayer */

export class Ending {
  /** @param {EndingPlayer} player its toggle begins again at the end */
  constructor(player) {
    this.player = player;
    // Its looks come once something plays: the page is lighter without them.
    loadStyle("endingStyle");
    this.dialog = el("dialog", { class: "ending", "aria-labelledby": "ending-title" });
    $("main").append(this.dialog);
    this.reading = new ReadAloud(this.dialog);
    this.dialog.addEventListener("close", () => this.reading.stop());
  }

  /**
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   * @param {Scene[]} heard those of them that were heard
   */
  show(story, scenes, heard) {
    if (this.dialog.open) return;
    const next = el("div", { class: "ending-next" });
    const words = met(heard, story, this.reading);
    this.dialog.classList.remove("ending-quiet");
    this.dialog.replaceChildren(...this._parts(story, scenes, heard, words), next, ...(words ? [words.list] : []));
    this.reading.show(document.documentElement.lang.split("-")[0]);
    this.dialog.showModal();
    // Where there is no room for the words they are folded and not cut.
    if (words && this.dialog.scrollHeight > this.dialog.clientHeight) words.fold(true);
    $("ending-title").focus();
    this._offerNext(next);
    this._giveStickers(story);
  }

  /**
   * Put what the story tells of around its cover, and let paper fall: where it ends sadly a gentle word instead.
   * @param {StoryRow} story
   */
  async _giveStickers({ language }) {
    const { ok, body } = await sendJson("GET", this.player.api("stickers"));
    const hero = this.dialog.querySelector(".ending-hero");
    if (!hero || !ok) return;
    if (body.is_quiet) {
      this.dialog.classList.add("ending-quiet");
      return setText($("ending-praise"), text("ended-sadly"));
    }
    hero.classList.add("ending-feast");
    hero.append(...body.stickers.map(sticker(language)));
  }

  /**
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   * @param {Scene[]} heard
   * @param {MetWords | null} words
   */
  _parts({ title, language, direction }, scenes, heard, words) {
    const last = [...scenes].reverse().find((scene) => scene.picture?.image_url)?.picture;
    const cover = ownUrl(last?.image_url);
    const front = ownUrl(last?.front_url);
    const again = () => {
      this.dialog.close();
      this.player.toggle();
    };
    const close = () => this.dialog.close();
    const praise = el("p", { class: "ending-praise", id: "ending-praise" });
    setText(praise, heard.length === scenes.length ? text("ended-whole") : "");
    const heading = el("h2", { id: "ending-title", tabindex: -1 }, text("ending"));
    const said = () => [heading, praise].map(partOf).filter((part) => part.said);
    return [
      el(
        "div",
        { class: "ending-hero" },
        ...(cover ? [el("img", { src: cover, alt: "", class: "ending-cover" })] : []),
        ...(front ? [el("img", { src: front, alt: "", class: "ending-front" })] : []),
        stars(isMuch(heard, scenes) ? heard.length : 0),
      ),
      el("div", { class: "ending-say" }, heading, this.reading.button(text("ending"), said)),
      el("p", { class: "ending-story", lang: language, dir: direction }, title),
      praise,
      ...(isMuch(heard, scenes) ? [gathered(heard, words)] : []), // who jumped to the end is not told of nothings
      el(
        "div",
        { class: "actions" },
        el("button", { type: "button", class: "button", on: { click: again } }, icon("again"), text("hear-again")),
        el("button", { type: "button", class: "button button-quiet", on: { click: close } }, text("close")),
      ),
    ];
  }

  /** @param {HTMLElement} place */
  async _offerNext(place) {
    const { ok, body } = await sendJson("GET", this.player.api("next"));
    const url = ok && ownUrl(body.url);
    if (!url) return place.remove(); // none left, or no connection
    const cover = ownUrl(body.cover_url);
    place.replaceChildren(
      el(
        "a",
        { href: `${url}?play`, class: "ending-book" },
        cover && el("img", { src: cover, alt: "" }),
        el(
          "span",
          {},
          el("small", {}, text("hear-next")),
          el("strong", { lang: body.language, dir: body.direction }, body.title),
        ),
        icon("play"),
      ),
    );
  }
}

/**
 * Return what makes a sticker, which hops when it is pressed.
 * @param {string} language of its name
 * @returns {(thing: {name: string, url: string}, turn: number) => HTMLElement}
 */
const sticker =
  (language) =>
  ({ name, url }, turn) => {
    const picture = el("img", { src: ownUrl(url), alt: name, width: 240, height: 240 });
    const hop = () => {
      picture.classList.remove("hops");
      requestAnimationFrame(() => picture.classList.add("hops"));
    };
    const it = el("button", { type: "button", class: "ending-sticker", lang: language, on: { click: hop } }, picture);
    it.style.setProperty("--turn", String(turn));
    return it;
  };

/**
 * Return a star for each scene that was heard, which come one after the other.
 * @param {number} count
 */
function stars(count) {
  const row = el("div", { class: "ending-stars", "aria-hidden": "true" });
  for (let n = 0; n < Math.min(count, MOST_STARS); n++) {
    const star = icon("star");
    star.style.setProperty("--turn", String(n));
    row.append(star);
  }
  return row;
}

/**
 * Tell whether enough was heard to speak of it: one of five is no feat, and not to be held against a child.
 * @param {Scene[]} heard
 * @param {Scene[]} scenes
 */
const isMuch = (heard, scenes) => heard.length > 0 && heard.length * 2 >= scenes.length;

/**
 * Return what was gathered: minutes, scenes and words.
 * @param {Scene[]} scenes that were heard
 * @param {MetWords | null} words
 */
function gathered(scenes, words) {
  const seconds = scenes.reduce((sum, scene) => sum + (scene.voice?.duration ?? 0), 0);
  const list = el("ul", { role: "list", class: "ending-facts" });
  if (seconds < 60) list.append(fact("clock", "ended-seconds", { n: Math.round(seconds) }));
  else list.append(fact("clock", "ended-minutes", { n: Math.floor(seconds / 60) }));
  list.append(fact("picture", "ended-scenes", { n: scenes.length }));
  if (words) list.append(el("li", {}, words.button));
  return list;
}

/**
 * Return a number and what it counts, apart from each other.
 * @param {string} sign
 * @param {string} key of a sentence: what is counted, a colon, the number
 * @param {Record<string, number | string>} places
 */
function fact(sign, key, places) {
  return el("li", {}, ...counted(sign, key, places));
}

/**
 * @param {string} sign
 * @param {string} key
 * @param {Record<string, number | string>} places
 */
function counted(sign, key, places) {
  const [what = "", number = ""] = text(key, places).split(/:\s*/);
  return [icon(sign), el("span", {}, what), " ", el("strong", {}, number)];
}

/**
 * The words that were met, and the button that counts them and folds them.
 * @typedef {{button: HTMLElement, list: HTMLElement, fold: (away: boolean) => void}} MetWords
 */

/**
 * Return the words that were met, if there are any; each says what it means when it is pressed, or is heard again
 * where the story tells of it.
 * @param {Scene[]} scenes
 * @param {StoryRow} story
 * @param {ReadAloud} reading
 * @returns {MetWords | null}
 */
function met(scenes, { language, direction }, reading) {
  const all = wordsOf(scenes);
  if (!all.size) return null;
  const words = [...all].slice(0, MOST_WORDS);
  const spoken = { lang: language, dir: direction };
  const meaning = el("p", { class: "ending-meaning", role: "status", ...spoken });
  const list = el("ul", { role: "list", class: "ending-words", ...spoken });
  /** @type {HTMLElement[]} */
  const chips = words.map(([word, told]) => {
    const say = () => {
      const isShown = chip.getAttribute("aria-pressed") !== "true";
      for (const it of chips) it.setAttribute("aria-pressed", String(it === chip && isShown));
      reading.stop();
      meaning.replaceChildren(...(isShown ? explained(word, told, reading) : []));
      meaning.querySelector("button")?.click(); // heard at once: who does not read presses once
    };
    const options = { type: "button", class: "chip chip-sun", "aria-pressed": "false", on: { click: say } };
    const chip = el("button", options, word);
    list.append(el("li", {}, chip));
    return chip;
  });
  const [what] = text("ended-words", { n: all.size }).split(":");
  const folding = el("div", { class: "ending-met", id: "ending-met" }, el("h3", {}, what), list, meaning);
  const button = el(
    "button",
    {
      type: "button",
      "aria-controls": "ending-met",
      "aria-expanded": "true",
      on: { click: () => fold(!folding.hidden) },
    },
    ...counted("star", "ended-words", { n: all.size }),
  );
  /** @param {boolean} away */
  const fold = (away) => {
    folding.hidden = away;
    button.setAttribute("aria-expanded", String(!away));
    if (!away) folding.scrollIntoView({ block: "nearest" });
  };
  return { button, list: folding, fold };
}

/** @typedef {{scene: Scene, meaning: string}} Told where a word is told of */

/**
 * Return what a word means; of one without a meaning of its own its sentence, and what lets the voice say it again.
 * @param {string} word
 * @param {Told} told
 * @param {ReadAloud} reading
 */
function explained(word, { scene, meaning }, reading) {
  const sentence = quotedSentence(meaning, scene.text);
  const heard = heardSentence(scene, sentence, ownUrl(scene.voice?.audio_url));
  if (!heard) return [meaning];
  const words = el("span", { lang: document.documentElement.lang }, text("told"));
  const element = el("span", {}, meaning);
  const say = reading.button(word, () => [{ said: sentence, element, heard }], true);
  say.classList.add("ending-told");
  say.ariaLabel = `${text("told")}: ${word}`;
  say.append(words);
  return [element, say];
}

/**
 * Return the words of the scenes and where they are told of, each once.
 * @param {Scene[]} scenes
 * @returns {Map<string, Told>}
 */
function wordsOf(scenes) {
  const taught = scenes.flatMap((scene) => scene.words.map(({ word, meaning }) => ({ word, meaning, scene })));
  return new Map(taught.map(({ word, ...told }) => [word.toLowerCase(), told]));
}
