// Controls on the lock screen and on headphones, where the browser has them.

import { ownUrl } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Narrator } from "./narrator.js"
 */

/**
 * @typedef {object} SessionPlayer
 * @property {Narrator} narrator
 * @property {string} wants
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(seconds: number) => void} seek
 * @property {(by: number) => void} skip
 */
/** @typedef {{show: (scene: Scene | undefined, story: StoryRow) => void}} SessionDisplay */

const SKIP = 10; // seconds

/**
 * Connect the player with the device's media controls; `show` tells them what is played.
 * @param {SessionPlayer} player
 * @returns {SessionDisplay}
 */
export function connectMediaSession(player) {
  const session = navigator.mediaSession;
  if (!session || !globalThis.MediaMetadata) return { show() {} };
  /**
   * @param {MediaSessionAction} action
   * @param {MediaSessionActionHandler} act
   */
  const on = (action, act) => {
    try {
      session.setActionHandler(action, act);
    } catch {
      // An action this browser does not know.
    }
  };
  on("play", () => player.wants === "play" || player.toggle());
  on("pause", () => player.wants === "pause" || player.toggle());
  on("previoustrack", () => player.step(-1));
  on("nexttrack", () => player.step(1));
  on("seekto", ({ seekTime }) => player.seek(seekTime ?? 0));
  on("seekbackward", ({ seekOffset }) => player.skip(-(seekOffset || SKIP)));
  on("seekforward", ({ seekOffset }) => player.skip(seekOffset || SKIP));
  player.narrator.addEventListener("time", () => updatePosition(session, player.narrator.audio));
  let shown = "";
  return {
    show(scene, story) {
      session.playbackState = player.wants === "play" ? "playing" : "paused";
      const art = ownUrl(scene?.picture?.image_url);
      const key = `${scene?.id} ${scene?.title} ${art} ${story.title}`;
      // New metadata makes some lock screens flicker, so it is set only when it differs.
      if (!scene || key === shown) return;
      shown = key;
      session.metadata = new MediaMetadata({
        title: scene.title || scene.heading || text("scene", { n: scene.index + 1 }),
        artist: story.title,
        album: "EduSmart",
        artwork: art ? [{ src: new URL(art, location.href).href, sizes: "768x768", type: "image/jpeg" }] : [],
      });
    },
  };
}

/**
 * @param {MediaSession} session
 * @param {HTMLAudioElement} audio
 */
function updatePosition(session, audio) {
  if (!session.setPositionState || !Number.isFinite(audio.duration)) return;
  session.setPositionState({
    duration: audio.duration,
    playbackRate: audio.playbackRate,
    position: Math.min(audio.currentTime, audio.duration), // a position past the end throws
  });
}
