// Who the story is for, its language, length and voice: remembered for the next one, each voice to be heard.

import { $, setText, setVisible } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";
import { voiceSamples } from "../ui/voice-samples.js";

const FIELDS = ["grade", "language", "scenes"];

export class UploadChoices {
  constructor() {
    /** @type {HTMLElement} */
    this.voices = $("voices");
    if (!$("more").open) this._restore(); // open: the server has sent back what was chosen
    voiceSamples(this.voices, () => $("language").value || document.documentElement.lang, $("sample-problem"));
    $("language").addEventListener("change", () => this._showVoices(true));
    $("more").addEventListener("change", () => this._showSummary());
    this._showVoices(false);
    this._showSummary();
  }

  /** Keep what is chosen for the next story. */
  remember() {
    const kept = Object.fromEntries(FIELDS.map((name) => [name, $(name).value]));
    writeStored("upload", { ...kept, voice: this._chosenVoice?.value ?? "" });
  }

  _restore() {
    const kept = readStored("upload");
    for (const name of FIELDS) {
      const before = $(name).value;
      $(name).value = kept[name] ?? before;
      if (!$(name).value) $(name).value = before; // what is no longer offered
    }
    for (const radio of this._radios) if (radio.value === kept.voice) radio.checked = true;
  }

  /** @returns {NodeListOf<HTMLInputElement>} */
  get _radios() {
    return this.voices.querySelectorAll("input[type=radio]");
  }

  get _chosenVoice() {
    return [...this._radios].find((radio) => radio.checked);
  }

  /**
   * Show the voices that speak the chosen language. While the language is the PDF's, which nobody knows yet, only
   * those that speak every language.
   * @param {boolean} told say so when the chosen voice is not among them
   */
  _showVoices(told) {
    const language = $("language").value;
    setVisible($("voice-changed"), false);
    for (const choice of /** @type {NodeListOf<HTMLElement>} */ (this.voices.querySelectorAll("[data-language]"))) {
      const radio = /** @type {HTMLInputElement} */ (choice.querySelector("input"));
      const fits = !choice.dataset.language || choice.dataset.language === language;
      setVisible(choice, fits);
      radio.disabled = !fits;
      if (fits || !radio.checked) continue;
      $("voice-any").checked = true;
      setText($("voice-changed"), text("voice-changed", { voice: nameOf(radio) }));
      setVisible($("voice-changed"), told);
    }
  }

  /** Say in the card's own line what is chosen, also while it is closed. */
  _showSummary() {
    const grade = $("grade").selectedOptions[0]?.text.trim();
    const language = $("language").value && $("language").selectedOptions[0].text.trim();
    const voice = this._chosenVoice?.value ? nameOf(this._chosenVoice) : "";
    setText($("choices-now"), [grade, language, voice].filter(Boolean).join(" · "));
  }
}

/** @param {HTMLInputElement} radio */
const nameOf = (radio) => radio.parentElement?.querySelector("strong")?.textContent?.trim() ?? "";
