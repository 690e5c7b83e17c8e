// The controls: play, pause, previous, next, place, speed, going on by itself, and one line that says what is going on.

import { isPlayable, scenesOf, storyOf, voiceStatus } from "../rows/story-rows.js";
import { $, setText } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";
import { nextSpeed } from "./keyboard.js";

const MESSAGE_TIME = 5000; // ms a message stays before the line says again what is going on
const SKIP = 10; // seconds

export class Transport {
  /** `acts`: toggle(), step(by), skip(seconds), changed(). `until(index, scenes, story)`: seconds, or null. */
  constructor(narrator, until, acts) {
    this.narrator = narrator;
    this.until = until;
    this.acts = acts;
    this.told = null;
    const { speed = 1, goesOn = true, plain = navigator.connection?.saveData, asks = true } = readStored("player");
    $("speed").value = String(speed);
    if (!$("speed").value) $("speed").value = "1";
    $("autoplay").checked = goesOn !== false;
    $("plain").checked = plain === true;
    $("asks").checked = asks !== false;
    narrator.speed = Number($("speed").value);
    this._listen();
  }

  get goesOn() {
    return $("autoplay").checked;
  }

  /** Words to learn and questions between the scenes? */
  get asks() {
    return $("asks").checked;
  }

  /** Without pictures? */
  get plain() {
    return $("plain").checked;
  }

  faster(by) {
    const speed = nextSpeed(Number($("speed").value), by);
    $("speed").value = String(speed);
    this._keep();
    this.tell(text("speed-is", { speed }));
  }

  /** Say something for a few seconds. */
  tell(words) {
    clearTimeout(this.told);
    setText($("player-words"), words);
    this.told = setTimeout(() => {
      this.told = null;
      this.acts.changed();
    }, MESSAGE_TIME);
  }

  show({ scene, scenes, state, wants, atEnd }) {
    const can = isPlayable(scene);
    const wanted = wants === "play";
    const neighbour = (by) => scenes.some((other) => other.index === scene?.index + by);
    this._able($("play"), can || wanted || atEnd);
    this._able($("previous"), neighbour(-1));
    this._able($("next"), neighbour(1));
    for (const name of ["back10", "on10"]) this._able($(name), can);
    $("play").classList.toggle("is-playing", wanted);
    $("play").classList.toggle("is-waiting", wanted && !this.narrator.playing && !this._starting(can));
    $("play").setAttribute("aria-label", text(wanted ? "pause" : "play"));
    $("seek").disabled = !can;
    this.length = can ? scene.voice.duration : null;
    this._time();
    if (!this.told) setText($("player-words"), this._words(scene, state, wanted, atEnd));
  }

  _starting(can) {
    return can && !this.narrator.audio.ended;
  }

  _words(scene, state, wanted, atEnd) {
    const scenes = scenesOf(state);
    const until = (index) => this.until(index, scenes, storyOf(state));
    if (!scene) return this._soon("no-scene", "first-scene", until(0), 1);
    if (atEnd) return text("the-end");
    if (this.narrator.broken) return text("voice-broken");
    const n = scene.index + 1;
    if (isPlayable(scene)) {
      if (!wanted || !this.narrator.audio.ended) return text(wanted ? "playing" : "ready-to-play");
      return this._soon("waiting-for", "waiting", until(n), n + 1);
    }
    const standing = voiceStatus(scene);
    if (standing === "failed") return text("voice-failed-plain");
    if (wanted && standing === "resting") return text("voice-resting-wanted");
    if (["stopped", "resting"].includes(standing)) return text(`voice-${standing}`);
    return this._soon(
      wanted ? "waiting-for" : `voice-${standing}`,
      wanted ? "waiting" : "voice",
      until(scene.index),
      n,
    );
  }

  // "in about 8 s" where that is known, "any moment" where it has taken longer, else what is true anyway.
  _soon(plain, key, seconds, n) {
    if (seconds === null) return text(plain, { n });
    if (seconds > 90) return text(`${key}-in-minutes`, { n, minutes: Math.round(seconds / 60) });
    return text(seconds > 0 ? `${key}-in` : `${key}-soon`, { n, seconds });
  }

  // A button that is locked while it has the focus gets it back when it opens.
  _able(button, able) {
    if (button.disabled !== able) return;
    if (!able && document.activeElement === button) this.lost = button;
    button.disabled = !able;
    if (able && this.lost === button && document.activeElement === document.body) button.focus();
    if (able && this.lost === button) this.lost = null;
  }

  _time() {
    const length = Number.isFinite(this.narrator.audio.duration) ? this.narrator.audio.duration : this.length;
    const at = Math.min(this.narrator.at, length ?? 0);
    const seek = $("seek");
    seek.max = length || 1;
    if (!this.dragging) seek.value = this.length === null ? 0 : at;
    seek.style.setProperty("--done", `${(Number(seek.value) / Number(seek.max)) * 100}%`);
    seek.setAttribute("aria-valuetext", text("place", { now: formatTime(at), all: formatTime(length ?? NaN) }));
    setText($("time-now"), formatTime(this.length === null ? 0 : at));
    setText($("time-all"), formatTime(this.length === null ? NaN : length));
  }

  _listen() {
    $("play").addEventListener("click", () => this.acts.toggle());
    $("previous").addEventListener("click", () => this.acts.step(-1));
    $("next").addEventListener("click", () => this.acts.step(1));
    this.narrator.addEventListener("time", () => this._time());
    $("seek").addEventListener("input", () => {
      this.dragging = true;
      this.narrator.seek(Number($("seek").value));
    });
    $("seek").addEventListener("change", () => (this.dragging = false));
    $("back10").addEventListener("click", () => this.acts.skip(-SKIP));
    $("on10").addEventListener("click", () => this.acts.skip(SKIP));
    for (const name of ["speed", "autoplay", "plain", "asks"]) $(name).addEventListener("change", () => this._keep());
  }

  _keep() {
    const speed = Number($("speed").value);
    this.narrator.speed = speed;
    writeStored("player", { speed, goesOn: this.goesOn, plain: this.plain, asks: this.asks });
    this.acts.changed();
  }
}
