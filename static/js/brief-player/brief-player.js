// What plays a brief: one click plays all; speed, skips, next; it begins where the listener was last time.

import { $, csrfToken, ownUrl, sendJson, setText, setVisible, takeWish } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";
import { Gap } from "../ui/gap.js";
import { readStored, writeStored } from "../ui/storage.js";
import { LitWords } from "./lit-words.js";
import { connectKeys, connectMediaSession, SKIP, showOnLockScreen } from "./media-session.js";
import { PlayCounter, Playlist } from "./playlist.js";

/**
 * @import { SleepTimer } from "../player/sleep-timer.js"
 * @import { KeptItem } from "./kept-item.js"
 * @import { Brief, Sound } from "./playlist.js"
 */

/** @typedef {{kept: KeptItem, sleepTimer: (stop: () => void) => SleepTimer}} Parts what its page gives it */

const RESTART_AFTER = 3; // seconds into an item, "previous" goes to its beginning
const SEEK_STEPS = 1000; // of the seek bar
const SAVE_EVERY = 2000; // ms

export class BriefPlayer {
  /**
   * @param {Brief} brief
   * @param {Parts} parts
   */
  constructor(brief, { kept, sleepTimer }) {
    this.brief = brief;
    this.kept = kept;
    this.key = `brief:${brief.id}`;
    this.list = new Playlist(brief.items, readStored(this.key, null));
    // Without a CSRF token the page is a preview, and nothing is counted.
    this.counter = new PlayCounter((id, toTheEnd) => {
      if (csrfToken()) sendJson("POST", `${brief.heard}${id}/heard`, { to_the_end: toTheEnd });
    });
    this.audio = new Audio();
    this.audio.preload = "metadata";
    this.next = new Audio(); // fetches what comes next
    this.gap = new Gap(brief.between);
    this.words = new LitWords();
    this.sleep = sleepTimer(() => this.wantsToPlay && this.toggle());
    this.inGap = false;
    this.wantsToPlay = takeWish("play");
    this.saved = 0;
    this.playLabel = $("play").getAttribute("aria-label");
    this._listenToPage();
    this._listenToAudio();
    connectMediaSession(this);
    connectKeys(this);
    $("speed").value = String(readStored("listening").speed ?? 1);
    this._load(this.list.from);
    $("play").disabled = false; // a click before now would have been lost
  }

  /**
   * Take what can be heard now. What is heard goes on with its words; what was not begun is the newer one.
   * @param {Sound[]} items
   */
  take(items) {
    this.brief.items = items;
    if (!items.length) {
      if (this.wantsToPlay) this.toggle();
      return;
    }
    const isOther = this.list.differs(items);
    this.list.replace(items, this._isBegun);
    if (isOther && !this._isBegun) return this._load(0);
    this._show();
  }

  /**
   * Return the item whose words stay, as its sound does: of these items it has another one, or none.
   * @param {Sound[]} items
   */
  keeps(items) {
    return this._isBegun && this.list.differs(items) ? this.list.current.id : null;
  }

  get _isBegun() {
    return this.audio.currentTime > 0 || !this.audio.paused;
  }

  toggle() {
    this.wantsToPlay = !this.wantsToPlay;
    if (this.wantsToPlay) this._play();
    else this.audio.pause();
    this.gap.end();
    this._show();
  }

  /** @param {1 | -1} by */
  step(by) {
    if (by < 0 && this.audio.currentTime > RESTART_AFTER) return this.seek(0);
    if (this.list.step(by)) this._load(0);
  }

  /** @param {number} id */
  pick(id) {
    const isHeard = this.list.current.id === id;
    // Pressed again where a newer version is there, it begins with that one.
    if (isHeard && (this.wantsToPlay || !this.list.held)) return this.toggle();
    this.list.go(id);
    this.wantsToPlay = true;
    this._load(0);
  }

  _playNewer() {
    this.list.go(this.list.current.id);
    this.wantsToPlay = true;
    this._load(0);
  }

  /** @param {number} seconds */
  seek(seconds) {
    const { duration } = this.audio;
    this.audio.currentTime = Math.min(Math.max(0, seconds), Number.isFinite(duration) ? duration : seconds);
  }

  /** @param {number} from seconds */
  _load(from) {
    const item = this.list.current;
    if (!this.inGap) this.gap.end();
    this.kept.leave();
    setVisible($("trouble"), false);
    this.audio.src = `${ownUrl(item.url)}${from ? `#t=${from}` : ""}`;
    this.audio.playbackRate = this.audio.defaultPlaybackRate = Number($("speed").value) || 1;
    // Some browsers ignore #t, and all ignore a seek before the length is known.
    if (from) this.audio.addEventListener("loadedmetadata", () => this.seek(from), { once: true });
    if (this.wantsToPlay && !this.inGap) this._play();
    this._save(from);
    this._show();
    showOnLockScreen(this.brief, this.list.current.title);
  }

  async _play() {
    try {
      await this.audio.play();
      const after = this.list.following;
      if (after && !this.next.src.endsWith(after.url)) {
        this.next.preload = "auto";
        this.next.src = ownUrl(after.url) ?? "";
      }
    } catch (problem) {
      const name = problem instanceof Error ? problem.name : "";
      if (name === "AbortError") return; // another item was loaded meanwhile
      this.wantsToPlay = false;
      setVisible($("trouble"), name !== "NotAllowedError"); // the browser's autoplay policy is no trouble
      this._show();
    }
  }

  _itemEnded() {
    this.counter.heardToTheEnd(this.list.current);
    const followed = isInView(this._element());
    const isLast = !this.list.step(1);
    if (!isLast && !this.sleep.afterScene) return this._loadAfterGap(followed);
    this.sleep.reset();
    this.wantsToPlay = false;
    if (isLast) this.list.rewind();
    this._load(0);
  }

  /** @param {boolean} followed the words of the item before were in view */
  _loadAfterGap(followed) {
    this.inGap = true;
    this._load(0);
    this.inGap = false;
    // Who reads along goes on to what is heard; who reads elsewhere stays there.
    if (followed) this._element()?.scrollIntoView({ block: "nearest", behavior: "smooth" });
    this.gap.begin(() => this.wantsToPlay && this._play());
  }

  /** @param {number} seconds */
  _save(seconds) {
    this.saved = performance.now();
    writeStored(this.key, { item: this.list.current.id, seconds });
  }

  // What is shown

  _element() {
    return document.getElementById(`item-${this.list.current.id}`);
  }

  /** Light each word as it is said; a frame at a time, as `timeupdate` comes four times a second only. */
  _follow() {
    this.words.light(this.audio.currentTime * 1000);
    if (!this.audio.paused) requestAnimationFrame(() => this._follow());
  }

  _showTime() {
    const item = this.list.current;
    const { currentTime, duration, paused, playbackRate } = this.audio;
    const all = Number.isFinite(duration) ? duration : item.seconds;
    if (!paused) this.counter.heard(item, currentTime);
    setText($("time"), formatTime(currentTime));
    setText($("length"), formatTime(all));
    $("seek").value = all ? Math.round((SEEK_STEPS * currentTime) / all) : 0;
    $("seek").setAttribute("aria-valuetext", `${formatTime(currentTime)} / ${formatTime(all)}`);
    if (performance.now() - this.saved > SAVE_EVERY) this._save(currentTime);
    if (!navigator.mediaSession?.setPositionState || !Number.isFinite(duration)) return;
    navigator.mediaSession.setPositionState({ duration, playbackRate, position: Math.min(currentTime, duration) });
  }

  _show() {
    const item = this.list.current;
    setText($("now"), item.title);
    setText($("place"), this.list.place);
    this.words.mark(this._element(), item.words ?? []);
    if (this.audio.paused) this.words.light(this.audio.currentTime * 1000 || -1);
    showIcon($("play"), this.wantsToPlay ? "pause" : "play");
    $("play").setAttribute("aria-label", this.wantsToPlay ? $("play").dataset.pause : this.playLabel);
    $("previous").disabled = false;
    $("next").disabled = !this.list.following;
    for (const element of document.querySelectorAll(".transcript-item")) {
      const current = element.id === `item-${item.id}`;
      element.classList.toggle("now", current);
      element.classList.toggle("heard", current && this.wantsToPlay);
      const button = element.querySelector("[data-play]");
      if (!button) continue; // an item without audio
      if (current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
      showIcon(button, current && this.wantsToPlay ? "pause" : "play");
    }
    if (navigator.mediaSession) navigator.mediaSession.playbackState = this.wantsToPlay ? "playing" : "paused";
    this._showTime();
  }

  // What comes in

  _listenToPage() {
    $("play").addEventListener("click", () => this.toggle());
    $("previous").addEventListener("click", () => this.step(-1));
    $("next").addEventListener("click", () => this.step(1));
    $("back").addEventListener("click", () => this.seek(this.audio.currentTime - SKIP.back));
    $("forward").addEventListener("click", () => this.seek(this.audio.currentTime + SKIP.forward));
    $("speed").addEventListener("change", () => this._changeSpeed());
    $("seek").addEventListener("input", () => this.seek((this.audio.duration * $("seek").value) / SEEK_STEPS || 0));
    // On the document, since the transcript is replaced when the brief changes.
    document.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      const button = target.closest("[data-play]");
      if (button) this.pick(Number(button.getAttribute("data-play")));
      if (target.closest("[data-play-newer]")) this._playNewer();
      const start = this.words.startOf(target);
      if (start !== null) this.seek(start);
    });
    addEventListener("pagehide", () => this._save(this.audio.currentTime));
  }

  _listenToAudio() {
    const { audio } = this;
    audio.addEventListener("timeupdate", () => this._showTime());
    audio.addEventListener("loadedmetadata", () => this._showTime());
    for (const event of ["playing", "seeked"]) audio.addEventListener(event, () => this._follow());
    audio.addEventListener("ended", () => this._itemEnded());
    audio.addEventListener("pause", () => audio.ended || this._changedOutside(false));
    audio.addEventListener("play", () => this._changedOutside(true));
    audio.addEventListener("error", () => this.wantsToPlay && this._fail());
  }

  /**
   * Follow a pause or start that was not asked for on the page: headphones pulled out, a call.
   * @param {boolean} plays
   */
  _changedOutside(plays) {
    if (this.wantsToPlay === plays || this.audio.seeking || this.audio.readyState === 0) return;
    this.wantsToPlay = plays;
    this._show();
  }

  _fail() {
    this.wantsToPlay = false;
    setVisible($("trouble"), true);
    this._show();
  }

  _changeSpeed() {
    this.audio.playbackRate = this.audio.defaultPlaybackRate = Number($("speed").value);
    writeStored("listening", { speed: this.audio.playbackRate });
  }
}

/** @param {Element | null} element */
function isInView(element) {
  const { top, bottom } = element?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  return bottom > 0 && top < innerHeight;
}

/**
 * @param {Element} button
 * @param {string} name
 */
function showIcon(button, name) {
  button.querySelector("use")?.setAttribute("href", `${document.documentElement.dataset.icons}#${name}`);
}
