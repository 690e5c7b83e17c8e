// The listener's page: one click plays all; speed, skips, next; it goes on where it was left.

import { PlayCounter, Playlist } from "../brief-player/playlist.js";
import { $, csrfToken, ownUrl, pageData, sendJson, setText, setVisible } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";
import { readStored, writeStored } from "../ui/storage.js";

const SKIP_BACK = 10;
const SKIP_FORWARD = 30;
const SEEK_STEPS = 1000; // of the seek bar
const SAVE_EVERY = 2000; // ms between two notes of where we are

class BriefPlayer {
  constructor(brief) {
    this.brief = brief;
    withTitles(brief.items);
    this.key = `brief:${brief.id}`;
    this.list = new Playlist(brief.items, readStored(this.key, null));
    this.counting = new PlayCounter(
      (id, end) => csrfToken() && sendJson("POST", `${brief.heard}${id}/heard`, { to_the_end: end }),
    );
    this.audio = new Audio();
    this.audio.preload = "metadata";
    this.next = new Audio(); // fetches what comes next
    this.wants = false; // to play
    this.kept = 0;
    this._listen();
    this._lockScreen();
    $("speed").value = String(readStored("listening").speed ?? 1);
    this._load(this.list.from);
    $("play").disabled = false; // a click before now would have been lost
  }

  /** What can be heard now. What is playing goes on; a newer recording of it is for the next time. */
  take(items) {
    this.brief.items = withTitles(items);
    if (!items.length) return this.wants && this.toggle();
    this.list.replace(items);
    this._show();
  }

  toggle() {
    this.wants = !this.wants;
    if (this.wants) this._play();
    else this.audio.pause();
    this._show();
  }

  step(by) {
    if (by < 0 && this.audio.currentTime > 3) return this.seek(0);
    if (this.list.step(by)) this._load(0);
  }

  pick(id) {
    if (this.list.current.id === id) return this.toggle();
    this.list.go(id);
    this.wants = true;
    this._load(0);
  }

  seek(seconds) {
    const { duration } = this.audio;
    this.audio.currentTime = Math.min(Math.max(0, seconds), Number.isFinite(duration) ? duration : seconds);
  }

  _load(from) {
    const item = this.list.current;
    setVisible($("trouble"), false);
    this.audio.src = `${ownUrl(item.url)}${from ? `#t=${from}` : ""}`;
    this.audio.playbackRate = this.audio.defaultPlaybackRate = Number($("speed").value) || 1;
    if (from) this.audio.addEventListener("loadedmetadata", () => this.seek(from), { once: true });
    if (this.wants) this._play();
    this._keep(from);
    this._show();
    this._tellLockScreen();
  }

  async _play() {
    try {
      await this.audio.play();
      const after = this.brief.items[this.list.at + 1];
      if (after && !this.next.src.endsWith(after.url)) {
        this.next.preload = "auto";
        this.next.src = ownUrl(after.url);
      }
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.wants = false;
      setVisible($("trouble"), problem.name !== "NotAllowedError");
      this._show();
    }
  }

  _ended() {
    this.counting.toTheEnd(this.list.current);
    if (this.list.step(1)) return this._load(0);
    this.wants = false;
    this.list.rewind();
    this._load(0);
  }

  _time() {
    const item = this.list.current;
    const { currentTime, duration, paused } = this.audio;
    const all = Number.isFinite(duration) ? duration : item.seconds;
    if (!paused) this.counting.heard(item, currentTime);
    setText($("time"), formatTime(currentTime));
    setText($("length"), formatTime(all));
    if (document.activeElement !== $("seek") || !this.dragging)
      $("seek").value = all ? Math.round((SEEK_STEPS * currentTime) / all) : 0;
    $("seek").setAttribute("aria-valuetext", `${formatTime(currentTime)} / ${formatTime(all)}`);
    if (performance.now() - this.kept > SAVE_EVERY) this._keep(currentTime);
    if (navigator.mediaSession?.setPositionState && Number.isFinite(duration)) {
      navigator.mediaSession.setPositionState({
        duration,
        playbackRate: this.audio.playbackRate,
        position: Math.min(currentTime, duration),
      });
    }
  }

  _keep(seconds) {
    this.kept = performance.now();
    writeStored(this.key, { item: this.list.current.id, seconds });
  }

  _show() {
    const item = this.list.current;
    setText($("now"), item.title);
    const icons = document.documentElement.dataset.icons;
    $("play")
      .querySelector("use")
      .setAttribute("href", `${icons}#${this.wants ? "pause" : "play"}`);
    $("play").setAttribute("aria-label", this.wants ? $("play").dataset.pause : this.playWords);
    $("previous").disabled = false;
    $("next").disabled = this.list.at === this.brief.items.length - 1;
    for (const element of document.querySelectorAll(".transcript-item")) {
      const now = element.id === `item-${item.id}`;
      element.classList.toggle("now", now);
      const button = element.querySelector("[data-play]");
      if (now) button?.setAttribute("aria-current", "true");
      else button?.removeAttribute("aria-current");
      button?.querySelector("use").setAttribute("href", `${icons}#${now && this.wants ? "pause" : "play"}`);
    }
    if (navigator.mediaSession) navigator.mediaSession.playbackState = this.wants ? "playing" : "paused";
    this._time();
  }

  _listen() {
    this.playWords = $("play").getAttribute("aria-label");
    $("play").addEventListener("click", () => this.toggle());
    $("previous").addEventListener("click", () => this.step(-1));
    $("next").addEventListener("click", () => this.step(1));
    $("back").addEventListener("click", () => this.seek(this.audio.currentTime - SKIP_BACK));
    $("forward").addEventListener("click", () => this.seek(this.audio.currentTime + SKIP_FORWARD));
    $("speed").addEventListener("change", () => this._speed());
    $("seek").addEventListener("input", () => this.seek((this.audio.duration * $("seek").value) / SEEK_STEPS || 0));
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-play]");
      if (button) this.pick(Number(button.dataset.play));
    });
    this.audio.addEventListener("timeupdate", () => this._time());
    this.audio.addEventListener("loadedmetadata", () => this._time());
    this.audio.addEventListener("ended", () => this._ended());
    this.audio.addEventListener("pause", () => this.audio.ended || this._outside(false));
    this.audio.addEventListener("play", () => this._outside(true));
    this.audio.addEventListener("error", () => this.wants && this._trouble());
    addEventListener("pagehide", () => this._keep(this.audio.currentTime));
  }

  // The browser itself paused or went on: headphones pulled out, a call.
  _outside(plays) {
    if (this.wants === plays || this.audio.seeking || this.audio.readyState === 0) return;
    this.wants = plays;
    this._show();
  }

  _trouble() {
    this.wants = false;
    setVisible($("trouble"), true);
    this._show();
  }

  _speed() {
    this.audio.playbackRate = this.audio.defaultPlaybackRate = Number($("speed").value);
    writeStored("listening", { speed: this.audio.playbackRate });
  }

  _lockScreen() {
    const acts = {
      play: () => this.wants || this.toggle(),
      pause: () => this.wants && this.toggle(),
      previoustrack: () => this.step(-1),
      nexttrack: () => this.step(1),
      seekbackward: () => this.seek(this.audio.currentTime - SKIP_BACK),
      seekforward: () => this.seek(this.audio.currentTime + SKIP_FORWARD),
      seekto: ({ seekTime }) => this.seek(seekTime),
    };
    for (const [name, act] of Object.entries(acts)) {
      try {
        navigator.mediaSession?.setActionHandler(name, act);
      } catch {
        // An action this browser does not know.
      }
    }
  }

  _tellLockScreen() {
    if (!navigator.mediaSession || !globalThis.MediaMetadata) return;
    const { title, album } = this.brief;
    navigator.mediaSession.metadata = new MediaMetadata({
      title: this.list.current.title,
      artist: title,
      album: album || title,
    });
  }
}

function withTitles(items) {
  for (const item of items) item.title ||= $(`item-${item.id}`)?.querySelector("h2").textContent ?? "";
  return items;
}

const brief = pageData("listening");
let listener = brief.items.length ? new BriefPlayer(brief) : null;
// Playing needs none of it, so it is not waited for.
const { followUpdates } = await import("../brief-player/page-updates.js");
followUpdates(brief.live, (items) => {
  setVisible($("player"), items.length);
  if (listener) listener.take(items);
  else if (items.length) listener = new BriefPlayer({ ...brief, items });
});
