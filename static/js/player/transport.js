// The controls: play, pause, previous, next, position, speed, autoplay, and one line that says what is going on.

import { isPlayable, scenesOf, storyOf, voiceStatus } from "../rows/story-rows.js";
import { $, setText } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";
import { nextSpeed } from "./keyboard.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Narrator } from "./narrator.js"
 */

/**
 * @typedef {object} TransportActions
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(seconds: number) => void} skip
 * @property {(seconds: number) => void} seek
 * @property {() => void} changed a setting changed, or a message is over
 */

/** @typedef {{quiz: {open: boolean} | null}} Parts */

/** @typedef {(index: number, scenes: Scene[], story: StoryRow) => number | null} SecondsUntil */

const MESSAGE_TIME = 5000; // ms a message stays before the line says again what is going on
const SKIP = 10; // seconds

export class Transport {
  /**
   * @param {Narrator} narrator
   * @param {SecondsUntil} secondsUntil until a scene can be heard; null: unknown
   * @param {TransportActions} actions
   */
  constructor(narrator, secondsUntil, actions) {
    this.narrator = narrator;
    this.secondsUntil = secondsUntil;
    this.actions = actions;
    this.dragging = false;
    /** @type {number | null} */
    this.length = null;
    /** @type {number | null} */
    this.messageTimer = null;
    /** @type {HTMLButtonElement | null} */
    this.lostFocus = null;
    this._restoreSettings();
    this._listen();
  }

  // Settings

  _restoreSettings() {
    const { connection } = /** @type {{connection?: {saveData: boolean}}} */ (navigator);
    const stored = readStored("player");
    const { speed = 1, goesOn = true, plain = connection?.saveData, asks = true, vowels = false } = stored;
    $("speed").value = String(speed);
    if (!$("speed").value) $("speed").value = "1"; // stored by a version with other speeds
    $("autoplay").checked = goesOn !== false;
    $("plain").checked = plain === true;
    $("asks").checked = asks !== false;
    $("vowels").checked = vowels === true;
    this.narrator.speed = Number($("speed").value);
  }

  _saveSettings() {
    const speed = Number($("speed").value);
    this.narrator.speed = speed;
    const vowels = $("vowels").checked;
    writeStored("player", { speed, goesOn: this.autoplay, plain: this.plain, asks: this.asks, vowels });
    this.actions.changed();
  }

  /** @returns {boolean} whether the next scene begins by itself */
  get autoplay() {
    return $("autoplay").checked;
  }

  /** @returns {boolean} whether words to learn and questions come between the scenes */
  get asks() {
    return $("asks").checked;
  }

  /** @returns {boolean} without pictures */
  get plain() {
    return $("plain").checked;
  }

  /** @param {number} by */
  changeSpeed(by) {
    const speed = nextSpeed(Number($("speed").value), by);
    $("speed").value = String(speed);
    this._saveSettings();
    this.showMessage(text("speed-is", { speed }));
  }

  toggleMute() {
    const { audio } = this.narrator;
    audio.muted = !audio.muted;
    const words = text(audio.muted ? "muted" : "unmuted");
    setText($("says"), words);
    this.showMessage(words);
  }

  // What is shown

  /**
   * Show a message for a few seconds.
   * @param {string} words
   */
  showMessage(words) {
    clearTimeout(this.messageTimer ?? undefined);
    setText($("player-words"), words);
    $("player-words").removeAttribute("data-hint");
    this.messageTimer = setTimeout(() => {
      this.messageTimer = null;
      this.actions.changed();
    }, MESSAGE_TIME);
  }

  /**
   * @param {{scene: Scene | undefined, scenes: Scene[], state: TopicState, wants: string, atEnd: boolean, parts: Parts}} shown
   */
  show({ scene, scenes, state, wants, atEnd, parts }) {
    const can = isPlayable(scene);
    const wanted = wants === "play" && !parts?.quiz?.open; // behind a question nothing plays
    const waiting = wanted && !this.narrator.playing && (!can || this.narrator.audio.ended || this.narrator.broken);
    /** @param {number} by */
    const hasNeighbour = (by) => scenes.some((other) => other.index === (scene?.index ?? NaN) + by);
    this._setEnabled($("play"), can || wanted || atEnd);
    this._setEnabled($("previous"), hasNeighbour(-1));
    this._setEnabled($("next"), hasNeighbour(1));
    for (const name of ["back10", "on10"]) this._setEnabled($(name), can);
    $("play").classList.toggle("is-playing", wanted);
    $("play").classList.toggle("is-waiting", waiting);
    $("play").setAttribute("aria-label", text(wanted ? "pause" : "play"));
    $("seek").disabled = !can;
    this.length = can ? scene.voice.duration : null;
    this._showTime();
    if (!this.messageTimer) setText($("player-words"), this._statusText(scene, state, wanted, atEnd));
    // What can be done is no news.
    const hint = can && !waiting && !atEnd && !this.narrator.broken && !this.messageTimer;
    $("player-words").toggleAttribute("data-hint", hint);
  }

  /**
   * @param {Scene | undefined} scene
   * @param {TopicState} state
   * @param {boolean} wanted to play
   * @param {boolean} atEnd
   */
  _statusText(scene, state, wanted, atEnd) {
    const scenes = scenesOf(state);
    /** @param {number} index */
    const seconds = (index) => this.secondsUntil(index, scenes, storyOf(state));
    // How long a first scene takes usually is not how long one waits for a turn, nor for scanned pages.
    if (!scene) return waitText("no-scene", "first-scene", isTimeKnown(state) ? seconds(0) : null, 1);
    if (atEnd) return text("the-end");
    if (this.narrator.broken) return text(wanted ? "voice-away" : "voice-broken");
    const n = scene.index + 1;
    if (isPlayable(scene)) {
      if (!wanted || !this.narrator.audio.ended) return text(wanted ? "playing" : "ready-to-play");
      return waitText("waiting-for", "waiting", seconds(n), n + 1);
    }
    const status = voiceStatus(scene);
    if (status === "failed") return text("voice-failed-plain");
    if (wanted && status === "resting") return text("voice-resting-wanted");
    if (["stopped", "resting"].includes(status)) return text(`voice-${status}`);
    if (wanted) return waitText("waiting-for", "waiting", seconds(scene.index), n);
    return waitText(`voice-${status}`, "voice", seconds(scene.index), n);
  }

  /**
   * Enable or disable a button. One that is disabled while it has the focus gets it back when it is enabled again.
   * @param {HTMLButtonElement} button
   * @param {boolean} enabled
   */
  _setEnabled(button, enabled) {
    if (button.disabled !== enabled) return;
    if (!enabled && document.activeElement === button) this.lostFocus = button;
    button.disabled = !enabled;
    if (!enabled || this.lostFocus !== button) return;
    if (document.activeElement === document.body) button.focus();
    this.lostFocus = null;
  }

  _showTime() {
    const { duration } = this.narrator.audio;
    const length = Number.isFinite(duration) ? duration : this.length;
    const at = Math.min(this.narrator.at, length ?? 0);
    const seek = $("seek");
    seek.max = length || 1;
    if (!this.dragging) seek.value = this.length === null ? 0 : at;
    seek.style.setProperty("--done", `${(Number(seek.value) / Number(seek.max)) * 100}%`);
    seek.setAttribute("aria-valuetext", text("place", { now: formatTime(at), all: formatTime(length ?? NaN) }));
    setText($("time-now"), formatTime(this.length === null ? 0 : at));
    setText($("time-all"), formatTime(this.length === null ? NaN : (length ?? NaN)));
  }

  _listen() {
    $("play").addEventListener("click", () => this.actions.toggle());
    $("previous").addEventListener("click", () => this.actions.step(-1));
    $("next").addEventListener("click", () => this.actions.step(1));
    this.narrator.addEventListener("time", () => this._showTime());
    $("seek").addEventListener("input", () => {
      this.dragging = true; // until it is released, playing does not move the knob
      this.actions.seek(Number($("seek").value));
    });
    $("seek").addEventListener("change", () => {
      this.dragging = false;
    });
    $("back10").addEventListener("click", () => this.actions.skip(-SKIP));
    $("on10").addEventListener("click", () => this.actions.skip(SKIP));
    for (const name of ["speed", "autoplay", "plain", "asks", "vowels"]) {
      $(name).addEventListener("change", () => this._saveSettings());
    }
  }
}

/** @param {TopicState} state before there is a scene */
const isTimeKnown = (state) =>
  storyOf(state)?.status !== "pending" &&
  ![...state.progress.values()].some(({ note }) => note?.startsWith("reading page"));

/**
 * Return "in about 8 s" where that is known, "any moment" where it has taken longer, else what is true anyway.
 * @param {string} plain key of the sentence without a time
 * @param {string} key
 * @param {number | null} seconds
 * @param {number} n
 */
function waitText(plain, key, seconds, n) {
  if (seconds === null) return text(plain, { n });
  if (seconds > 90) return text(`${key}-in-minutes`, { n, minutes: Math.round(seconds / 60) });
  return text(seconds > 0 ? `${key}-in` : `${key}-soon`, { n, seconds });
}
