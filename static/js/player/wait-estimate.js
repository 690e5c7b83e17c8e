// How long until a scene can be heard, from measured times. Pure, but for the clock it is given.

import { isInProgress, isPlayable } from "../rows/story-rows.js";

const SAMPLES = 5;

/** What a voice takes here and now: the server's medians, corrected by what this page sees itself. */
export class WaitEstimate {
  /** `times`: median seconds of `voice`, `scene` (telling one) and `first` (upload to first voice). */
  constructor(times, now = () => performance.now()) {
    this.times = { ...times };
    this.now = now;
    this.begun = new Map(); // narration and attempt > when it was first seen being made
    this.samples = [];
    this.opened = now();
    this.key = "";
    this.due = 0;
  }

  /** Look at the scenes: what has begun, what has ended. */
  see(scenes) {
    for (const { voice } of scenes) {
      if (!voice) continue;
      const key = `${voice.id}:${voice.attempt}`;
      if (voice.status === "processing" && !this.begun.has(key)) this.begun.set(key, this.now());
      if (voice.status === "completed" && this.begun.has(key)) this._took(key);
    }
  }

  _took(key) {
    this.samples = [...this.samples, (this.now() - this.begun.get(key)) / 1000].slice(-SAMPLES);
    this.begun.delete(key);
    if (this.samples.length > 1) this.times.voice = median(this.samples);
  }

  /** Whole seconds until scene `index` can be heard; 0: any moment now; null: nobody knows. Counts down between changes. */
  until(index, scenes, story) {
    const scene = scenes.find((it) => it.index === index);
    if (isPlayable(scene) || !isInProgress(story)) return null;
    const seconds = this._estimate(index, scene, scenes);
    if (seconds === null) return null;
    const key = `${index} ${scenes.length} ${scene?.voice?.id} ${scene?.voice?.attempt} ${scene?.voice?.status}`;
    if (key !== this.key) this.due = this.now() + seconds * 1000;
    this.key = key;
    return Math.max(0, Math.round((this.due - this.now()) / 1000));
  }

  _estimate(index, scene, scenes) {
    const { voice, scene: telling, first } = this.times;
    if (!scene) {
      if (!scenes.length && first) return Math.max(0, first - (this.now() - this.opened) / 1000);
      return voice && telling ? (index - scenes.length + 1) * telling + voice : null;
    }
    if (!voice || !["pending", "processing"].includes(scene.voice?.status)) return null;
    if (scene.voice.status === "processing") return this._left(scene);
    // What is looked at is made next, as soon as a voice is free.
    const busy = scenes.filter((it) => it.voice?.status === "processing").map((it) => this._left(it));
    return (busy.length ? Math.min(...busy) : 0) + voice;
  }

  _left({ voice }) {
    const begun = this.begun.get(`${voice.id}:${voice.attempt}`) ?? this.now();
    return Math.max(0, this.times.voice - (this.now() - begun) / 1000);
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
