// Words and questions read aloud for children who do not read yet, by a voice of the device: nothing leaves it.

import { el, icon } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @typedef {{said: string, element: Element}} Part what is said, and what is lit meanwhile */

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
   */
  button(words, parts) {
    const label = text("read-aloud", { words });
    const options = { type: "button", class: "say", "aria-label": label, "aria-pressed": "false" };
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

  /** @param {Element | null} element */
  _light(element) {
    this.lit?.classList.remove(LIT);
    this.lit = element;
    element?.classList.add(LIT);
  }
}
