// The controls: play, pause, previous, next, place, speed, going on by itself, and one line that says what is going on.

import { $, say } from "./dom.js";
import { clock, secondsLeft } from "./format.js";
import { recall, remember } from "./memory.js";
import { playable, voiceStanding } from "./scenes.js";
import { progressOf } from "./state.js";
import { text } from "./texts.js";

const TOLD = 5000; // ms a message stays before the line says again what is going on
const SKIP = 5; // seconds

export class Transport {
  /** `acts`: toggle(), step(by), changed(). */
  constructor(narrator, acts) {
    this.narrator = narrator;
    this.acts = acts;
    this.told = null;
    this.since = new Map(); // when an attempt's progress was first heard of
    const { speed = 1, goesOn = true } = recall("player");
    $("speed").value = String(speed);
    if (!$("speed").value) $("speed").value = "1";
    $("autoplay").checked = goesOn !== false;
    narrator.speed = Number($("speed").value);
    this._listen();
  }

  get goesOn() {
    return $("autoplay").checked;
  }

  /** Say something for a few seconds. */
  tell(words) {
    clearTimeout(this.told);
    say($("player-words"), words);
    this.told = setTimeout(() => {
      this.told = null;
      this.acts.changed();
    }, TOLD);
  }

  show({ scene, scenes, state, wants, atEnd }) {
    const can = playable(scene);
    const wanted = wants === "play";
    const neighbour = (by) => scenes.some((other) => other.index === scene?.index + by);
    this._able($("play"), can || wanted || atEnd);
    this._able($("previous"), neighbour(-1));
    this._able($("next"), neighbour(1));
    $("play").classList.toggle("is-playing", wanted);
    $("play").classList.toggle("is-waiting", wanted && !this.narrator.playing && !this._starting(can));
    $("play").setAttribute("aria-label", text(wanted ? "pause" : "play"));
    $("seek").disabled = !can;
    this.length = can ? scene.voice.duration : null;
    this._time();
    if (!this.told) say($("player-words"), this._words(scene, state, wanted, atEnd));
  }

  _starting(can) {
    return can && !this.narrator.audio.ended;
  }

  _words(scene, state, wanted, atEnd) {
    if (!scene) return text("no-scene");
    if (atEnd) return text("the-end");
    if (this.narrator.broken) return text("voice-broken");
    const n = scene.index + 1;
    if (playable(scene)) {
      if (wanted && this.narrator.audio.ended) return text("waiting-for", { n: n + 1 });
      return text(wanted ? "playing" : "ready-to-play");
    }
    const standing = voiceStanding(scene);
    if (standing === "failed") return text("voice-failed-plain");
    if (wanted && standing === "resting") return text("voice-resting-wanted");
    if (wanted && standing !== "stopped") return text("waiting-for", { n });
    const seconds = standing === "coming" ? this._secondsLeft(progressOf(state, "narration", scene.narration)) : null;
    return seconds ? text("voice-soon", { seconds }) : text(`voice-${standing}`);
  }

  _secondsLeft(progress) {
    if (!progress) return null;
    const key = `${progress.id}:${progress.attempt}`;
    if (!this.since.has(key)) this.since.set(key, performance.now());
    return secondsLeft(progress.fraction, performance.now() - this.since.get(key));
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
    seek.setAttribute("aria-valuetext", text("place", { now: clock(at), all: clock(length ?? NaN) }));
    say($("time-now"), clock(this.length === null ? 0 : at));
    say($("time-all"), clock(this.length === null ? NaN : length));
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
    const keep = () => {
      this.narrator.speed = Number($("speed").value);
      remember("player", { speed: Number($("speed").value), goesOn: this.goesOn });
      this.acts.changed();
    };
    $("speed").addEventListener("change", keep);
    $("autoplay").addEventListener("change", keep);
    document.addEventListener("keydown", (event) => this._key(event));
  }

  _key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const { target, key } = event;
    if (target.closest("input:not([type=checkbox]), select, textarea")) return;
    const act = key === " " ? this._space(target) : this._arrow(key, event.shiftKey);
    if (!act) return;
    event.preventDefault();
    act();
  }

  _space(target) {
    if (target.closest("button, a, summary, input") || $("play").disabled) return null;
    return () => this.acts.toggle();
  }

  // The arrow that points where the story goes leads to the next scene; with shift it skips within this one.
  _arrow(key, skip) {
    const right = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!right) return null;
    if (skip) return () => skipTo(this.narrator, this.narrator.at + right * SKIP);
    const forward = document.getElementById("stage").dir === "rtl" ? -right : right;
    return () => this.acts.step(forward);
  }
}

function skipTo(narrator, seconds) {
  if (narrator.url) narrator.seek(Math.max(0, seconds));
}
