// Signing in with a card, for who does not read yet: a loudspeaker says what is to be done, where the device has a voice.

import { ReadAloud } from "../lesson/read-aloud.js";

const heading = /** @type {HTMLElement} */ (document.querySelector(".card-page h1"));
const problem = document.querySelector(".card-page #problem");
const words = (/** @type {Element} */ element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "";
const read = new ReadAloud(/** @type {HTMLElement} */ (heading.closest("main")));
const parts = [problem, heading].filter((it) => it !== null).map((element) => ({ said: words(element), element }));
heading.after(read.button(parts.map(({ said }) => said).join(" "), () => parts));
read.show(document.documentElement.lang.split("-")[0]);
