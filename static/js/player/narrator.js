// The voice: one native audio element for all scenes, so that a phone lets the next scene begin by itself.
// Events: "time" (position or length changed), "frame", "change" (playing or paused), "end", "broken", "refused".

/** @import { Prefetcher } from "./prefetch.js" */

const TIME_EVENT_EVERY = 100; // ms while playing

export class Narrator extends EventTarget {
  /**
   * @param {HTMLAudioElement} audio
   * @param {Prefetcher} prefetcher knows which sounds are in memory already
   */
  constructor(audio, prefetcher) {
    super();
    this.audio = audio;
    this.prefetcher = prefetcher;
    /** @type {string | null} */
    this.url = null;
    this.broken = false;
    this._from = 0;
    this._lastTimeEvent = 0;
    this._ticking = false;
    this._tick = this._tick.bind(this);
    /**
     * @param {string} name
     * @param {() => void} act
     */
    const on = (name, act) => audio.addEventListener(name, act);
    on("loadedmetadata", () => this._seekToStart());
    on("play", () => this._emit("change"));
    on("playing", () => this._startTicking());
    on("pause", () => audio.ended || this._emit("change"));
    on("seeked", () => this._emit("time"));
    on("ended", () => this._emit("end"));
    on("error", () => this._fail());
    pauseOtherTabs(audio);
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended && !this.broken;
  }

  /** Whether it stands still though it could play. */
  get isPaused() {
    return Boolean(this.url) && !this.playing && !this.broken;
  }

  /** Seconds from the beginning. */
  get at() {
    return this.audio.readyState ? this.audio.currentTime : this._from;
  }

  /**
   * Make this address what is played, without starting.
   * @param {string | null} url null: nothing
   * @param {number} from seconds
   */
  load(url, from = 0) {
    this.url = url;
    this.broken = false;
    this._from = from;
    if (url) this.audio.src = this.prefetcher.source(url);
    else this.audio.removeAttribute("src");
    this.audio.load();
    this._emit("time");
  }

  play() {
    if (this.broken) this.load(this.url, this._from);
    this.audio.play().catch((error) => {
      // The browser's autoplay policy. Others say that another scene was loaded, or what "broken" tells.
      if (error.name === "NotAllowedError") this._emit("refused");
    });
  }

  pause() {
    this.audio.pause();
  }

  /** @param {number} seconds */
  seek(seconds) {
    if (this.audio.readyState) this.audio.currentTime = seconds;
    else this._from = seconds;
    this._emit("time");
  }

  /**
   * Return the place so many seconds on, or back, never past either end.
   * @param {number} seconds
   */
  placeFromHere(seconds) {
    const last = Number.isFinite(this.audio.duration) ? this.audio.duration : Infinity;
    return Math.min(Math.max(0, this.at + seconds), last);
  }

  /** @param {number} rate */
  set speed(rate) {
    this.audio.defaultPlaybackRate = rate; // loading another scene resets the rate to this
    this.audio.playbackRate = rate;
  }

  // Some browsers ignore a seek before the length is known.
  _seekToStart() {
    if (this._from > 0 && this._from < this.audio.duration) this.audio.currentTime = this._from;
    this._emit("time");
  }

  _fail() {
    if (!this.url) return;
    this._from = this.audio.currentTime || this._from;
    this.prefetcher.drop(this.url);
    this.broken = true;
    this._emit("broken");
  }

  _startTicking() {
    if (!this._ticking) requestAnimationFrame(this._tick);
    this._ticking = true;
  }

  // The element's own "timeupdate" comes four times a second, which is too rare for marking words.
  /** @param {number} now ms */
  _tick(now) {
    this._ticking = this.playing;
    if (!this._ticking) return;
    if (now - this._lastTimeEvent >= TIME_EVENT_EVERY) {
      this._lastTimeEvent = now;
      this._emit("time");
    }
    this._emit("frame");
    requestAnimationFrame(this._tick);
  }

  /** @param {string} name */
  _emit(name) {
    this.dispatchEvent(new Event(name));
  }
}

/**
 * Let one tab play at a time: when a voice begins in another tab, this one pauses.
 * @param {HTMLAudioElement} audio
 */
function pauseOtherTabs(audio) {
  if (!globalThis.BroadcastChannel) return;
  const tabs = new BroadcastChannel("edusmart:voice");
  audio.addEventListener("playing", () => tabs.postMessage("playing"));
  tabs.addEventListener("message", () => audio.pause());
}
