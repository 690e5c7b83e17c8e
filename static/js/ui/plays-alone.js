// One recording plays at a time on a page.

/** @type {HTMLAudioElement | null} what plays now, or played last */
let heard = null;

/**
 * Have the sound pause whatever played before it.
 * @param {HTMLAudioElement} audio
 */
export function playsAlone(audio) {
  audio.addEventListener("play", () => {
    if (heard !== audio) heard?.pause();
    heard = audio;
  });
}
