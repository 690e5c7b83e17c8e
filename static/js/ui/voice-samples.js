// Hearing a voice before choosing it: one sample at a time, fetched when it is requested.

import { ownUrl, setText, setVisible } from "./dom.js";
import { playsAlone } from "./plays-alone.js";
import { text } from "./texts.js";

/**
 * Let the [data-sample] buttons of a container play their samples.
 * @param {HTMLElement} container
 * @param {() => string} language which language to hear
 * @param {HTMLElement} problem shows one sentence when a sample cannot be played
 */
export function voiceSamples(container, language, problem) {
  const audio = new Audio();
  /** @type {HTMLElement | null} */
  let playing = null;
  const reset = () => {
    playing?.classList.remove("playing");
    playing?.setAttribute("aria-pressed", "false");
    playing = null;
  };
  const fail = () => {
    if (!playing) return; // a stop, or another sample, was wanted meanwhile
    reset();
    setText(problem, text("sample-away"));
    setVisible(problem, true);
  };
  playsAlone(audio);
  audio.addEventListener("ended", reset);
  audio.addEventListener("pause", () => audio.paused && reset()); // not of the one before, which is gone
  audio.addEventListener("error", fail);
  container.addEventListener("click", (event) => {
    /** @type {HTMLElement | null} */
    const button = /** @type {Element} */ (event.target).closest("[data-sample]");
    if (!button) return;
    event.preventDefault();
    const again = playing === button;
    audio.pause();
    reset();
    setVisible(problem, false);
    const url = ownUrl(button.dataset.sample);
    if (again || !url) return;
    playing = button;
    button.classList.add("playing");
    button.setAttribute("aria-pressed", "true");
    audio.src = `${url}?language=${encodeURIComponent(language())}`;
    audio.play().catch(fail);
  });
}
