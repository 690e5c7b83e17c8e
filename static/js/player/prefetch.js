// The next scene's sound and picture are fetched while one plays, so that it begins without a gap.

import { sendJson } from "../ui/dom.js";

const SOUNDS_IN_MEMORY = 3; // sounds held in memory: the one that plays, the next, and the one before

export class Prefetcher {
  /** `whole`: sounds come from this site, so they can be held; else the browser's own cache has to do. */
  constructor(whole) {
    this.whole = whole;
    this.sounds = new Map(); // address > address of the sound in memory, or null while it comes
    this.pictures = new Map();
    this.asked = new Set();
  }

  /** Where to play this address from. */
  source(url) {
    return this.sounds.get(url) ?? url;
  }

  picture(url) {
    if (!url || this.pictures.has(url)) return;
    const image = new Image();
    image.src = url;
    this.pictures.set(url, image);
  }

  /** The times of a scene's words, where the page came without them; `use(words)` once they are here. */
  async words(scene, url, use) {
    const audio = scene?.voice?.audio_url;
    if (!audio || scene.voice.words || this.asked.has(audio)) return;
    this.asked.add(audio);
    const { ok, body } = await sendJson("GET", url);
    if (ok && body.audio_url === audio) use(body.words);
    else this.asked.delete(audio); // no line, or another voice by now: asked again when it is wanted again
  }

  async sound(url) {
    if (!url || this.sounds.has(url)) return;
    this.sounds.set(url, null);
    this._makeRoom();
    if (!this.whole) return this._warm(url);
    try {
      const answer = await fetch(url, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const held = URL.createObjectURL(await answer.blob());
      if (this.sounds.has(url)) this.sounds.set(url, held);
      else URL.revokeObjectURL(held);
    } catch {
      this.sounds.delete(url); // the audio element will ask for it itself
    }
  }

  /** This one cannot be played from memory after all. */
  drop(url) {
    const held = this.sounds.get(url);
    if (held) URL.revokeObjectURL(held);
    this.sounds.delete(url);
  }

  _makeRoom() {
    for (const url of [...this.sounds.keys()].slice(0, -SOUNDS_IN_MEMORY)) this.drop(url);
  }

  _warm(url) {
    const audio = new Audio();
    audio.preload = "auto";
    audio.src = url;
  }
}
