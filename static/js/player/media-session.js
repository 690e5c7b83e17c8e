// Controls on the lock screen and on headphones, where the browser has them.

import { ownUrl } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const SKIP = 10; // seconds

/** `player` has narrator, wants, toggle(), step(). Answers `show(scene, story)`. */
export function connectMediaSession(player) {
  const session = navigator.mediaSession;
  if (!session || !globalThis.MediaMetadata) return { show() {} };
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
  on("seekto", ({ seekTime }) => player.narrator.seek(seekTime));
  on("seekbackward", ({ seekOffset }) => player.narrator.skip(-(seekOffset || SKIP)));
  on("seekforward", ({ seekOffset }) => player.narrator.skip(seekOffset || SKIP));
  player.narrator.addEventListener("time", () => updatePosition(session, player.narrator.audio));
  let shown = "";
  return {
    show(scene, story) {
      session.playbackState = player.wants === "play" ? "playing" : "paused";
      const art = ownUrl(scene?.picture?.image_url);
      const key = `${scene?.id} ${art} ${story.title}`;
      if (!scene || key === shown) return;
      shown = key;
      session.metadata = new MediaMetadata({
        title: scene.heading || text("scene", { n: scene.index + 1 }),
        artist: story.title,
        album: "EduSmart",
        artwork: art ? [{ src: new URL(art, location.href).href, sizes: "768x768", type: "image/jpeg" }] : [],
      });
    },
  };
}

function updatePosition(session, audio) {
  if (!session.setPositionState || !Number.isFinite(audio.duration)) return;
  session.setPositionState({
    duration: audio.duration,
    playbackRate: audio.playbackRate,
    position: Math.min(audio.currentTime, audio.duration),
  });
}
