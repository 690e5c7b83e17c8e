// Which scenes of a story were heard on this device: the end tells of these, and not of those that were passed over.

import { readStored, writeStored } from "../ui/storage.js";

/** @import { Scene } from "../rows/story-rows.js" */

const ENOUGH = 0.5; // of a scene's sound

export class Heard {
  /**
   * @param {string} key in the browser's storage
   * @param {Scene[]} before the scene the listener goes on with, where the story is new to this device: they were heard on another
   */
  constructor(key, before) {
    this.key = key;
    const stored = readStored(key, []);
    /** @type {Set<number>} ids, as scenes may be put in another order */
    this.scenes = new Set([...(Array.isArray(stored) ? stored : []), ...before.map(({ id }) => id)]);
  }

  /**
   * Note a scene whose sound has ended, if enough of it was played.
   * @param {number} id
   * @param {HTMLMediaElement} audio
   */
  note(id, audio) {
    let played = 0;
    for (let n = 0; n < audio.played.length; n++) played += audio.played.end(n) - audio.played.start(n);
    if (played < ENOUGH * audio.duration) return;
    this.scenes.add(id);
    writeStored(this.key, [...this.scenes]);
  }

  /** @param {Scene[]} scenes */
  among(scenes) {
    return scenes.filter((scene) => this.scenes.has(scene.id));
  }
}
