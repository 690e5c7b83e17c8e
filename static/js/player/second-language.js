// The scene in a second language, under its own words: with its own direction, and said by a voice of that language.
// It is loaded once the story has a translation, at the opening or while it is watched; which language is wanted is
// remembered for all stories.

import { shownLanguages } from "../rows/story-rows.js";
import { paragraphs, wordAt } from "../rows/timed-words.js";
import { saidBeside, shownTranslation, storyTitle, voiceOf } from "../rows/translations.js";
import { $, el, icon, ownUrl, sendJson, setText, setVisible } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { loadStyle } from "../ui/style-sheet.js";
import { text } from "../ui/texts.js";
import { Narrator } from "./narrator.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { NarrationRow, TranslationRow, WordTimes } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Prefetcher } from "./prefetch.js"
 */

/**
 * What it needs of the player.
 * @typedef {object} BilingualPlayer
 * @property {TopicState} state
 * @property {Prefetcher} prefetcher
 * @property {Narrator} narrator
 * @property {"play" | "pause"} wants
 * @property {{keepInView: (word: HTMLElement) => void}} view
 * @property {() => void} toggle
 * @property {(scene: Scene, act?: string) => string} sceneUrl
 * @property {(words: string, seen?: boolean) => void} announce
 * @property {() => void} render
 */

const STORED = "second-language";

export class SecondLanguage {
  /** @param {BilingualPlayer} player */
  constructor(player) {
    this.player = player;
    /** @type {string} "" for the story's own language alone */
    this.wanted = readStored(STORED).language ?? "";
    /** @type {Record<string, string>} code > its name in itself; of all that there may be */
    this.names = JSON.parse($("main").dataset.languages);
    /** @type {Map<string, WordTimes[]>} by the sound they belong to */
    this.times = new Map();
    /** @type {Scene | undefined} */
    this.scene = undefined;
    /** @type {TranslationRow | undefined} */
    this.shown = undefined;
    /** @type {HTMLElement[]} */
    this.spans = [];
    /** @type {WordTimes[]} */
    this.words = [];
    this.drawn = "";
    loadStyle("secondStyle");
    this.text = el("div", { class: "story-text", on: { click: (/** @type {Event} */ it) => this._tapped(it) } });
    this.sayWords = el("span");
    const { lang, dir } = document.documentElement;
    const say = { type: "button", class: "button button-small", lang, dir, on: { click: () => this._toggle() } };
    this.say = el("button", say, icon("play"), this.sayWords);
    this.missing = el("p", { class: "hint", lang, dir });
    this.heading = el("p", { class: "second-names", hidden: true });
    this.caption = el("p", { class: "second-caption", hidden: true });
    const told = [this.heading, this.text, this.caption];
    this.element = el("div", { class: "second", hidden: true }, ...told, this.missing, this.say);
    this.choices = Object.entries(this.names).map((it) => this._choice(...it));
    $("text").after(this.element);
    $("source").before(...this.choices);
    // A tab has one voice at a time: each narrator pauses when another begins.
    this.voice = new Narrator(new Audio(), player.prefetcher);
    this.voice.addEventListener("frame", () => this._mark(wordAt(this.words, this.voice.at * 1000)));
    for (const name of ["change", "end"]) this.voice.addEventListener(name, () => this._showVoice());
    this.voice.addEventListener("broken", () => player.announce(text("voice-broken"), true));
  }

  /**
   * @param {string} code
   * @param {string} name
   */
  _choice(code, name) {
    const choose = () => this._choose(this.wanted === code ? "" : code);
    const options = { type: "button", class: "button button-small", value: code, on: { click: choose } };
    return el("button", options, icon("globe"), el("span", { lang: code, dir: "auto" }, name));
  }

  /** @param {string} code "" for none */
  _choose(code) {
    this.wanted = code;
    writeStored(STORED, { language: code });
    this.player.render();
    if (code) this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Scene | undefined} scene */
  show(scene) {
    if (scene?.id !== this.scene?.id) this.voice.pause();
    this.scene = scene;
    const there = shownLanguages(this.player.state);
    const language = there.includes(this.wanted) ? this.wanted : "";
    const found = shownTranslation(this.player.state, scene?.id, language);
    this.shown = found;
    for (const choice of this.choices) {
      setVisible(choice, there.includes(choice.value));
      choice.setAttribute("aria-pressed", String(choice.value === language));
    }
    setVisible(this.element, language && scene);
    setVisible(this.text, found);
    setVisible(this.missing, language && !found);
    setText(this.missing, language ? text("second-missing", { language: this.names[language] }) : "");
    if (found) this._draw(found);
    this._showBeside(scene, found);
    this._showVoice();
  }

  /**
   * The titles above the words, the caption below.
   * @param {Scene | undefined} scene
   * @param {TranslationRow | undefined} row
   */
  _showBeside(scene, row) {
    const title = row && scene?.index === 0 ? storyTitle(this.player.state, row.language) : "";
    const names = [title, saidBeside(row, "title")].filter(Boolean).join(" · ");
    for (const [element, said] of /** @type {const} */ ([
      [this.heading, names],
      [this.caption, saidBeside(row, "caption")],
    ])) {
      element.lang = row?.language ?? "";
      element.dir = row?.direction ?? "";
      setText(element, said);
      setVisible(element, said);
    }
  }

  /** @returns {(NarrationRow & {audio_url: string}) | null} once it can be heard */
  get narration() {
    const row = voiceOf(this.player.state, this.shown);
    const heard = row?.status === "completed" && row.audio_url;
    return heard ? /** @type {NarrationRow & {audio_url: string}} */ (row) : null;
  }

  /** @param {TranslationRow} row */
  _draw(row) {
    const voice = this.narration;
    const words = (voice && (voice.words ?? this.times.get(voice.audio_url))) ?? [];
    const key = JSON.stringify([row.text, row.language, words]);
    if (voice && !voice.words && !this.times.has(voice.audio_url)) this._fetchTimes(row, voice.audio_url);
    if (key === this.drawn) return;
    this.drawn = key;
    this.words = words;
    this.spans = [];
    this.text.lang = row.language;
    this.text.dir = row.direction;
    const told = paragraphs(row.text, words);
    this.text.replaceChildren(...told.map((pieces) => el("p", {}, ...pieces.map((it) => this._piece(it)))));
  }

  /** @param {{text: string, word: number | null}} piece */
  _piece(piece) {
    if (piece.word === null) return piece.text;
    const span = el("span", { class: "word", "data-word": piece.word }, piece.text);
    this.spans[piece.word] = span;
    return span;
  }

  /**
   * Fetch the times of the words, which the page came without.
   * @param {TranslationRow} row
   * @param {string} audio
   */
  async _fetchTimes(row, audio) {
    const { scene } = this;
    if (!scene) return;
    this.times.set(audio, []);
    const { ok, body } = await sendJson("GET", this.player.sceneUrl(scene, `/translation/${row.language}`));
    if (ok && body.audio_url === audio) this.times.set(audio, body.words);
    else this.times.delete(audio); // the next look asks again
    if (ok) this.player.render();
  }

  _toggle() {
    if (this.voice.playing) this.voice.pause();
    else this._play(0);
  }

  /** @param {Event} event */
  _tapped(event) {
    const word = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.(".word"));
    if (word && !String(getSelection())) this._play(this.words[Number(word.dataset.word)][0] / 1000 + 0.001);
  }

  /** @param {number} seconds */
  _play(seconds) {
    const url = ownUrl(this.narration?.audio_url);
    if (!url) return;
    if (this.player.wants === "play") this.player.toggle(); // the story waits meanwhile
    this.voice.load(url, seconds);
    this.voice.speed = this.player.narrator.audio.defaultPlaybackRate;
    this.voice.play();
  }

  _showVoice() {
    const { playing } = this.voice;
    const language = this.names[this.shown?.language ?? ""] ?? "";
    setVisible(this.say, this.narration);
    setText(this.sayWords, text(playing ? "second-pause" : "second-say", { language }));
    this.say.querySelector("svg")?.replaceWith(icon(playing ? "pause" : "play"));
    if (!playing) this._mark(-1);
  }

  /** @param {number} word */
  _mark(word) {
    const [before, now] = [this.text.querySelector(".word-now"), this.spans[word]];
    if (before === now) return;
    before?.classList.remove("word-now");
    now?.classList.add("word-now");
    if (now) this.player.view.keepInView(now);
  }
}
