// The short vowels of an Arabic story, shown when asked for. The stored text has none: each scene's is fetched once.

import { $, errorDetail, sendJson } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

export class Vowels {
  /**
   * @param {object} options
   * @param {(scene: Scene) => string} options.url where a scene's text with its vowels is
   * @param {() => void} options.changed a text has come
   * @param {(words: string) => void} options.failed
   */
  constructor({ url, changed, failed }) {
    this.url = url;
    this.changed = changed;
    this.failed = failed;
    /** @type {Map<string, string | null>} by the text they belong to; null while they are fetched */
    this.texts = new Map();
  }

  /**
   * Return the scene's text with its vowels; null when they are not wanted or not there yet.
   * @param {Scene | undefined} scene
   */
  of(scene) {
    if (!scene || !$("vowels").checked || $("vowels-choice").hidden) return null;
    if (!this.texts.has(scene.text)) this._fetch(scene);
    return this.texts.get(scene.text) ?? null;
  }

  /** @param {Scene} scene */
  async _fetch(scene) {
    this.texts.set(scene.text, null);
    const { ok, status, body } = await sendJson("GET", this.url(scene));
    if (ok) this.texts.set(body.text, body.vowelled);
    if (this.texts.get(scene.text)) return this.changed();
    this.texts.delete(scene.text); // the next look asks again
    if (ok) return; // other words stand in the scene by now, and the page will hear of it
    $("vowels").checked = false;
    this.failed(errorDetail(body, text(status ? "failed" : "offline")));
  }
}
