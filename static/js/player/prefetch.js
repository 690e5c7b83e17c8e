// Fetches the next scene's sound and picture while one plays, so that it begins without a gap.

import { isPlayable } from "../rows/story-rows.js";
import { ownUrl, sendJson } from "../ui/dom.js";

/**
 * @import { NarrationRow, WordTimes } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

const SOUNDS_IN_MEMORY = 3; // the one that plays, the next, and the one before

export class Prefetcher {
  /**
   * @param {object} options
   * @param {boolean} options.sameSite sounds come from this site, so they can be held; else the browser's cache has to do
   * @param {(scene: Scene) => string} options.wordsUrl
   * @param {(voice: NarrationRow, words: WordTimes[]) => void} options.onWords
   */
  constructor({ sameSite, wordsUrl, onWords }) {
    this.sameSite = sameSite;
    this.wordsUrl = wordsUrl;
    this.onWords = onWords;
    /** @type {Map<string, string | null>} address > address of the sound in memory, or null while it is fetched */
    this.sounds = new Map();
    /** @type {Map<string, HTMLImageElement>} */
    this.pictures = new Map();
    /** @type {Set<string>} */
    this.requested = new Set();
  }

  /**
   * Fetch what a scene lacks, and what the next one needs.
   * @param {Scene | undefined} scene
   * @param {Scene | undefined} next
   * @param {boolean} pictures
   */
  fetch(scene, next, pictures) {
    if (pictures) this._picture(ownUrl(next?.picture?.image_url));
    if (isPlayable(next)) this._sound(ownUrl(next.voice.audio_url));
    this._words(scene);
    this._words(next);
  }

  /**
   * Return where to play this address from.
   * @param {string} url
   */
  source(url) {
    return this.sounds.get(url) ?? url;
  }

  /** @param {string | null} url */
  _picture(url) {
    if (!url || this.pictures.has(url)) return;
    const image = new Image();
    image.src = url;
    this.pictures.set(url, image); // a reference keeps it decoded
  }

  /**
   * Fetch the times of a scene's words, where the page came without them.
   * @param {Scene | undefined} scene
   */
  async _words(scene) {
    if (!isPlayable(scene)) return;
    const { voice } = scene;
    const audio = voice.audio_url;
    if (!audio || voice.words || this.requested.has(audio)) return;
    this.requested.add(audio);
    const { ok, body } = await sendJson("GET", this.wordsUrl(scene));
    if (ok && body.audio_url === audio) this.onWords(voice, body.words);
    else this.requested.delete(audio); // no connection, or another voice by now: requested again when needed
  }

  /** @param {string | null} url */
  async _sound(url) {
    if (!url || this.sounds.has(url)) return;
    this.sounds.set(url, null);
    this._evict();
    if (!this.sameSite) return this._warmCache(url);
    try {
      const response = await fetch(url, { credentials: "same-origin" });
      if (!response.ok) throw new Error(String(response.status));
      const held = URL.createObjectURL(await response.blob());
      if (this.sounds.has(url)) this.sounds.set(url, held);
      else URL.revokeObjectURL(held);
    } catch {
      this.sounds.delete(url); // the audio element will request it itself
    }
  }

  /**
   * Forget the copy of a sound, which frees its memory.
   * @param {string} url
   */
  drop(url) {
    const held = this.sounds.get(url);
    if (held) URL.revokeObjectURL(held);
    this.sounds.delete(url);
  }

  _evict() {
    for (const url of [...this.sounds.keys()].slice(0, -SOUNDS_IN_MEMORY)) this.drop(url);
  }

  /** @param {string} url */
  _warmCache(url) {
    const audio = new Audio();
    audio.preload = "auto";
    audio.src = url;
  }
}
