// Which scenes of a story were heard, on any device: the end tells of these, and not of those that were passed over.

import { readStored, writeStored } from "../ui/storage.js";

/** @import { Scene } from "../rows/story-rows.js" */

const ENOUGH = 0.5; // of a scene's sound: who went on in the middle of it heard so much before or after

export class Heard {
  /**
   * @param {string} key in the browser's storage
   * @param {number[]} known ids of scenes that the server knows were heard
   * @param {(id: number) => void} tell is told of each scene that is heard now
   */
  constructor(key, known, tell) {
    this.key = key;
    this.tell = tell;
    const stored = readStored(key, []);
    /** @type {Set<number>} ids, as scenes may be put in another order */
    this.scenes = new Set([...(Array.isArray(stored) ? stored : []), ...known]);
    // What was heard here and never reached the server, as on a device that was closed without a connection.
    for (const id of this.scenes) if (!known.includes(id)) tell(id);
  }

  /**
   * Note a scene if enough of its sound was played. Cheap, since it is called many times a second.
   * @param {number} id
   * @param {HTMLMediaElement} audio
   */
  note(id, { duration, played }) {
    if (this.scenes.has(id) || !(duration > 0)) return;
    let seconds = 0;
    for (let n = 0; n < played.length; n++) seconds += played.end(n) - played.start(n);
    if (seconds < ENOUGH * duration) return;
    this.scenes.add(id);
    writeStored(this.key, [...this.scenes]);
    this.tell(id);
  }

  /** @param {Scene[]} scenes */
  among(scenes) {
    return scenes.filter((scene) => this.scenes.has(scene.id));
  }
}
