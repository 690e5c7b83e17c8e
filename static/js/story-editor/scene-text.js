// One scene's words at the desk: written, saved, measured, said simpler or harder, and heard.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatTime, isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { ReadingLevel } from "./reading-level.js";
import { SceneDraft } from "./scene-draft.js";

const MEASURE_AFTER = 500; // ms after the last key

export class SceneText {
  /** `acts`: save(words, seen), rewrite(direction), measure(words), keep(draft), look(). */
  constructor(scene, limits, acts, kept) {
    this.acts = acts;
    this.draft = new SceneDraft(scene.text, kept);
    this.timer = null;
    this.busy = false;
    this.heard = "";
    this.field = el("textarea", { class: "input scene-words-field", rows: 5, maxlength: limits.text, dir: "auto" });
    this.level = new ReadingLevel(limits);
    this.save = this._button("check", "save", () => this._save(), "button-save");
    this.back = this._button("back", "put-back", () => this._put(this.draft.theirs));
    this.unsaved = el("p", { class: "hint" }, text("unsaved"));
    this.saving = el(
      "div",
      { class: "saving-row", hidden: true },
      el("div", { class: "actions" }, this.save, this.back),
      this.unsaved,
    );
    this.simpler = this._button("down", "simpler", () => this._rewrite("simpler"), "button-small");
    this.harder = this._button("up", "harder", () => this._rewrite("harder"), "button-small");
    setVisible(this.harder, limits.rewrites);
    this.news = el("p", { class: "hint finding", role: "status" });
    this.old = this._button("again", "old-words", () => this._put(this.before), "button-small");
    this.quarrel = this._quarrel();
    this.sound = el("div", { class: "scene-sound" });
    this.element = el(
      "div",
      { class: "scene-words" },
      this.field,
      this.level.element,
      this.saving,
      this.quarrel,
      el("div", { class: "actions rewrite-row" }, this.simpler, this.harder, this.news, this.old),
      this.sound,
    );
    this.field.value = this.draft.mine;
    this.field.addEventListener("input", () => this._typed());
    this.field.addEventListener("focus", () => acts.look());
    this.field.addEventListener("keydown", (event) => this._key(event));
  }

  get unsavedWords() {
    return this.draft.unsaved;
  }

  label(n, language) {
    this.n = n;
    this.field.setAttribute("aria-label", text("words-of", { n }));
    this.field.lang = language;
    this.simpler.setAttribute("aria-label", text("simpler-scene", { n }));
    this.harder.setAttribute("aria-label", text("harder-scene", { n }));
  }

  enable(may) {
    this.may = may;
    this.field.readOnly = !may;
    this._stand();
  }

  show(scene, rewriting) {
    if (this.draft.hear(scene.text)) this.field.value = scene.text;
    if (!this.draft.unsaved) this.level.show(scene.level);
    this._rewriting(rewriting);
    this._voice(scene.voice);
    this._stand();
  }

  _stand() {
    const { unsaved, quarrel, theirs } = this.draft;
    setVisible(this.saving, unsaved && !quarrel);
    setVisible(this.quarrel, quarrel);
    if (quarrel) setText(this.theirWords, theirs);
    this.save.disabled = this.busy || !this.may || !this.draft.mine.trim();
    for (const button of [this.simpler, this.harder]) button.disabled = !this.may || unsaved || this.finding;
    this.element.classList.toggle("words-unsaved", unsaved);
  }

  _typed() {
    this.draft.write(this.field.value);
    this.acts.keep(this.draft.keepsake);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._measure(), MEASURE_AFTER);
    this._stand();
  }

  async _measure() {
    const words = this.draft.mine;
    const level = await this.acts.measure(words);
    if (level && this.draft.mine === words) this.level.show(level);
  }

  async _save() {
    if (this.save.disabled || !this.draft.unsaved) return;
    this.busy = true;
    this.save.lastChild.textContent = text("saving");
    this._stand();
    const sent = this.draft.mine;
    const kept = await this.acts.save(sent, this.draft.base);
    this.busy = false;
    this.save.lastChild.textContent = text("save");
    if (kept !== null) this._saved(sent, kept);
    this._stand();
  }

  _saved(sent, kept) {
    this.draft.saved(sent, kept);
    if (this.field.value !== this.draft.mine) this.field.value = this.draft.mine;
    this.acts.keep(this.draft.keepsake);
  }

  _put(words) {
    this.field.value = words;
    this._typed();
    this.field.focus();
  }

  async _rewrite(direction) {
    this.finding = true;
    this._stand();
    this.finding = await this.acts.rewrite(direction);
    this._stand();
  }

  _rewriting(row) {
    const open = ["pending", "processing"].includes(row?.status);
    if (row) this.finding = open;
    this.before = row?.status === "completed" ? row.before : null;
    setVisible(this.old, this.before !== null && !this.draft.unsaved && this.may);
    if (open) setText(this.news, text(`finding-${row.direction}`));
    else if (row?.status === "failed")
      setText(this.news, text("not-found", { why: isolate(failureText(row) || text("no-reason")) }));
    else setText(this.news, this.before === null ? "" : text("new-words"));
  }

  _voice(voice) {
    const url = ownUrl(voice?.audio_url);
    const key = JSON.stringify([url, voice?.status, voice?.error]);
    if (key === this.heard) return;
    this.heard = key;
    const why = isolate((voice && failureText(voice)) || text("no-reason"));
    const words = {
      pending: "voice-waiting",
      processing: "voice-making",
      cancelled: "voice-stopped",
      failed: "voice-failed",
    }[voice?.status];
    this.sound.replaceChildren(
      url
        ? el("audio", {
            controls: true,
            preload: "none",
            src: url,
            "aria-label": text("voice-of", { n: this.n }),
            title: formatTime(voice.duration),
          })
        : el(
            "p",
            { class: voice?.status === "failed" ? "note note-bad" : "hint", dir: "auto" },
            text(words ?? "voice-waiting", { why }),
          ),
    );
  }

  _quarrel() {
    this.theirWords = el("blockquote", { dir: "auto" });
    return el(
      "div",
      { class: "note quarrel", role: "alert", hidden: true },
      icon("alert"),
      el(
        "div",
        {},
        el("p", {}, text("moved-on")),
        this.theirWords,
        el(
          "div",
          { class: "actions" },
          this._button("check", "take-theirs", () => this._put(this.draft.theirs), "button-small"),
          this._button("pencil", "keep-mine", () => this._keepMine(), "button-small"),
        ),
      ),
    );
  }

  _keepMine() {
    this.draft.keepMine();
    this.acts.keep(this.draft.keepsake);
    this._stand();
    this.field.focus();
  }

  _key(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this._save();
  }

  _button(name, key, act, look = "") {
    return el(
      "button",
      { type: "button", class: `button ${look}`.trim(), on: { click: act } },
      icon(name),
      el("span", {}, text(key)),
    );
  }
}
