// The keys of a headset and of the lock screen: what they do, and what is shown there.

/** @import { BriefPlayer } from "./brief-player.js" */

export const SKIP = { back: 10, forward: 30 }; // seconds

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
