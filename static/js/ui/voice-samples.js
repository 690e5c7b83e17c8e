// Hearing a voice before choosing it: one sound at a time, fetched when it is asked for.

import { ownUrl, setText, setVisible } from "./dom.js";
import { text } from "./texts.js";

/** `language()` says which language to hear; `problem` is an element for one sentence. */
export function voiceSamples(container, language, problem) {
  const audio = new Audio();
  let playing = null;
  const rest = () => {
    playing?.classList.remove("playing");
    playing?.setAttribute("aria-pressed", "false");
    playing = null;
  };
  const fail = () => {
    if (!playing) return;
    rest();
    setText(problem, text("sample-away"));
    setVisible(problem, true);
  };
  audio.addEventListener("ended", rest);
  audio.addEventListener("error", fail);
  container.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sample]");
    if (!button) return;
    event.preventDefault();
    const again = playing === button;
    audio.pause();
    rest();
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
