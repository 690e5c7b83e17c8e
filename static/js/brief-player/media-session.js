// The keys of a keyboard, of a headset and of the lock screen: what they do, and what is shown there.

/** @import { BriefPlayer } from "./brief-player.js" */

export const SKIP = { back: 10, forward: 30 }; // seconds

const TYPED_IN = "input, select, textarea, dialog";
const PRESSED = "button, a, summary";

/**
 * Listen to a keyboard, as the player of a story does: Space, arrows for items, Shift and arrows for seconds.
 * @param {BriefPlayer} player
 */
export function connectKeys(player) {
  document.addEventListener("keydown", (event) => {
    const { key, shiftKey } = event;
    const target = /** @type {Element} */ (event.target);
    if (event.ctrlKey || event.altKey || event.metaKey || target.closest(TYPED_IN)) return;
    if (key === " " && !target.closest(PRESSED)) player.toggle();
    else if (key === "ArrowLeft" && shiftKey) player.seek(player.audio.currentTime - SKIP.back);
    else if (key === "ArrowRight" && shiftKey) player.seek(player.audio.currentTime + SKIP.forward);
    else if (key === "ArrowLeft") player.step(-1);
    else if (key === "ArrowRight") player.step(1);
    else return;
    event.preventDefault();
  });
}

/** @param {BriefPlayer} player */
export function connectMediaSession(player) {
  /** @type {[MediaSessionAction, MediaSessionActionHandler][]} */
  const handlers = [
    ["play", () => player.wantsToPlay || player.toggle()],
    ["pause", () => player.wantsToPlay && player.toggle()],
    ["previoustrack", () => player.step(-1)],
    ["nexttrack", () => player.step(1)],
    ["seekbackward", () => player.seek(player.audio.currentTime - SKIP.back)],
    ["seekforward", () => player.seek(player.audio.currentTime + SKIP.forward)],
    ["seekto", ({ seekTime }) => player.seek(seekTime ?? 0)],
  ];
  for (const [action, act] of handlers) {
    try {
      navigator.mediaSession?.setActionHandler(action, act);
    } catch {
      // An action this browser does not know.
    }
  }
}

/**
 * @param {{title: string, album: string}} brief
 * @param {string} item its title
 */
export function showOnLockScreen({ title, album }, item) {
  if (!navigator.mediaSession || !globalThis.MediaMetadata) return;
  const metadata = { title: item, artist: title, album: album || title };
  navigator.mediaSession.metadata = new MediaMetadata(metadata);
}
