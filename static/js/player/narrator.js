// The voice: one native audio element for all scenes, so that a phone lets the next scene begin by itself.
// Events: "time" (place or length changed), "change" (playing, paused), "end", "broken", "refused".

const TIME_EVENT_EVERY = 100; // ms between two "time" while playing

export class Narrator extends EventTarget {
  /** `ahead` knows which sounds are in memory already. */
  constructor(audio, ahead) {
    super();
    this.audio = audio;
    this.ahead = ahead;
    this.url = null;
    this.broken = false;
    this._from = 0;
    this._told = 0;
    this._ticking = false;
    this._tick = this._tick.bind(this);
    const hear = (name, act) => audio.addEventListener(name, act);
    hear("loadedmetadata", () => this._arrive());
    hear("play", () => this._tell("change"));
    hear("playing", () => this._startTicking());
    hear("pause", () => audio.ended || this._tell("change"));
    hear("seeked", () => this._tell("time"));
    hear("ended", () => this._tell("end"));
    hear("error", () => this._break());
    pauseOtherTabs(audio);
  }

  get playing() {
    return !this.audio.paused && !this.audio.ended;
  }

  /** Seconds from the beginning. */
  get at() {
    return this.audio.readyState ? this.audio.currentTime : this._from;
  }

  /** Make this address what is played, from this second on; null: nothing. Does not start. */
  load(url, from = 0) {
    this.url = url;
    this.broken = false;
    this._from = from;
    if (url) this.audio.src = this.ahead.source(url);
    else this.audio.removeAttribute("src");
    this.audio.load();
    this._tell("time");
  }

  play() {
    if (this.broken) this.load(this.url, this._from);
    this.audio.play().catch((error) => {
      if (error.name !== "AbortError" && !this.broken) this._tell("refused");
    });
  }

  pause() {
    this.audio.pause();
  }

  seek(seconds) {
    if (this.audio.readyState) this.audio.currentTime = seconds;
    else this._from = seconds;
    this._tell("time");
  }

  /** So many seconds on, or back; never past either end. */
  skip(seconds) {
    if (!this.url) return;
    const last = Number.isFinite(this.audio.duration) ? this.audio.duration : Infinity;
    this.seek(Math.min(Math.max(0, this.at + seconds), last));
  }

  set speed(rate) {
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
  }

  _arrive() {
    if (this._from > 0 && this._from < this.audio.duration) this.audio.currentTime = this._from;
    this._tell("time");
  }

  _break() {
    if (!this.url) return;
    this._from = this.audio.currentTime || this._from;
    this.ahead.drop(this.url);
    this.broken = true;
    this._tell("broken");
  }

  _startTicking() {
    if (!this._ticking) requestAnimationFrame(this._tick);
    this._ticking = true;
  }

  _tick(now) {
    this._ticking = this.playing;
    if (!this._ticking) return;
    if (now - this._told >= TIME_EVENT_EVERY) {
      this._told = now;
      this._tell("time");
    }
    this._tell("frame");
    requestAnimationFrame(this._tick);
  }

  _tell(name) {
    this.dispatchEvent(new Event(name));
  }
}

// Two voices at once are none: when one begins in another tab, this one pauses.
function pauseOtherTabs(audio) {
  if (!globalThis.BroadcastChannel) return;
  const tabs = new BroadcastChannel("edusmart:voice");
  audio.addEventListener("playing", () => tabs.postMessage("playing"));
  tabs.addEventListener("message", () => audio.pause());
}
