// Which scenes of a story were heard on this device: the end tells of these, and not of those that were passed over.

import { readStored, writeStored } from "../ui/storage.js";

/** @import { Scene } from "../rows/story-rows.js" */

const ENOUGH = 0.5; // of a scene's sound

export class Heard {
  /**
   * @param {string} key in the browser's storage
   * @param {number} from the scene the listener goes on with: those before it were heard, perhaps on another device
   */
  constructor(key, from) {
    this.key = key;
    const stored = readStored(key, []);
    /** @type {Set<number>} */
    this.scenes = new Set([...(Array.isArray(stored) ? stored : []), ...Array(from).keys()]);
  }

  /**
   * Note a scene whose sound has ended, if enough of it was played.
   * @param {number} index
   * @param {HTMLMediaElement} audio
   */
  note(index, audio) {
    let played = 0;
    for (let n = 0; n < audio.played.length; n++) played += audio.played.end(n) - audio.played.start(n);
    if (played < ENOUGH * audio.duration) return;
    this.scenes.add(index);
    writeStored(this.key, [...this.scenes]);
  }

  /** @param {Scene[]} scenes */
  among(scenes) {
    return scenes.filter((scene) => this.scenes.has(scene.index));
  }
}
