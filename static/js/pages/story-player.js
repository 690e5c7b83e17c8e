// The player: what is shown and heard follows the rows; what somebody wants is `index` and `wants`.
// Nothing starts by itself, except that a story that is being played goes on to its next scene.

import { LiveTopic } from "../live/live-topic.js";
import { progressOf } from "../live/reducer.js";
import { Bookmark } from "../player/bookmark.js";
import { listenToKeys } from "../player/keyboard.js";
import { LazyParts } from "../player/lazy-parts.js";
import { Narrator } from "../player/narrator.js";
import { Prefetcher } from "../player/prefetch.js";
import { SceneStrip } from "../player/scene-strip.js";
import { SceneView, setStoryLanguage } from "../player/scene-view.js";
import { Transcript } from "../player/transcript.js";
import { Transport } from "../player/transport.js";
import { expectedScenes, isFinished, isInProgress, isPlayable, scenesOf, storyOf } from "../rows/story-rows.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, errorDetail, ownUrl, pageData, sendJson, setText } from "../ui/dom.js";
import { text } from "../ui/texts.js";

class StoryPlayer {
  constructor(page) {
    const { story, liveUrl, statusUrl, mayEdit, soundsHere } = page.dataset;
    const { place, times, answered } = pageData("listener");
    const api = (act) => statusUrl.replace(/status$/, act);
    this.api = api;
    this.wants = "pause"; // or "play": what the listener asked for last
    this.atEnd = false;
    this.place = new Bookmark(`place:${document.documentElement.dataset.user}:${story}`, api("position"), place);
    this.index = this.place.begin.scene;
    this.from = this.place.begin.seconds;

    this.ahead = new Prefetcher(soundsHere === "yes");
    this.narrator = new Narrator($("audio"), this.ahead);
    this.transport = new Transport(this.narrator, (...of) => this.later.pace?.until(...of) ?? null, {
      toggle: () => this.toggle(),
      step: (by) => this.step(by),
      skip: (seconds) => this.narrator.skip(seconds),
      changed: () => this.render(),
    });
    this.later = new LazyParts(this, { story, answered, times });
    this.transcript = new Transcript(() => this.scenes);
    this.view = new SceneView({
      mayEdit: mayEdit === "yes",
      onWord: (index) => this.playFrom(index),
      onRetry: () => this.ask("retry", "asked"),
    });
    this.strip = new SceneStrip($("strip"), (index) => this.go(index));
    this.topic = new LiveTopic({ liveUrl, statusUrl, first: pageData("first-state") });
    this._keys(page);
    this._listen();
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

  // What somebody does

  toggle() {
    if (this.wants === "play") {
      this.wants = "pause";
      this.narrator.pause();
    } else if (this.atEnd) {
      this.wants = "play";
      this.go(0);
    } else if (isPlayable(this.scene)) {
      this.wants = "play";
      this.narrator.play(); // from the beginning where it had come to its end
    }
    this.render();
  }

  step(by) {
    this.go(this.index + by);
  }

  /** Show a scene. While playing it is played, or waited for when stories go on by themselves. */
  go(index, from = 0) {
    const scenes = this.scenes;
    if (!scenes.some((scene) => scene.index === index)) return;
    this.keepPlace();
    this.later.learning?.dismiss();
    this.index = index;
    this.from = from;
    this.atEnd = false;
    if (!isPlayable(this.scene) && !this.transport.goesOn) this.wants = "pause";
    this.render();
    this.announce(text("scene-of", { n: index + 1, all: expectedScenes(storyOf(this.state), scenes) }));
    scrollTo({ top: 0, behavior: "instant" });
  }

  playFrom(word) {
    const times = this.view.words[word];
    if (!times || !isPlayable(this.scene)) return;
    this.narrator.seek(times[0] / 1000 + 0.001);
    this.wants = "play";
    this.atEnd = false;
    this.render();
  }

  async ask(act, done) {
    const { ok, status, body } = await sendJson("POST", this.api(act));
    this.announce(ok ? text(done) : errorDetail(body, text(status ? "failed" : "offline")), !ok);
  }

  // What happens by itself

  _ended() {
    const scene = this.scene;
    if (this.later.sleep?.afterScene) return this.fallAsleep();
    // A screen that is off cannot be answered: who listens in bed is not kept waiting.
    if (this.transport.asks && !document.hidden && this.later.learning?.due(scene)) {
      this.later.learning.offer(scene, () => this.scene?.id === scene.id && this._goOn());
    } else this._goOn();
  }

  fallAsleep() {
    this.later.sleep?.over();
    this.wants = "pause";
    this.narrator.pause();
    this.announce(text("good-night"), true);
    this.render();
  }

  _goOn() {
    const next = this.scenes.find((scene) => scene.index === this.index + 1);
    const story = storyOf(this.state);
    if (!next && !isInProgress(story)) this.atEnd = true;
    if (this.atEnd || !this.transport.goesOn) {
      this.wants = "pause";
      this.render();
    } else if (next) this.go(next.index);
    else this.render(); // the next scene is not written yet: wait for it
  }

  _waited() {
    // Played to the end of the last scene there was, and there is another one now.
    const done = this.wants === "play" && this.narrator.audio.ended && !this.later.learning?.open;
    if (done && this.scenes.some((scene) => scene.index === this.index + 1)) this.go(this.index + 1);
    else if (done && !isInProgress(storyOf(this.state))) this._goOn();
  }

  _keys(page) {
    const acts = {
      toggle: () => $("play").disabled || this.toggle(),
      step: (by) => this.step(by),
      skip: (seconds) => this.narrator.skip(seconds),
      faster: (by) => this.transport.faster(by),
      mute: () => this._mute(),
      help: () => $("keys").showModal(),
    };
    listenToKeys(page, acts, (right) => ($("stage").dir === "rtl") !== right);
    $("keys-open").addEventListener("click", acts.help);
  }

  _mute() {
    this.narrator.audio.muted = !this.narrator.audio.muted;
    this.announce(text(this.narrator.audio.muted ? "muted" : "unmuted"), true);
  }

  _listen() {
    this.topic.addEventListener("state", ({ detail: { before } }) => {
      this.later.pace?.see(this.scenes);
      this._milestones(before);
      this._waited();
      this.render();
    });
    this.topic.addEventListener("progress", () => this.render());
    this.topic.addEventListener("connection", ({ detail: { reason } }) => {
      if (["gone", "forbidden"].includes(reason)) this.narrator.pause(); // not theirs to hear any more
    });
    showConnectionNotice(
      this.topic,
      (words) => this.announce(words),
      () => this.later.keeping?.kept,
    );
    setInterval(() => isInProgress(storyOf(this.state)) && this._control(), 1000); // the estimate counts down
    const on = (name, act) => this.narrator.addEventListener(name, act);
    on("end", () => this._ended());
    on("frame", () => this.view.light(this.narrator.at, true));
    on("time", () => {
      if (this.narrator.playing) this.keepPlace();
      else this.view.light(this.narrator.at || -1, false); // none before the start
    });
    on("broken", () => this._stopWanting());
    on("refused", () => this._stopWanting());
    on("change", () => {
      this.later.lockScreen();
      // Paused from outside: headphones pulled out, another app, the lock screen.
      if (!this.narrator.playing && isPlayable(this.scene) && this.narrator.url) this.wants = "pause";
      this.keepPlace();
      this.render();
    });
    const leave = () => {
      this.keepPlace();
      this.place.send();
    };
    addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
  }

  _stopWanting() {
    this.wants = "pause";
    this.render();
  }

  _milestones(before) {
    const was = scenesOf(before).find((scene) => scene.index === this.index);
    if (!isPlayable(was) && isPlayable(this.scene)) this.announce(text("says-ready", { n: this.index + 1 }));
    const [old, now] = [storyOf(before)?.status, storyOf(this.state)?.status];
    if (old !== now && old && now === "completed" && !storyOf(this.state).failed_scenes)
      this.announce(text("says-all"));
  }

  announce(words, seen = false) {
    setText($("says"), words);
    if (seen) this.transport.tell(words);
  }

  keepPlace() {
    if (!this.scene) return;
    if (this.atEnd) return this.place.note(0, 0); // heard to its end: next time from the beginning
    const at = this.narrator.audio.ended ? 0 : this.narrator.url ? this.narrator.at : this.from;
    this.place.note(this.index, at);
  }

  // What is shown

  render() {
    const { scenes, state } = this;
    const story = storyOf(state);
    if (!story) return;
    const total = expectedScenes(story, scenes);
    // A remembered place that is not told (any more): show the last there is.
    if (!this.scene && scenes.length) this.index = scenes.at(-1).index;
    const scene = this.scene;
    $("main").classList.toggle("player-empty", !scenes.length && !isInProgress(story));
    setText($("title"), story.title);
    setStoryLanguage(story);
    this.view.plain = this.transport.plain;
    this.view.show(scene, total, scene && progressOf(state, "illustration", scene.illustration));
    this.strip.show(scenes, total, this.index, this.transport.plain);
    this.later.show(scene, scenes, story);
    this.transcript.show(story, scenes);
    this._voice(scene);
    this._control();
    this.later.lock?.show(scene, story);
    this._look(scene);
    this._fetchNext(scenes);
  }

  _control() {
    const { scene, scenes, state, wants, atEnd } = this;
    this.transport.show({ scene, scenes, state, wants, atEnd });
  }

  _voice(scene) {
    const url = isPlayable(scene) ? ownUrl(scene.voice.audio_url) : null;
    if (url !== this.narrator.url) {
      this.narrator.load(url, this.from);
      this.from = 0;
      this.view.dark();
    }
    if (url && this.wants === "play" && !this.narrator.playing && !this.narrator.audio.ended) this.narrator.play();
  }

  _look(scene) {
    if (scene && !isFinished(scene)) this.topic.focus("scene", scene.id);
    else this.topic.focus(null);
  }

  _fetchNext(scenes) {
    const next = scenes.find((scene) => scene.index === this.index + 1);
    if (!this.transport.plain) this.ahead.picture(ownUrl(next?.picture?.image_url));
    if (isPlayable(next)) this.ahead.sound(ownUrl(next.voice.audio_url));
    for (const scene of [this.scene, next]) this._fetchWords(scene);
  }

  _fetchWords(scene) {
    if (!isPlayable(scene)) return;
    const arrived = (words) => this.topic.fill(scene.voice, { words });
    this.ahead.words(scene, this.api(`scene/${scene.index}`), arrived);
  }
}

const page = document.querySelector("[data-live-url]");
if (page) new StoryPlayer(page);
