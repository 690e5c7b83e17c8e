// The player: what is shown and heard follows the rows; what the listener wants is `index` and `wants`.
// Nothing starts by itself, except that a story that is being played goes on to its next scene.

import { LiveTopic } from "../live/live-topic.js";
import { progressOf } from "../live/reducer.js";
import { Bookmark } from "../player/bookmark.js";
import { GoingOn } from "../player/going-on.js";
import { listenToPlayerKeys } from "../player/keyboard.js";
import { LazyParts } from "../player/lazy-parts.js";
import { Narrator } from "../player/narrator.js";
import { Prefetcher } from "../player/prefetch.js";
import { Transport } from "../player/transport.js";
import {
  expectedScenes,
  isFinished,
  isInProgress,
  isPlayable,
  milestoneSince,
  scenesOf,
  storyOf,
} from "../rows/story-rows.js";
import { SceneStrip } from "../stage/scene-strip.js";
import { SceneView, setStoryLanguage } from "../stage/scene-view.js";
import { Theatre } from "../stage/theatre.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, errorDetail, ownUrl, pageData, sendJson, setText, setVisible, takeWishToPlay } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { ConnectionEvent, StateEvent } from "../live/live-topic.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

class StoryPlayer {
  /** @param {HTMLElement} page */
  constructor(page) {
    const { story = "", liveUrl = "", statusUrl = "", mayEdit, soundsHere } = page.dataset;
    const { place, times, answered, heard, followed } = pageData("listener");
    /** @param {string} path */
    this.api = (path) => statusUrl.replace(/status$/, path);
    /** With its id: the scene may stand somewhere else when the server is asked. */
    this.sceneUrl = (/** @type {Scene} */ { index, id }, act = "") => this.api(`scene/${index}${act}?scene_id=${id}`);
    /** @param {number} by */
    this.step = (by) => this.go(this.index + by);
    /** @type {"play" | "pause"} what the listener asked for last */
    this.wants = takeWishToPlay() ? "play" : "pause";
    this.atEnd = false;
    const key = `place:${document.documentElement.dataset.user}:${story}`;
    this.bookmark = new Bookmark(key, this.api("position"), place, followed);
    this.index = this.bookmark.begin.scene;
    this.from = this.bookmark.begin.seconds;
    this.shown = this.bookmark.begin.id;
    this.prefetcher = new Prefetcher({
      sameSite: soundsHere === "yes",
      wordsUrl: (scene) => this.sceneUrl(scene),
      onWords: (voice, words) => this.topic.fillRow(voice, { words }),
    });
    this.narrator = new Narrator($("audio"), this.prefetcher);
    this.transport = new Transport(this.narrator, (...of) => this.parts.estimate?.secondsUntil(...of) ?? null, {
      toggle: () => this.toggle(),
      step: this.step,
      skip: (seconds) => this.skip(seconds),
      seek: (seconds) => this.seek(seconds),
      changed: () => this.render(),
    });
    this.goingOn = new GoingOn(this);
    this.parts = new LazyParts(this, { story, answered, times });
    this.view = new SceneView({
      mayEdit: mayEdit === "yes",
      onWord: (index) => this.playFromWord(index),
      onRetry: () => this.request("retry", "asked"),
      vowelled: (scene) => this.parts.vowels?.of(scene) ?? null,
    });
    this.strip = new SceneStrip($("strip"), (index) => this.go(index));
    this.theatre = new Theatre(this.step, () => this.wants === "pause" && this.toggle());
    this.topic = new LiveTopic({ liveUrl, statusUrl, first: pageData("first-state") });
    this._follow();
    this.heardBefore = { key: `heard-scenes:${key}`, scenes: heard ?? [] };
    listenToPlayerKeys(page, this);
    this._listenToTopic();
    this.goingOn.listen();
    this._listenToPage();
    this.render();
    this.topic.start();
  }

  get state() {
    return this.topic.state;
  }

  get scenes() {
    return scenesOf(this.state);
  }

  get scene() {
    return this.scenes.find((scene) => scene.index === this.index);
  }

  // What the listener does

  toggle() {
    if (this.parts.together?.toggle()) return;
    if (this.wants === "play") {
      this.wants = "pause";
      this.narrator.pause();
    } else if (this.atEnd) {
      this.wants = "play";
      this.go(0);
      if (!this.narrator.playing) this.narrator.play(); // a story of one scene is at it already
    } else if (isPlayable(this.scene)) {
      this.wants = "play";
      this.narrator.play(); // from the beginning where it had come to its end
    }
    this.render();
  }

  /**
   * Show a scene. While playing it is played, or waited for when stories go on by themselves.
   * @param {number} index
   */
  go(index, from = 0) {
    if (!this.parts.together?.go(index)) this.turnTo(index, from);
  }

  /**
   * Show a scene, whoever asked for it.
   * @param {number} index
   */
  turnTo(index, from = 0) {
    const scenes = this.scenes;
    if (!scenes.some((scene) => scene.index === index)) return;
    this.saveBookmark();
    this.parts.lessons?.dismiss();
    this.index = index;
    this.from = from;
    this.atEnd = false;
    if (!isPlayable(this.scene) && !this.transport.autoplay) this.wants = "pause";
    this.render();
    this.announce(text("scene-of", { n: index + 1, all: expectedScenes(storyOf(this.state), scenes) }));
    $("telling").scrollTop = 0;
    scrollTo({ top: 0, behavior: "instant" });
  }

  /** @param {number} word index into the scene's words */
  playFromWord(word) {
    const times = this.view.words[word];
    if (!times || !isPlayable(this.scene)) return;
    this.bookmark.tap(this.view.spans[word]?.textContent ?? "");
    const place = times[0] / 1000 + 0.001; // just inside the word, so that it is the one that is marked
    if (this.parts.together?.seek(place, true)) return;
    this.narrator.seek(place);
    this.wants = "play";
    this.atEnd = false;
    this.render();
  }

  /** @param {number} seconds */
  seek(seconds) {
    if (!this.parts.together?.seek(seconds)) this.narrator.seek(seconds);
  }

  /** @param {number} by seconds */
  skip(by) {
    if (this.narrator.url) this.seek(this.narrator.placeFromHere(by));
  }

  /**
   * Ask the server to do something with the story, and say how that went.
   * @param {string} action
   * @param {string} done key of the sentence for success
   */
  async request(action, done) {
    const { ok, status, body } = await sendJson("POST", this.api(action));
    this.announce(ok ? text(done) : errorDetail(body, text(status ? "failed" : "offline")), !ok);
  }

  fallAsleep() {
    this.parts.sleep?.reset();
    this.parts.together?.leave();
    this.narrator.pause();
    this.announce(text("good-night"), true);
    this.giveUp();
  }

  // What happens by itself

  /** Stay with the scene that is shown, wherever it stands now. */
  _follow() {
    this.index = this.scenes.find((scene) => scene.id === this.shown)?.index ?? this.index;
  }

  _listenToTopic() {
    this.topic.addEventListener("state", (event) => {
      this._follow();
      this.parts.estimate?.observe(this.scenes);
      const milestone = milestoneSince(/** @type {StateEvent} */ (event).detail.before, this.state, this.index);
      if (milestone) this.announce(text(milestone, { n: this.index + 1 }));
      this.goingOn.continueWaiting();
      this.render();
    });
    this.topic.addEventListener("progress", () => this.render());
    this.topic.addEventListener("connection", (event) => {
      const { status, reason } = /** @type {ConnectionEvent} */ (event).detail;
      if (status === "live") this.view.loadPictureAgain();
      if (reason === "gone" || reason === "forbidden") this.narrator.pause(); // it may not be heard any more
    });
    const onDevice = () => this.parts.offline?.kept ?? false;
    showConnectionNotice(this.topic, (words) => this.announce(words), onDevice);
  }

  _listenToPage() {
    setInterval(() => isInProgress(storyOf(this.state)) && this._showTransport(), 1000); // the estimate counts down
    this.bookmark.keepOnLeaving(() => this.saveBookmark());
  }

  giveUp() {
    this.wants = "pause";
    this.render();
  }

  /**
   * Tell a screen reader.
   * @param {string} words
   * @param {boolean} seen show it too
   */
  announce(words, seen = false) {
    setText($("says"), words);
    if (seen) this.transport.showMessage(words);
  }

  noteHeard() {
    if (this.scene && this.narrator.url) this.parts.heard?.note(this.scene.id, this.narrator.audio);
  }

  saveBookmark() {
    if (!this.scene) return;
    this.noteHeard();
    if (this.atEnd) return this.bookmark.finish();
    const at = this.narrator.audio.ended ? 0 : this.narrator.url ? this.narrator.at : this.from;
    this.bookmark.note(this.scene, at, this.narrator.playing);
  }

  // What is shown

  render() {
    const { scenes, state } = this;
    const story = storyOf(state);
    if (!story) return;
    const total = expectedScenes(story, scenes);
    // The bookmark may be of a scene that is not written (any more): show the last there is.
    if (!this.scene) this.index = scenes.at(-1)?.index ?? this.index;
    const scene = this.scene;
    this.shown = scene?.id;
    $("main").classList.toggle("player-empty", !scenes.length && !isInProgress(story));
    setText($("title"), story.title);
    setStoryLanguage(story);
    this.view.plain = this.transport.plain;
    setVisible($("vowels-choice"), story.language === "ar");
    this.view.show(scene, total, scene && progressOf(state, "illustration", scene.illustration));
    this.strip.show(scenes, total, this.index, this.transport.plain);
    this.parts.show(scene, scenes, story);
    this._loadVoice(scene);
    this._showTransport();
    this.parts.mediaSession?.show(scene, story);
    this.topic.focus(scene && !isFinished(scene) ? "scene" : null, scene?.id);
    const next = scenes.find((it) => it.index === this.index + 1);
    this.prefetcher.fetch(scene, next, !this.transport.plain);
  }

  _showTransport() {
    this.transport.show(this);
    this.theatre.show(this.narrator.playing);
    if (this.narrator.playing) this.view.layFront();
  }

  /** @param {Scene | undefined} scene */
  _loadVoice(scene) {
    const url = isPlayable(scene) ? ownUrl(scene.voice.audio_url) : null;
    if (url !== this.narrator.url) {
      this.narrator.load(url, this.from);
      this.from = 0;
      this.view.unmarkWord();
    }
    if (!url || this.wants !== "play" || this.narrator.playing || this.narrator.audio.ended) return;
    if (this.narrator.broken)
      this.parts.loadPlaying(); // looks when the sound is there again
    else this.narrator.play();
  }
}

/** @type {HTMLElement | null} */
const page = document.querySelector("[data-live-url]");
if (page) new StoryPlayer(page);
