// One item of a brief as a card: what is written, how its audio stands, and its player.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatTime, isolate } from "../ui/format.js";
import { pluralText, text } from "../ui/texts.js";

const SIGNS = {
  none: "voice",
  empty: "pencil",
  pending: "clock",
  resting: "clock",
  processing: "voice",
  completed: "check",
  failed: "alert",
  cancelled: "stop",
};
const LOOKS = { completed: "chip-good", failed: "chip-bad", processing: "chip-sun chip-busy" };
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

export const directionOf = (language) => (RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr");

export class ItemCard {
  /** `acts`: changed(item, values), move(item, by), drag(item, event), remove, restore, retry, choose(item, own). */
  constructor(item, { maxChars, languages, heard }, acts) {
    Object.assign(this, { item, maxChars, acts, shown: "", heard });
    this.number = el("span", { class: "item-number", "aria-hidden": "true" });
    this.title = el("input", { class: "input item-title", maxlength: 200, placeholder: text("title-hint") });
    this.text = el("textarea", {
      class: "input item-text",
      rows: 4,
      maxlength: maxChars,
      placeholder: text("text-hint"),
    });
    this.language = el(
      "select",
      { class: "input item-language" },
      ...[["", text("as-brief")], ...languages].map(([code, label]) =>
        el("option", { value: code, lang: code || null }, label),
      ),
    );
    this.grip = this._button("grip", () => {});
    this.up = this._button("up", () => acts.move(item, -1));
    this.down = this._button("down", () => acts.move(item, 1));
    this.bin = this._button("bin", () => acts.remove(item));
    this.grip.classList.add("item-grip");
    this._foot();
    this.body = el(
      "div",
      { class: "item-body" },
      el(
        "div",
        { class: "item-head" },
        this.grip,
        this.number,
        this.title,
        el("div", { class: "item-buttons" }, this.up, this.down, this.bin),
      ),
      this.text,
      this.other,
      this.foot,
      this.why,
      this.sound,
    );
    this.undo = el(
      "div",
      { class: "item-removed" },
      el("span", {}, text("removed")),
      el(
        "button",
        { type: "button", class: "button", on: { click: () => acts.restore(item) } },
        icon("again"),
        text("undo"),
      ),
    );
    this.element = el("li", { class: "card item" }, this.body);
    this._listen();
  }

  _foot() {
    this.chip = el("span", { class: "chip" });
    this.stale = el("span", { class: "chip chip-sun", hidden: true }, icon("clock"), text("stale"));
    this.length = el("span", { class: "hint" });
    this.plays = el("span", { class: "hint item-plays" });
    this.count = el("span", { class: "hint item-count" });
    this.foot = el(
      "div",
      { class: "item-foot" },
      this.chip,
      this.stale,
      this.length,
      this.plays,
      this.count,
      this.language,
    );
    this.reason = el("span", { dir: "auto" });
    this.retry = el(
      "button",
      { type: "button", class: "button button-small", on: { click: () => this.acts.retry(this.item) } },
      icon("again"),
      text("retry"),
    );
    this.why = el("div", { class: "note note-bad item-why", hidden: true }, icon("alert"), this.reason, this.retry);
    this.sound = el("div", { class: "item-sound" });
    this.other = conflictNote((own) => this.acts.choose(this.item, own));
    if (this.heard?.plays)
      setText(this.plays, `${pluralText("plays", this.heard.plays)}, ${text("to-the-end", this.heard)}`);
  }

  _listen() {
    const { acts, item } = this;
    this.title.addEventListener("input", () => acts.changed(item, { title: this.title.value }));
    this.text.addEventListener("input", () => acts.changed(item, { text: this.text.value }));
    this.language.addEventListener("change", () => acts.changed(item, { language: this.language.value }));
    this.grip.addEventListener("pointerdown", (event) => acts.drag(item, event));
    this.body.addEventListener("keydown", (event) => this._key(event));
  }

  /** Is somebody writing in it? */
  get busy() {
    return this.element.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  }

  write(briefLanguage) {
    const language = this.item.language || briefLanguage;
    for (const [field, value] of [
      [this.title, this.item.title],
      [this.text, this.item.text],
    ]) {
      if (field.value !== value) field.value = value;
      field.lang = language;
      field.dir = directionOf(language);
    }
    if (this.language.value !== this.item.language) this.language.value = this.item.language;
    const long = this.item.text.length > this.maxChars * 0.8;
    setText(this.count, long ? text("characters", { n: this.item.text.length, max: this.maxChars }) : "");
    setVisible(this.body, !this.item.leaving);
    if (this.item.leaving && !this.undo.isConnected) this.element.append(this.undo);
    if (!this.item.leaving) this.undo.remove();
    this.other.tell(this.item.theirs && [this.item.theirs.title, this.item.theirs.text], language);
  }

  place(n, all) {
    this.n = n;
    setText(this.number, String(n));
    const named = {
      title: "item-title",
      text: "item-text",
      language: "item-language",
      grip: "drag",
      up: "move-up",
      down: "move-down",
      bin: "remove",
    };
    for (const [part, words] of Object.entries(named)) this[part].setAttribute("aria-label", text(words, { n }));
    this.retry.setAttribute("aria-label", text("retry-item", { n }));
    this.up.disabled = n === 1;
    this.down.disabled = n === all;
    this.sound.querySelector("audio")?.setAttribute("aria-label", text("player", { n }));
  }

  stand({ key, why, fraction, narration, stale }, seconds, idle) {
    const percent = fraction === null ? null : Math.round(fraction * 100);
    const url = ownUrl(narration?.audio_url);
    const lasts = seconds
      ? text(url && !stale ? "lasts" : "lasts-about", { time: formatTime(Math.max(1, seconds)) })
      : "";
    const shown = JSON.stringify([key, why, percent, url, stale, lasts, idle]);
    if (shown === this.shown) return;
    this.shown = shown;
    const old = key === "completed" && stale;
    setVisible(this.chip, !old);
    this.chip.className = `chip ${LOOKS[key] ?? ""}`;
    const words = percent ? text("state-processing-percent", { percent }) : text(`state-${key}`);
    this.chip.replaceChildren(icon(SIGNS[key]), words);
    this.element.dataset.state = old ? "stale" : key;
    setVisible(this.stale, stale);
    setVisible(this.why, key === "failed");
    setText(this.reason, key === "failed" ? text("why", { why: isolate(why || text("no-reason")) }) : "");
    this.retry.disabled = !idle;
    setText(this.length, lasts);
    this._player(url);
  }

  _player(url) {
    const held = this.sound.querySelector("audio");
    if ((held?.getAttribute("src") ?? null) === url) return;
    const player =
      url &&
      el("audio", {
        controls: true,
        preload: "none",
        src: url,
        class: "appears",
        "aria-label": text("player", { n: this.n ?? "" }),
      });
    this.sound.replaceChildren(...(player ? [player] : []));
  }

  _button(name, act) {
    return el("button", { type: "button", class: "button button-quiet button-round", on: { click: act } }, icon(name));
  }

  // Alt and an arrow anywhere in the card, or an arrow alone on the grip.
  _key(event) {
    const by = (event.altKey || event.target === this.grip) && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.acts.move(this.item, by);
  }
}

/** What somebody else wrote in the meantime, below one's own, with a choice. `tell(null)` hides it. */
export function conflictNote(choose) {
  const words = el("div", { class: "other-words" });
  const button = (key, own) =>
    el("button", { type: "button", class: "button button-small", on: { click: () => choose(own) } }, text(key));
  const element = el(
    "div",
    { class: "note other", role: "group", "aria-label": text("two-versions"), hidden: true },
    el("p", {}, icon("alert"), text("two-versions")),
    words,
    el("div", { class: "actions" }, button("keep-mine", true), button("take-theirs", false)),
  );
  element.tell = (lines, language) => {
    setVisible(element, lines);
    if (!lines) return;
    const told = lines.filter(Boolean).map((line) => el("p", { lang: language, dir: directionOf(language) }, line));
    words.replaceChildren(...(told.length ? told : [el("p", {}, text("emptied"))]));
  };
  return element;
}
