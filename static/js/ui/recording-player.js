// A small player for one recording: play and pause, its time, a bar to seek in. One plays at a time on a page.

import { el, icon, setText, setVisible } from "./dom.js";
import { formatTime } from "./format.js";
import { playsAlone } from "./plays-alone.js";
import { text } from "./texts.js";

const KEY_SECONDS = 5; // an arrow key moves by
const STEP_SECONDS = 0.1; // of the bar

export class RecordingPlayer {
  /** @param {string} label says what is heard */
  constructor(label = "") {
    this.audio = el("audio", { preload: "none" }); // a desk of many recordings asks for none before one is played
    this.seconds = 0;
    this.button = el("button", { type: "button", class: "recording-play" });
    this.bar = el("input", { type: "range", class: "recording-bar", min: 0, step: STEP_SECONDS, value: 0 });
    this.bar.setAttribute("aria-label", text("recording-place"));
    this.bar.setAttribute("dir", "ltr"); // as its time, on every page
    this.time = el("span", { class: "recording-time", dir: "ltr" });
    this.problem = el("p", { class: "recording-problem", role: "status", hidden: true });
    const parts = [this.audio, this.button, this.bar, this.time, this.problem];
    this.element = el("div", { class: "recording", role: "group" }, ...parts);
    this.name(label);
    this._listen();
    this._show();
  }

  /** @param {string} label */
  name(label) {
    this.element.setAttribute("aria-label", label);
  }

  /**
   * Hold another recording; what is held already plays on.
   * @param {string | null} url of this site; null for none, which hides the player
   * @param {number | null} [seconds] how long it is, as far as the page knows before it is loaded
   */
  hold(url, seconds) {
    setVisible(this.element, url);
    if (this.audio.getAttribute("src") !== url) {
      if (url) this.audio.setAttribute("src", url);
      else {
        this.audio.removeAttribute("src");
        this.audio.load(); // lets go of what is loaded
      }
      setVisible(this.problem, false);
    }
    this.seconds = seconds ?? 0;
    this._show();
  }

  get length() {
    const { duration } = this.audio;
    return Number.isFinite(duration) ? duration : this.seconds;
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  /** @returns {Promise<boolean>} whether it plays: a pause may overtake it, and a browser may want a touch first */
  play() {
    setVisible(this.problem, false);
    if (this.audio.error) this._loadAgain();
    // Why it failed is told by the error event.
    const begun = this.audio.play();
    return begun.then(
      () => true,
      () => false,
    );
  }

  /** @param {number} seconds from the beginning */
  seek(seconds) {
    this.audio.currentTime = Math.min(Math.max(0, seconds), this.length);
    this._showTime(); // before it is loaded no event tells of it
  }

  _listen() {
    const { audio, bar } = this;
    playsAlone(audio);
    this.button.addEventListener("click", () => this.toggle());
    bar.addEventListener("input", () => this.seek(Number(bar.value)));
    bar.addEventListener("keydown", (event) => this._key(event));
    for (const event of ["play", "pause", "ended", "emptied"]) audio.addEventListener(event, () => this._show());
    for (const event of ["timeupdate", "durationchange"]) audio.addEventListener(event, () => this._showTime());
    audio.addEventListener("error", () => this._fail());
  }

  _fail() {
    if (!this.audio.getAttribute("src")) return;
    setText(this.problem, text("recording-away"));
    setVisible(this.problem, true);
    this.audio.pause(); // it would count as playing
    this._show();
  }

  _loadAgain() {
    const at = this.audio.currentTime;
    this.audio.load();
    this.audio.currentTime = at;
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === " ") this.toggle();
    else {
      const ahead = event.key === "ArrowRight" || event.key === "ArrowUp";
      if (!ahead && !event.key.startsWith("Arrow")) return;
      this.seek(this.audio.currentTime + (ahead ? KEY_SECONDS : -KEY_SECONDS));
    }
    event.preventDefault();
  }

  _show() {
    const plays = !this.audio.paused && !this.audio.ended;
    const name = plays ? "pause" : "play";
    this.element.classList.toggle("recording-plays", plays);
    if (this.button.dataset.shows !== name) {
      this.button.dataset.shows = name;
      this.button.setAttribute("aria-label", text(`recording-${name}`));
      this.button.replaceChildren(icon(name));
    }
    this._showTime();
  }

  _showTime() {
    const { audio, bar, length } = this;
    const at = Math.min(audio.currentTime, length || audio.currentTime);
    // Rounded up to its step, or the end of the bar would be before the end of the sound.
    bar.max = String(Math.ceil(length / STEP_SECONDS) * STEP_SECONDS || 1);
    bar.value = String(at);
    bar.style.setProperty("--heard", `${length ? (100 * at) / length : 0}%`);
    const words = `${formatTime(at)} / ${formatTime(length || NaN)}`;
    bar.setAttribute("aria-valuetext", words);
    setText(this.time, words);
  }
}
