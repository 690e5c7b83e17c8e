// A story in a second language on the desk: which one, and beside each scene its words in it, typed or translated.

import { storyOf } from "../rows/story-rows.js";
import { languagesOf, lastRevIn, translationOf, voiceOf } from "../rows/translations.js";
import { $, el, icon, ownUrl, sayWhetherSaved, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { RecordingPlayer } from "../ui/recording-player.js";
import { failureText, text } from "../ui/texts.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { NarrationRow, TranslationRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

/**
 * Each resolves to whether it worked. `seen` is the scene's own text, `before` its translation.
 * @typedef {object} SecondActions
 * @property {(language: string, written: Written, seen: string, before: string) => Promise<boolean>} keep
 * @property {(language: string) => Promise<boolean>} again the words by a model, or the voice that failed
 */

/** @typedef {{text: string, story_title?: string, title?: string, caption?: string}} Written */
/** @typedef {"story_title" | "title" | "caption"} Beside */

/** @typedef {"" | "none" | "open" | "failed" | "stale" | "voice-failed" | "voice-open" | "ready"} SecondStatus */

/** The language that is worked on, and what is done with all of it. */
export class SecondLanguage {
  /**
   * @param {TopicState} state
   * @param {boolean} translates whether a model can be asked
   * @param {{order: (language: string) => Promise<unknown>, remove: (language: string, seen: number) => Promise<unknown>}} actions
   * @param {() => void} changed
   */
  constructor(state, translates, actions, changed) {
    this.choice = $("second-language");
    this.choice.value = languagesOf(state)[0] ?? "";
    this.rev = 0; // the highest of the words that are shown
    let seen = 0;
    this.translates = translates;
    this.choice.addEventListener("change", changed);
    $("second-translate").addEventListener("click", () => actions.order(this.choice.value));
    $("second-remove").addEventListener("submit", async (/** @type {Event} */ event) => {
      const form = $("second-remove");
      if (!form.dataset.agreed) {
        seen = this.rev; // what comes while the site asks was not
        return;
      }
      event.preventDefault();
      await actions.remove(this.choice.value, seen);
      delete form.dataset.agreed;
    });
  }

  get language() {
    return this.choice.value;
  }

  /** Its name in itself. */
  get name() {
    return this.choice.selectedOptions[0]?.textContent.trim() ?? "";
  }

  /** @returns {"ltr" | "rtl"} */
  get direction() {
    return this.choice.selectedOptions[0]?.dir || "ltr";
  }

  /**
   * @param {TopicState} state
   * @param {Scene[]} scenes
   * @param {boolean} mayEdit
   */
  show(state, scenes, mayEdit) {
    const { language } = this;
    this.rev = lastRevIn(state, language);
    const stand = scenes.map((scene) => statusOf(state, scene, language));
    /** @param {SecondStatus[]} which */
    const count = (...which) => stand.filter((it) => which.includes(it)).length;
    const done = count("ready", "voice-open", "voice-failed");
    const open = count("open");
    const key = !language ? "second-what" : open ? "second-making" : this.translates ? "second-done" : "second-type";
    setText($("second-words"), text(key, { done, open, all: scenes.length }));
    setVisible($("second-translate"), language && this.translates);
    $("second-translate").disabled = !mayEdit || open > 0 || done === scenes.length;
    setVisible($("take-both"), language && done);
    setText($("take-both").querySelector("span"), text("second-take", { language: this.name }));
    $("take-both").search = String(new URLSearchParams({ with: language }));
    setVisible($("second-remove"), language && stand.some((it) => it !== "none"));
    $("second-remove").querySelector("button").disabled = !mayEdit;
  }
}

/** @type {Beside[]} what a scene may have besides its words */
const BESIDE = ["story_title", "title", "caption"];
const LONGEST = { story_title: 200, title: 80, caption: 300 }; // characters

/** One scene's words in that language. */
export class SecondWords {
  /**
   * @param {SecondActions} actions
   * @param {number} longest characters of a scene
   * @param {boolean} translates
   */
  constructor(actions, longest, translates) {
    this.actions = actions;
    this.translates = translates;
    this.language = this.before = this.seen = "";
    /** @type {Map<string, string>} what is written and not saved, by language */
    this.drafts = new Map();
    /** @type {Record<string, HTMLInputElement>} */
    this.beside = Object.fromEntries(
      BESIDE.map((name) => [name, el("input", { class: "input", maxlength: LONGEST[name] })]),
    );
    this.besideFields = BESIDE.map((name) => {
      this.beside[name].addEventListener("input", () => this.touched.add(name));
      return el("label", { class: "field", hidden: true }, el("span", { class: "label" }), this.beside[name]);
    });
    /** @type {Set<Beside>} what of them was written in, and is not saved */
    this.touched = new Set();
    this.label = el("span", { class: "label" });
    this.field = el("textarea", { class: "input grows", rows: 4, maxlength: longest });
    this.status = el("p", { class: "hint", role: "status" });
    this.save = el("button", { type: "button", class: "button button-small" }, icon("check"), text("second-save"));
    this.again = el("button", { type: "button", class: "button button-small" }, icon("again"), el("span"));
    this.player = new RecordingPlayer();
    const actionsRow = el("div", { class: "actions" }, this.save, this.again);
    const field = el("label", { class: "field" }, this.label, this.field);
    this.parts = [field, ...this.besideFields, this.status, this.player.element, actionsRow];
    this.element = el("div", { class: "second-words", hidden: true });
    this.field.addEventListener("input", () => {
      if (this.field.value === this.before) this.drafts.delete(this.language);
      else this.drafts.set(this.language, this.field.value);
    });
    this.save.addEventListener("click", () => this._busy(this.save, () => this._save()));
    this.again.addEventListener("click", () => this._busy(this.again, () => actions.again(this.language)));
  }

  get unsaved() {
    return this.drafts.size > 0 || this.touched.size > 0;
  }

  async _save() {
    const { language } = this;
    /** @type {Written} */
    const written = { text: this.field.value };
    for (const name of this.touched) written[name] = this.beside[name].value;
    const sent = [...this.touched];
    if (!(await this.actions.keep(language, written, this.seen, this.before))) return;
    this.drafts.delete(language);
    for (const name of sent) if (this.beside[name].value === written[name]) this.touched.delete(name);
    sayWhetherSaved(this.element);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {() => Promise<unknown>} act
   */
  async _busy(button, act) {
    button.disabled = true; // one request at a time
    await act();
    button.disabled = false;
  }

  /**
   * @param {TopicState} state
   * @param {Scene} scene
   * @param {SecondLanguage} second
   * @param {boolean} mayEdit
   */
  show(state, scene, second, mayEdit) {
    const { language, name } = second;
    setVisible(this.element, language);
    if (!language) return;
    // Not before: a desk of sixty scenes has no use for as many fields.
    if (!this.element.firstChild) this.element.append(...this.parts);
    const row = translationOf(state, scene.id, language);
    const status = statusOf(state, scene, language);
    const before = row?.text ?? "";
    // What is being written stays; the server says when others wrote something else meanwhile.
    if (language !== this.language || (before !== this.before && !this.drafts.has(language))) {
      this.field.value = this.drafts.get(language) ?? before;
    }
    if (!this.drafts.has(language)) [this.before, this.seen] = [before, scene.text];
    this._showBeside(state, scene, second, row, mayEdit);
    this.language = language;
    this.field.lang = language;
    this.field.dir = second.direction;
    this.field.readOnly = !mayEdit;
    const label = text("second-of-scene", { n: scene.index + 1, language: name });
    setText(this.label, label);
    this.player.name(label);
    const voice = voiceOf(state, row);
    const failed = status === "failed" ? row : status === "voice-failed" ? voice : undefined;
    const { error_code: code = "", error = "" } = failed ?? {};
    setText(
      this.status,
      text(`second-${status}`, { why: failureText({ error_code: code, error }) || text("no-reason") }),
    );
    this.element.dataset.state = status;
    this.player.hold(ownUrl(voice?.audio_url), voice?.duration);
    setVisible(this.save, mayEdit);
    const words = this.translates && status !== "open" && status !== "voice-open";
    setVisible(this.again, mayEdit && (words || status === "voice-failed"));
    setText(this.again.querySelector("span") ?? this.again, text(status === "none" ? "second-find" : "second-again"));
  }

  /**
   * Show a field for the titles and the caption that the scene has in its own language.
   * @param {TopicState} state
   * @param {Scene} scene
   * @param {SecondLanguage} second
   * @param {TranslationRow | undefined} row
   * @param {boolean} mayEdit
   */
  _showBeside(state, scene, second, row, mayEdit) {
    if (second.language !== this.language) this.touched.clear();
    const title = scene.index === 0 ? (storyOf(state)?.title ?? "") : "";
    const has = { story_title: title, title: scene.title, caption: scene.caption };
    for (const [at, name] of BESIDE.entries()) {
      const [field, label] = [this.beside[name], this.besideFields[at]];
      setVisible(label, has[name]);
      const words = text(row?.outdated?.includes(name) ? "second-changed" : `second-${name}`, {
        it: isolate(has[name]),
      });
      setText(label.querySelector("span") ?? label, words);
      if (!this.touched.has(name) && field.value !== (row?.[name] ?? "")) field.value = row?.[name] ?? "";
      field.lang = second.language;
      field.dir = second.direction;
      field.readOnly = !mayEdit;
    }
  }
}

/**
 * @param {TopicState} state
 * @param {Scene} scene
 * @param {string} language
 * @returns {SecondStatus}
 */
export function statusOf(state, scene, language) {
  const row = language ? translationOf(state, scene.id, language) : undefined;
  if (!row) return "none";
  if (row.status === "pending" || row.status === "processing") return "open";
  if (row.status !== "completed") return "failed";
  return row.stale ? "stale" : statusOfVoice(voiceOf(state, row));
}

/**
 * @param {NarrationRow | undefined} voice
 * @returns {SecondStatus}
 */
function statusOfVoice(voice) {
  if (voice?.status === "completed") return "ready";
  return voice?.status === "failed" || voice?.status === "cancelled" ? "voice-failed" : "voice-open";
}
