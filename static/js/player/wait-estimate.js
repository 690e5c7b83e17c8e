// How long until a scene can be heard, from measured times. Pure, but for the clock it is given.

import { isInProgress, isPlayable } from "../rows/story-rows.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

/**
 * Median seconds of making a voice, writing a scene, and from upload to the first voice. Empty: never measured.
 * @typedef {{voice?: number, scene?: number, first?: number}} MedianTimes
 */

const SAMPLES = 5;

/** Estimates with the server's medians, corrected by what this page measures itself. */
export class WaitEstimate {
  /**
   * @param {MedianTimes} times
   * @param {() => number} now ms
   */
  constructor(times, now = () => performance.now()) {
    this.times = { ...times };
    this.now = now;
    /** @type {Map<string, number>} narration and attempt > when it was first seen being made */
    this.started = new Map();
    /** @type {number[]} */
    this.samples = [];
    this.opened = now();
    this.key = "";
    this.due = 0;
  }

  /**
   * Take in the scenes: which voices have been started, which are done.
   * @param {Scene[]} scenes
   */
  observe(scenes) {
    for (const { voice } of scenes) {
      if (!voice) continue;
      const key = `${voice.id}:${voice.attempt}`;
      if (voice.status === "processing" && !this.started.has(key)) this.started.set(key, this.now());
      if (voice.status === "completed" && this.started.has(key)) this._addSample(key);
    }
  }

  /** @param {string} key */
  _addSample(key) {
    const seconds = (this.now() - (this.started.get(key) ?? 0)) / 1000;
    this.samples = [...this.samples, seconds].slice(-SAMPLES);
    this.started.delete(key);
    // One sample may be an outlier, such as a model that was just loaded.
    if (this.samples.length > 1) this.times.voice = median(this.samples);
  }

  /**
   * Return whole seconds until a scene can be heard; 0: any moment now; null: unknown. Counts down between changes.
   * @param {number} index
   * @param {Scene[]} scenes
   * @param {Pick<StoryRow, "status">} story
   */
  secondsUntil(index, scenes, story) {
    const scene = scenes.find((it) => it.index === index);
    if (isPlayable(scene) || !isInProgress(story)) return null;
    const seconds = this._estimate(index, scene, scenes);
    if (seconds === null) return null;
    const voice = scene?.voice;
    const key = `${index} ${scenes.length} ${voice?.id} ${voice?.attempt} ${voice?.status}`;
    if (key !== this.key) this.due = this.now() + seconds * 1000;
    this.key = key;
    return Math.max(0, Math.round((this.due - this.now()) / 1000));
  }

  /**
   * @param {number} index
   * @param {Scene | undefined} scene
   * @param {Scene[]} scenes
   */
  _estimate(index, scene, scenes) {
    const { voice, scene: writing, first } = this.times;
    if (!scene) {
      if (!scenes.length && first) return Math.max(0, first - (this.now() - this.opened) / 1000);
      return voice && writing ? (index - scenes.length + 1) * writing + voice : null;
    }
    const status = scene.voice?.status;
    if (!voice || (status !== "pending" && status !== "processing")) return null;
    if (status === "processing") return this._secondsLeft(scene, voice);
    // The scene that is shown has the focus, so it is made next, as soon as a voice is free.
    const busy = scenes.filter((it) => it.voice?.status === "processing");
    return (busy.length ? Math.min(...busy.map((it) => this._secondsLeft(it, voice))) : 0) + voice;
  }

  /**
   * @param {Scene} scene whose voice is being made
   * @param {number} whole seconds the voice takes
   */
  _secondsLeft({ voice }, whole) {
    const started = this.started.get(`${voice?.id}:${voice?.attempt}`) ?? this.now();
    return Math.max(0, whole - (this.now() - started) / 1000);
  }
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
