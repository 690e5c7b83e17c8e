// One recording plays at a time on a page.

/** @type {HTMLAudioElement | null} what plays now, or played last */
let heard = null;
const plays = new EventTarget();

/**
 * Have the sound pause whatever played before it.
 * @param {HTMLAudioElement} audio
 */
export function playsAlone(audio) {
  audio.addEventListener("play", () => {
    if (heard !== audio) heard?.pause();
    heard = audio;
    plays.dispatchEvent(new Event("play"));
  });
}

/**
 * Say whenever one of the page's recordings begins to play.
 * @param {() => void} act
 * @param {AbortSignal} signal ends it
 */
export function onPlay(act, signal) {
  plays.addEventListener("play", act, { signal });
}
