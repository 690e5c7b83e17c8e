// One item of a brief as a card: what is written, the status of its audio, and its player.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatTime, isolate } from "../ui/format.js";
import { RecordingPlayer } from "../ui/recording-player.js";
import { failureText, pluralText, text } from "../ui/texts.js";
import { ConflictNote, directionOf } from "./conflict-note.js";

/**
 * @import { ItemStatus } from "../rows/brief-rows.js"
 * @import { DraftItem, ItemText } from "./draft-item.js"
 */

/**
 * @typedef {object} CardActions
 * @property {(item: DraftItem, values: Partial<ItemText>) => void} changed
 * @property {(item: DraftItem, by: number) => void} move
 * @property {(item: DraftItem, event: PointerEvent) => void} drag
 * @property {(item: DraftItem) => void} remove
 * @property {(item: DraftItem) => void} restore
 * @property {(item: DraftItem) => void} retry
 * @property {(item: DraftItem, own: boolean) => void} choose
 */

/** @typedef {{plays: number, percent: number}} Heard how often an item was played, and how much of it to its end */

/** @typedef {{maxChars: number, languages: [string, string][], heard?: Heard}} CardOptions languages: [code, label] */

const ICONS = {
  none: "voice",
  empty: "pencil",
  pending: "clock",
  resting: "clock",
  processing: "voice",
  completed: "check",
  failed: "alert",
  cancelled: "stop",
};
const CLOSED_ROWS = 4;
const LONG = 320; // characters that four lines of a desktop hold
const TEXT_FIELD = { class: "input item-text", rows: CLOSED_ROWS };

/** @param {string} written */
const isLong = (written) => written.length > LONG || written.split("\n").length > CLOSED_ROWS;

/** @type {Record<string, string>} */
const LOOKS = { completed: "chip-good", failed: "chip-bad", processing: "chip-sun chip-busy" };

export class ItemCard {
  /**
   * @param {DraftItem} item
   * @param {CardOptions} options
   * @param {CardActions} actions
   */
  constructor(item, { maxChars, languages, heard }, actions) {
    this.item = item;
    this.maxChars = maxChars;
    this.actions = actions;
    this.n = 0;
    this.shown = "";
    this.number = el("span", { class: "item-number", "aria-hidden": "true" });
    this.title = el("input", { class: "input item-title", maxlength: 200, placeholder: text("title-hint") });
    this.text = el("textarea", { ...TEXT_FIELD, maxlength: maxChars, placeholder: text("text-hint") });
    this.opener = el("button", { type: "button", class: "button button-quiet button-small item-open", hidden: true });
    this.opener.setAttribute("aria-expanded", "false");
    this.opener.addEventListener("click", () => this._open(this.opener.getAttribute("aria-expanded") !== "true"));
    this.language = languageField(languages);
    this.grip = button("grip", () => {});
    this.grip.classList.add("item-grip");
    this.up = button("up", () => actions.move(item, -1));
    this.down = button("down", () => actions.move(item, 1));
    this.bin = button("bin", () => actions.remove(item));
    this.chip = el("span", { class: "chip" });
    this.stale = el("span", { class: "chip chip-sun", hidden: true }, icon("clock"), text("stale"));
    this.length = el("span", { class: "hint" });
    this.voice = el("span", { class: "chip item-voice", hidden: true });
    this.plays = el("span", { class: "hint item-plays" }, playsText(heard));
    this.count = el("span", { class: "hint item-count" });
    this.reason = el("span", { dir: "auto" });
    this.retry = labelledButton("retry", () => actions.retry(item), "button-small");
    this.why = el("div", { class: "note note-bad item-why", hidden: true }, icon("alert"), this.reason, this.retry);
    /** @type {RecordingPlayer | null} none before it has audio */
    this.player = null;
    this.sound = el("div", { class: "item-sound" });
    this.conflict = new ConflictNote((own) => actions.choose(item, own));
    this.undo = labelledButton("undo", () => actions.restore(item));
    this.removed = el("div", { class: "item-removed" }, el("span", {}, text("removed")), this.undo);
    this.body = this._compose();
    this.element = el("li", { class: "card item" }, this.body);
    this._listen();
  }

  _compose() {
    const buttons = el("div", { class: "item-buttons" }, this.up, this.down, this.bin);
    const head = el("div", { class: "item-head" }, this.grip, this.number, this.title, buttons);
    const footParts = [this.chip, this.stale, this.voice, this.length, this.plays, this.count, this.language];
    const foot = el("div", { class: "item-foot" }, ...footParts);
    const parts = [head, this.text, this.opener, this.conflict.element, foot, this.why, this.sound];
    return el("div", { class: "item-body" }, ...parts);
  }

  _listen() {
    const { actions, item } = this;
    this.title.addEventListener("input", () => actions.changed(item, { title: this.title.value }));
    this.text.addEventListener("input", () => actions.changed(item, { text: this.text.value }));
    for (const event of ["focus", "input"])
      this.text.addEventListener(event, () => isLong(this.text.value) && this._open(true));
    this.language.addEventListener("change", () => actions.changed(item, { language: this.language.value }));
    this.grip.addEventListener("pointerdown", (event) => actions.drag(item, event));
    this.body.addEventListener("keydown", (event) => this._key(event));
  }

  /** Whether it is being written in. */
  get busy() {
    const { activeElement } = document;
    return this.element.contains(activeElement) && Boolean(activeElement?.matches("input, textarea, select"));
  }

  /**
   * Show what is written.
   * @param {string} briefLanguage
   */
  showText(briefLanguage) {
    const { item } = this;
    const language = item.language || briefLanguage;
    showField(this.title, item.title, language);
    showField(this.text, item.text, language);
    if (this.language.value !== item.language) this.language.value = item.language;
    const nearlyFull = item.text.length > this.maxChars * 0.8;
    setText(this.count, nearlyFull ? text("characters", { n: item.text.length, max: this.maxChars }) : "");
    setVisible(this.body, !item.leaving);
    this._showOpener();
    if (item.leaving && !this.removed.isConnected) this.element.append(this.removed);
    if (!item.leaving) this.removed.remove();
    this.conflict.show(item.theirs && [item.theirs.title, item.theirs.text], language);
  }

  /** A long text is a box that opens, as one cannot read it through a slit. */
  _showOpener() {
    const open = this.opener.getAttribute("aria-expanded") === "true";
    const long = open || isLong(this.item.text);
    setVisible(this.opener, long);
    this.text.classList.toggle("long", long);
    setText(this.opener, text(open ? "close-item" : "open-item"));
    if (open) this._open(true);
  }

  /** @param {boolean} open */
  _open(open) {
    this.opener.setAttribute("aria-expanded", String(open));
    setText(this.opener, text(open ? "close-item" : "open-item"));
    this.text.classList.toggle("open", open);
    const { clientHeight, scrollHeight } = this.text;
    if (!open) this.text.rows = CLOSED_ROWS;
    else if (scrollHeight > clientHeight) this.text.rows = Math.ceil(scrollHeight / lineOf(this.text));
  }

  /** Have the caret in it, where one looks. */
  goTo() {
    this.text.focus();
    this.element.scrollIntoView({ block: "center" });
  }

  /**
   * Show the item's number, and name its fields and buttons after it.
   * @param {number} n
   * @param {number} all
   */
  showNumber(n, all) {
    this.n = n;
    setText(this.number, String(n));
    /** @type {[HTMLElement, string][]} */
    const labels = [
      [this.title, "item-title"],
      [this.text, "item-text"],
      [this.language, "item-language"],
      [this.grip, "drag"],
      [this.up, "move-up"],
      [this.down, "move-down"],
      [this.bin, "remove"],
      [this.retry, "retry-item"],
    ];
    for (const [element, key] of labels) element.setAttribute("aria-label", text(key, { n }));
    this.up.disabled = n === 1;
    this.down.disabled = n === all;
    this.player?.name(text("player", { n }));
  }

  /**
   * What an item without words is called: empty, or with something that nobody can read aloud, as emoji.
   * @param {string} key
   */
  _named(key) {
    return key === "empty" && this.item.text.trim() ? "signs" : key;
  }

  /**
   * Show the status of the item's audio.
   * @param {ItemStatus} status
   * @param {number | undefined} seconds how long it lasts, or will last
   * @param {boolean} idle no job is running, so it can be tried again
   * @param {string} voice its name where the brief has several, else ""
   */
  showStatus({ key, why: error, code, fraction, narration, stale }, seconds, idle, voice) {
    const why = failureText({ error_code: code, error });
    const percent = fraction === null ? null : Math.round(fraction * 100);
    const url = ownUrl(narration?.audio_url);
    const time = formatTime(Math.max(1, seconds ?? 0));
    const length = seconds ? text(url && !stale ? "lasts" : "lasts-about", { time }) : "";
    const words = percent ? text("state-processing-percent", { percent }) : text(`state-${this._named(key)}`);
    const shown = JSON.stringify([key, words, why, url, stale, length, narration?.duration, idle, voice]);
    if (shown === this.shown) return;
    this.shown = shown;
    const outdated = key === "completed" && stale;
    setVisible(this.chip, !outdated);
    this.chip.className = `chip ${LOOKS[key] ?? ""}`;
    this.chip.replaceChildren(icon(ICONS[key]), words);
    this.element.dataset.state = outdated ? "stale" : key;
    setVisible(this.stale, stale);
    setVisible(this.why, key === "failed");
    setText(this.reason, key === "failed" ? text("why", { why: isolate(why || text("no-reason")) }) : "");
    this.retry.disabled = !idle;
    setText(this.length, length);
    this.voice.replaceChildren(icon("voice"), voice);
    setVisible(this.voice, voice);
    this._showPlayer(url, narration?.duration);
  }

  /**
   * @param {string | null} url
   * @param {number | null | undefined} seconds
   */
  _showPlayer(url, seconds) {
    if (url && !this.player) {
      this.player = new RecordingPlayer(text("player", { n: this.n || "" }));
      this.player.element.classList.add("appears");
      this.sound.append(this.player.element);
    }
    this.player?.hold(url, seconds);
  }

  /**
   * Move the item with alt and an arrow anywhere in the card, or with an arrow alone on the grip.
   * @param {KeyboardEvent} event
   */
  _key(event) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!by || !(event.altKey || event.target === this.grip)) return;
    event.preventDefault();
    this.actions.move(this.item, by);
  }
}

/**
 * Show a field's value with its language and direction; a value that is already right keeps its caret.
 * @param {HTMLInputElement | HTMLTextAreaElement} field
 * @param {string} value
 * @param {string} language
 */
function showField(field, value, language) {
  if (field.value !== value) field.value = value;
  field.lang = language;
  field.dir = directionOf(language);
}

/** @param {HTMLElement} element */
const lineOf = (element) => Number.parseFloat(getComputedStyle(element).lineHeight) || 24; // pixels

/** @param {[string, string][]} languages */
function languageField(languages) {
  const choices = [["", text("as-brief")], ...languages];
  const options = choices.map(([code, label]) => el("option", { value: code, lang: code || null }, label));
  return el("select", { class: "input item-language" }, ...options);
}

/** @param {Heard | undefined} heard */
function playsText(heard) {
  return heard?.plays ? `${pluralText("plays", heard.plays)}, ${text("to-the-end", heard)}` : "";
}

/**
 * @param {string} name of the icon
 * @param {() => void} act
 */
function button(name, act) {
  return el("button", { type: "button", class: "button button-quiet button-round", on: { click: act } }, icon(name));
}

/**
 * Make a button to do something again, or undo it.
 * @param {string} key of its words
 * @param {() => void} act
 * @param {string} look
 */
function labelledButton(key, act, look = "") {
  const options = { type: "button", class: `button ${look}`.trim(), on: { click: act } };
  return el("button", options, icon("again"), text(key));
}
