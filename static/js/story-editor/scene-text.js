// One scene's words in the editor: written, saved, measured, made simpler or harder, and heard.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { RecordingPlayer } from "../ui/recording-player.js";
import { failureText, text } from "../ui/texts.js";
import { isEasy, ReadingLevel } from "./reading-level.js";
import { SceneDraft } from "./scene-draft.js";

/**
 * @import { Level, NarrationRow, RewritingRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Limits } from "./reading-level.js"
 * @import { StoredDraft } from "./scene-draft.js"
 */

/**
 * @typedef {object} TextActions
 * @property {(words: string, seen: string) => Promise<string | null>} save returns what was stored, or null
 * @property {(direction: "simpler" | "harder") => Promise<boolean>} rewrite
 * @property {(words: string) => Promise<Level | null>} measure
 * @property {(draft: StoredDraft | null) => void} store
 * @property {() => void} focus
 */

const MEASURE_AFTER = 500; // ms after the last key
const FIELD = { class: "input scene-words-field", rows: 5, dir: "auto" };

export class SceneText {
  /**
   * @param {Scene} scene
   * @param {Limits} limits
   * @param {TextActions} actions
   * @param {StoredDraft | null} stored
   */
  constructor(scene, limits, actions, stored) {
    this.actions = actions;
    this.draft = new SceneDraft(scene.text, stored);
    this.n = 0;
    this.timer = 0;
    this.saving = false;
    this.rewriting = false;
    this.mayEdit = false;
    /** @type {string | null} the words before the last rewriting */
    this.before = null;
    this.shownVoice = "";
    this.field = el("textarea", { ...FIELD, maxlength: limits.text });
    this.level = new ReadingLevel(limits);
    this.grade = limits.grade;
    this.saveButton = button("check", "save", () => this._save(), "button-save");
    this.saveRow = this._saveRow();
    this.simpler = button("down", "simpler", () => this._rewrite("simpler"), "button-small");
    this.harder = button("up", "harder", () => this._rewrite("harder"), "button-small");
    setVisible(this.harder, limits.rewrites);
    this.rewritingText = el("p", { class: "hint finding", role: "status" });
    this.undoRewriting = button("again", "old-words", () => this._replaceText(this.before ?? ""), "button-small");
    this.theirWords = el("blockquote", { dir: "auto" });
    this.conflict = this._conflictNote(this.theirWords);
    this.sound = el("div", { class: "scene-sound" });
    this.player = new RecordingPlayer();
    this.element = this._compose();
    this.field.value = this.draft.mine;
    this.field.addEventListener("input", () => this._typed());
    this.field.addEventListener("focus", () => actions.focus());
    this.field.addEventListener("keydown", (event) => this._key(event));
  }

  _saveRow() {
    const back = button("back", "put-back", () => this._replaceText(this.draft.theirs));
    const actions = el("div", { class: "actions" }, this.saveButton, back);
    const unsaved = el("p", { class: "hint" }, text("unsaved"));
    return el("div", { class: "saving-row", hidden: true }, actions, unsaved);
  }

  _compose() {
    const rewriteParts = [this.simpler, this.harder, this.rewritingText, this.undoRewriting];
    const rewriteRow = el("div", { class: "actions rewrite-row" }, ...rewriteParts);
    const parts = [this.field, this.level.element, this.saveRow, this.conflict, rewriteRow, this.sound];
    return el("div", { class: "scene-words" }, ...parts);
  }

  get unsaved() {
    return this.draft.unsaved;
  }

  /** @param {number} n the scene's number */
  number(n) {
    this.n = n;
    this.field.setAttribute("aria-label", text("words-of", { n }));
    this.simpler.setAttribute("aria-label", text("simpler-scene", { n }));
    this.player.name(text("voice-of", { n }));
  }

  /** @param {string} language of the story */
  setLanguage(language) {
    this.level.language = language;
    this.field.lang = language;
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    this.mayEdit = mayEdit;
    this.field.readOnly = !mayEdit;
    this._update();
  }

  /**
   * @param {Scene} scene
   * @param {RewritingRow | undefined} rewriting
   */
  show(scene, rewriting) {
    if (this.draft.receive(scene.text)) this.field.value = scene.text;
    if (!this.draft.unsaved) this.level.show(scene.level);
    this._nameHarder(Boolean(scene.level?.under));
    setVisible(this.simpler, !isEasy(scene.level, this.grade)); // what is easy is not made simpler
    this._showRewriting(rewriting);
    this._showVoice(scene.voice);
    this._update();
  }

  /**
   * The order is the same; of a scene that is far under its grade it asks for that grade.
   * @param {boolean} under
   */
  _nameHarder(under) {
    const { n, grade } = this;
    const words = under ? text("for-grade", { grade }) : text("harder");
    setText(/** @type {Element} */ (this.harder.lastElementChild), words);
    const label = under ? `${words} · ${text("scene", { n })}` : text("harder-scene", { n });
    this.harder.setAttribute("aria-label", label);
  }

  _update() {
    const { unsaved, conflict, theirs } = this.draft;
    setVisible(this.saveRow, unsaved && !conflict);
    setVisible(this.conflict, conflict);
    if (conflict) setText(this.theirWords, theirs);
    this.saveButton.disabled = this.saving || !this.mayEdit || !this.draft.mine.trim();
    for (const it of [this.simpler, this.harder]) it.disabled = !this.mayEdit || unsaved || this.rewriting;
    this.element.classList.toggle("words-unsaved", unsaved);
  }

  _typed() {
    this.draft.write(this.field.value);
    this.actions.store(this.draft.stored);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._measure(), MEASURE_AFTER);
    this._update();
  }

  async _measure() {
    const words = this.draft.mine;
    const level = await this.actions.measure(words);
    if (level && this.draft.mine === words) this.level.show(level);
  }

  async _save() {
    if (this.saveButton.disabled || !this.draft.unsaved) return;
    this._setSaving(true);
    const sent = this.draft.mine;
    const stored = await this.actions.save(sent, this.draft.base);
    this._setSaving(false);
    if (stored === null) return;
    this.draft.saved(sent, stored);
    // The server may have trimmed it; a field that is already right keeps its caret.
    if (this.field.value !== this.draft.mine) this.field.value = this.draft.mine;
    this.actions.store(this.draft.stored);
    this._update();
  }

  /** @param {boolean} saving */
  _setSaving(saving) {
    this.saving = saving;
    setText(/** @type {Element} */ (this.saveButton.lastElementChild), text(saving ? "saving" : "save"));
    this._update();
  }

  /** @param {string} words */
  _replaceText(words) {
    this.field.value = words;
    this._typed();
    this.field.focus();
  }

  /** @param {"simpler" | "harder"} direction */
  async _rewrite(direction) {
    this.rewriting = true;
    this._update();
    this.rewriting = await this.actions.rewrite(direction);
    this._update();
  }

  /** @param {RewritingRow | undefined} row */
  _showRewriting(row) {
    const open = row?.status === "pending" || row?.status === "processing";
    if (row) this.rewriting = open;
    this.before = row?.status === "completed" ? row.before : null;
    setVisible(this.undoRewriting, this.before !== null && !this.draft.unsaved && this.mayEdit);
    let words = this.before === null ? "" : text("new-words");
    if (open) words = text(`finding-${row.direction}`);
    else if (row?.status === "failed")
      words = text("not-found", { why: isolate(failureText(row) || text("no-reason")) });
    setText(this.rewritingText, words);
  }

  /** @param {NarrationRow | undefined} voice */
  _showVoice(voice) {
    const url = ownUrl(voice?.audio_url);
    const key = JSON.stringify([url, voice?.status, voice?.error]);
    if (key === this.shownVoice) return;
    this.shownVoice = key;
    this.player.hold(url, voice?.duration);
    this.sound.replaceChildren(url ? this.player.element : missingVoice(voice));
  }

  /** @param {HTMLElement} theirWords */
  _conflictNote(theirWords) {
    const take = button("check", "take-theirs", () => this._replaceText(this.draft.theirs), "button-small");
    const keep = button("pencil", "keep-mine", () => this._keepMine(), "button-small");
    const actions = el("div", { class: "actions" }, take, keep);
    const body = el("div", {}, el("p", {}, text("moved-on")), theirWords, actions);
    return el("div", { class: "note quarrel", role: "alert", hidden: true }, icon("alert"), body);
  }

  _keepMine() {
    this.draft.keepMine();
    this.actions.store(this.draft.stored);
    this._update();
    this.field.focus();
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this._save();
  }
}

/** @param {NarrationRow | undefined} voice */
function missingVoice(voice) {
  const why = isolate((voice && failureText(voice)) || text("no-reason"));
  const keys = {
    pending: "voice-waiting",
    processing: "voice-making",
    cancelled: "voice-stopped",
    failed: "voice-failed",
    completed: "voice-waiting",
  };
  const words = text(voice ? keys[voice.status] : "voice-waiting", { why });
  return el("p", { class: voice?.status === "failed" ? "note note-bad" : "hint", dir: "auto" }, words);
}

/**
 * @param {string} name of the icon
 * @param {string} key of its words
 * @param {() => void} act
 * @param {string} look
 */
function button(name, key, act, look = "") {
  const options = { type: "button", class: `button ${look}`.trim(), on: { click: act } };
  return el("button", options, icon(name), el("span", {}, text(key)));
}
