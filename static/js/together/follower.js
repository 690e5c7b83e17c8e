// Keeps the player where the class is. What the listener does themself meanwhile is said to `interrupted`.

import { isPlayable } from "../rows/story-rows.js";
import { correction, learntLag, secondsAt } from "./place.js";

/**
 * @import { ClassListeningRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { ServerClock } from "./server-clock.js"
 */

/** @typedef {Omit<ClassListeningRow, "kind" | "id" | "rev" | "conductor">} Where */

/**
 * The voice, as the player's narrator has it.
 * @typedef {object} Voice
 * @property {HTMLAudioElement} audio
 * @property {number} at
 * @property {boolean} playing
 * @property {boolean} broken
 * @property {() => void} play
 * @property {() => void} pause
 * @property {(seconds: number) => void} seek
 * @property {EventTarget["addEventListener"]} addEventListener
 */

/**
 * What it needs of the player.
 * @typedef {object} FollowingPlayer
 * @property {Voice} narrator
 * @property {number} index
 * @property {Scene | undefined} scene
 * @property {Scene[]} scenes
 * @property {"play" | "pause"} wants
 * @property {boolean} atEnd
 * @property {(index: number, from?: number) => void} turnTo
 * @property {() => void} render
 */

const CAN_PLAY_ON = 3; // HTMLMediaElement.HAVE_FUTURE_DATA
const WARM_UP_TIME = 300; // ms
const LOOK_FOR_SOUND_EVERY = 1000; // ms

export class Follower {
  /**
   * @param {FollowingPlayer} player
   * @param {ServerClock} clock
   * @param {() => void} interrupted the voice was stopped by something else: a call, another tab, the browser
   */
  constructor(player, clock, interrupted) {
    this.player = player;
    this.clock = clock;
    /** @type {Where | null} */
    this.where = null;
    this.lag = 0;
    /** @type {"play" | "pause"} what was asked of the voice last */
    this.asked = "pause";
    this.learns = false;
    this.warming = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    const { narrator } = player;
    narrator.addEventListener("change", () => {
      if (this.where && this.asked === "play" && narrator.audio.paused && !narrator.broken) interrupted();
    });
    narrator.addEventListener("refused", () => this.where && interrupted());
  }

  /**
   * Be where the class is from now on; null: go one's own way.
   * @param {Where | null} where
   */
  follow(where) {
    this.where = where;
    if (where) this.look();
    else clearTimeout(this.timer);
  }

  /**
   * Play unheard for a moment while the listener taps: the browser then lets the class start the sound later, and what
   * this device takes to start is known before the first word.
   */
  async warmUp() {
    const { audio } = this.player.narrator;
    if (!audio.paused || !audio.src || this.warming) return;
    const { muted, currentTime: from } = audio;
    this.warming = true;
    audio.muted = true;
    const begun = performance.now();
    try {
      await audio.play();
      await new Promise((done) => setTimeout(done, WARM_UP_TIME));
      const waited = (performance.now() - begun) / 1000;
      if (audio.currentTime > from) this.lag = learntLag(0, audio.currentTime - from - waited);
      audio.pause();
    } catch {
      // It is not allowed, or was stopped meanwhile: the first word comes a little later here.
    }
    audio.muted = muted;
    this.warming = false;
    this.look();
  }

  /** Compare with where the class is, and correct what differs. */
  look() {
    clearTimeout(this.timer);
    const { where, player } = this;
    if (!where || !this.clock.known || this.warming) return;
    if (player.index !== where.scene && player.scenes.some(({ index }) => index === where.scene)) {
      this._ask("pause");
      player.turnTo(where.scene, secondsAt(where, this.clock.now()));
    }
    if (where.playing) player.atEnd = false;
    if (player.narrator.broken || !isPlayable(player.scene)) this._waitForSound(where);
    else this._correct(where);
  }

  /** @param {Where} where */
  _waitForSound({ playing }) {
    if (playing && this.player.narrator.broken) this.player.wants = "play"; // then it is looked for
    this._again(LOOK_FOR_SOUND_EVERY);
  }

  /** @param {Where} where */
  _correct(where) {
    const { narrator } = this.player;
    const { audio } = narrator;
    const now = this.clock.now();
    const playing = narrator.playing;
    const ready = audio.readyState >= CAN_PLAY_ON && !audio.seeking;
    const duration = Number.isFinite(audio.duration) ? audio.duration : Infinity;
    if (playing && ready && this.learns && now > where.at) this._learn(narrator.at - secondsAt(where, now));
    const next = correction(where, now, {
      at: narrator.at,
      rate: audio.playbackRate,
      playing,
      ready,
      duration,
      lag: this.lag,
    });
    if (next.seek !== null) narrator.seek(next.seek);
    if (next.play && (next.seek !== null || !playing)) this.learns = true;
    if (Math.abs(audio.playbackRate - next.rate) > 0.002) audio.playbackRate = next.rate;
    this._ask(next.play ? "play" : "pause");
    if (next.play && !playing && !audio.ended) narrator.play();
    else if (!next.play && playing) narrator.pause();
    this._again(next.again);
  }

  /** @param {number} ahead seconds */
  _learn(ahead) {
    this.learns = false;
    this.lag = learntLag(this.lag, ahead);
  }

  /** @param {"play" | "pause"} what */
  _ask(what) {
    const changed = this.asked !== what || this.player.wants !== what;
    this.asked = what;
    this.player.wants = what;
    if (changed) this.player.render();
  }

  /** @param {number | null} ms */
  _again(ms) {
    clearTimeout(this.timer);
    if (ms !== null) this.timer = setTimeout(() => this.look(), ms);
  }
}
