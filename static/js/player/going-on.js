// How a story goes on by itself: from scene to scene, over what is asked between two of them, to its end.

import { isInProgress, isPlayable, storyOf } from "../rows/story-rows.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { LazyParts } from "./lazy-parts.js"
 * @import { Narrator } from "./narrator.js"
 */

/**
 * What it needs of the player.
 * @typedef {object} GoingPlayer
 * @property {TopicState} state
 * @property {Scene[]} scenes
 * @property {Scene | undefined} scene
 * @property {number} index
 * @property {boolean} atEnd
 * @property {"play" | "pause"} wants
 * @property {LazyParts} parts
 * @property {Narrator} narrator
 * @property {{markWord: (at: number, isHeard: boolean) => void}} view
 * @property {{autoplay: boolean, asks: boolean}} transport
 * @property {{send: () => void}} bookmark
 * @property {(index: number) => void} go
 * @property {() => void} noteHeard
 * @property {() => void} saveBookmark
 * @property {() => void} fallAsleep
 * @property {() => void} giveUp
 * @property {() => void} render
 */

export class GoingOn {
  /** @param {GoingPlayer} player */
  constructor(player) {
    this.player = player;
  }

  /** Follow what the voice does. */
  listen() {
    const { player } = this;
    const { narrator, view } = player;
    narrator.addEventListener("end", () => this._sceneEnded());
    narrator.addEventListener("frame", () => view.markWord(narrator.at, true));
    narrator.addEventListener("time", () => {
      if (narrator.playing) player.saveBookmark();
      else view.markWord(narrator.at || -1, false); // none before the start
    });
    narrator.addEventListener("refused", () => player.giveUp());
    narrator.addEventListener("broken", () => player.render());
    narrator.addEventListener("change", () => {
      player.parts.loadPlaying();
      // Paused from outside: headphones pulled out, another app, the lock screen.
      if (narrator.isPaused && isPlayable(player.scene)) player.wants = "pause";
      player.saveBookmark();
      if (narrator.isPaused) player.bookmark.send(); // the shelf may be the next that is opened
      player.render();
    });
  }

  _sceneEnded() {
    const { player } = this;
    const { scene, parts } = player;
    player.noteHeard();
    // It was heard to its end, whatever is asked after it, and whoever has fallen asleep.
    if (this._isOver) this._finish();
    if (parts.together?.endsScene()) return;
    if (parts.sleep?.afterScene) return player.fallAsleep();
    this._whenFree(() => {
      // A screen that is off cannot be answered: a listener in bed is not kept waiting.
      if (scene && player.transport.asks && !document.hidden && parts.lessons?.isDue(scene)) {
        parts.lessons.offer(scene, () => this._whenFree(() => player.scene?.id === scene.id && this._continue()));
      } else this._continue();
    });
  }

  /** @param {() => void} act nothing opens over what is asked about listening together */
  _whenFree(act) {
    const { together } = this.player.parts;
    if (together) together.afterAsking(act);
    else act();
  }

  /** Continue where the last scene there was has ended, and there is another one now. */
  continueWaiting() {
    const { player } = this;
    if (player.parts.together?.follower.where) return; // its conductor leads on
    const done = player.wants === "play" && player.narrator.audio.ended && !player.parts.lessons?.open;
    if (done && this._next) player.go(player.index + 1);
    else if (done && this._isOver) this._continue();
  }

  get _next() {
    return this.player.scenes.find((scene) => scene.index === this.player.index + 1);
  }

  /** Whether nothing comes after the scene that is shown. */
  get _isOver() {
    return !this._next && !isInProgress(storyOf(this.player.state));
  }

  _continue() {
    const { player } = this;
    if (this._isOver) this._end();
    if (player.atEnd || !player.transport.autoplay) player.giveUp();
    else if (this._next) player.go(this._next.index);
    else player.render(); // the next scene is not written yet: wait for it
  }

  _finish() {
    const { player } = this;
    player.atEnd = true;
    player.saveBookmark();
    player.bookmark.send(); // at once: the shelf has a mark for it
  }

  _end() {
    const { scenes, state, parts } = this.player;
    this._finish();
    parts.ending?.show(storyOf(state), scenes, parts.heard?.among(scenes) ?? []);
  }
}
