// Words and questions read aloud for children who do not read yet: what the story says itself in its own voice, the
// rest by a voice of the device. Nothing leaves it.

import { el, icon } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @typedef {import("./heard-sentence.js").HeardSentence} HeardSentence */

/**
 * What is said, and what is lit meanwhile. `heard`: where the story's own voice says it.
 * @typedef {{said: string, element: Element, heard?: HeardSentence | null}} Part
 */

const LIT = "said-now";
const SPEED = 0.9; // of the voice's own: it speaks to children

/**
 * Return the device's voice of a language, null where it has none. Voices that send the words to a server are none.
 * @param {SpeechSynthesisVoice[]} voices
 * @param {string} language
 */
export function deviceVoice(voices, language) {
  const spoken = voices.filter((it) => it.localService && it.lang.split(/[-_]/)[0].toLowerCase() === language);
  return spoken.find((it) => it.default) ?? spoken[0] ?? null;
}

/**
 * @param {HTMLElement} element
 * @returns {Part}
 */
export const partOf = (element) => ({ said: element.textContent ?? "", element });

export class ReadAloud {
  /** @param {HTMLElement} card shows its loudspeakers while it has the attribute data-reads */
  constructor(card) {
    this.card = card;
    this.language = "";
    /** @type {SpeechSynthesis | undefined} */
    this.speech = globalThis.speechSynthesis;
    /** @type {HTMLElement | null} the loudspeaker that was pressed, while it is heard */
    this.pressed = null;
    /** @type {Element | null} */
    this.lit = null;
    /** @type {HTMLAudioElement | null} the story's voice, while it says a sentence again */
    this.sound = null;
    this.turn = 0; // counts what was begun: what was stopped still reports its end
    // Some browsers know their voices only a moment after the page is there.
    this.speech?.addEventListener?.("voiceschanged", () => this.show(this.language));
    addEventListener("pagehide", () => this.stop());
  }

  /** @param {string} language of the words, such as "ar" */
  show(language) {
    this.language = language;
    this.card.toggleAttribute("data-reads", Boolean(this._voice()));
  }

  /**
   * Make a loudspeaker. Pressed while it is heard, it is silent again.
   * @param {string} words what its name says that it reads
   * @param {() => Part[]} parts
   * @param {boolean} always whether it is there without a voice of the device too
   */
  button(words, parts, always = false) {
    const label = text("read-aloud", { words });
    const look = always ? "say say-always" : "say";
    const options = { type: "button", class: look, "aria-label": label, "aria-pressed": "false" };
    const button = el("button", options, icon("speaker"));
    button.addEventListener("click", () => {
      const again = this.pressed === button;
      this.stop();
      if (!again) this._read(button, parts());
    });
    return button;
  }

  stop() {
    this.turn++;
    if (this.pressed) this.speech?.cancel();
    this.sound?.pause();
    this.sound = null;
    this._light(null);
    this.pressed?.setAttribute("aria-pressed", "false");
    this.pressed = null;
  }

  _voice() {
    return deviceVoice(this.speech?.getVoices() ?? [], this.language);
  }

  /**
   * @param {HTMLElement} button
   * @param {Part[]} parts one after the other
   */
  _read(button, parts) {
    const heard = parts.find((part) => part.heard);
    if (heard?.heard) return this._hear(button, heard, heard.heard);
    const voice = this._voice();
    if (!voice) return;
    const turn = this.turn;
    const isOn = () => this.turn === turn;
    this.pressed = button;
    button.setAttribute("aria-pressed", "true");
    for (const { said, element } of parts) {
      const utterance = new SpeechSynthesisUtterance(said);
      Object.assign(utterance, { voice, lang: voice.lang, rate: SPEED });
      utterance.onstart = () => isOn() && this._light(element);
      utterance.onerror = () => isOn() && this.stop();
      if (element === parts.at(-1)?.element) utterance.onend = () => isOn() && this.stop();
      this.speech?.speak(utterance);
    }
  }

  /**
   * Let the story's voice say a sentence again, in a sound of its own: the player stays where it is.
   * @param {HTMLElement} button
   * @param {Part} part
   * @param {HeardSentence} heard
   */
  _hear(button, { element }, { url, start, end }) {
    const sound = new Audio(url);
    this.sound = sound;
    this.pressed = button;
    button.setAttribute("aria-pressed", "true");
    const isOn = () => this.sound === sound;
    sound.addEventListener("loadedmetadata", () => {
      sound.currentTime = start;
    });
    sound.addEventListener("playing", () => {
      if (!isOn()) return;
      this._light(element);
      setTimeout(() => isOn() && this.stop(), (end - sound.currentTime) * 1000);
    });
    for (const over of ["ended", "error"]) sound.addEventListener(over, () => isOn() && this.stop());
    sound.play().catch(() => isOn() && this.stop());
  }

  /** @param {Element | null} element */
  _light(element) {
    this.lit?.classList.remove(LIT);
    this.lit = element;
    element?.classList.add(LIT);
  }
}
