// One item of a brief as a card: what is written, how its audio stands, and its player.

import { el, icon, ownUrl, say, show } from "./dom.js";
import { apart, clock } from "./format.js";
import { text } from "./texts.js";

const SIGNS = {
  none: "voice", empty: "pencil", pending: "clock", resting: "clock", processing: "voice",
  completed: "check", failed: "alert", cancelled: "stop",
};
const LOOKS = { completed: "chip-good", failed: "chip-bad", processing: "chip-sun chip-busy" };

export class Card {
  /** `acts`: changed(item, values), move(item, by), remove(item), restore(item). */
  constructor(item, maxChars, acts) {
    this.item = item;
    this.maxChars = maxChars;
    this.shown = "";
    this.number = el("span", { class: "item-number", "aria-hidden": "true" });
    this.title = el("input", { class: "input item-title", maxlength: 200, placeholder: text("title-hint") });
    this.text = el("textarea", { class: "input item-text", rows: 4, maxlength: maxChars, placeholder: text("text-hint") });
    this.count = el("span", { class: "hint item-count" });
    this.up = this._button("up", () => acts.move(item, -1));
    this.down = this._button("down", () => acts.move(item, 1));
    this.bin = this._button("bin", () => acts.remove(item));
    this.chip = el("span", { class: "chip" });
    this.stale = el("span", { class: "chip chip-sun", hidden: true }, icon("clock"), text("stale"));
    this.length = el("span", { class: "hint" });
    this.why = el("p", { class: "note note-bad item-why", dir: "auto", hidden: true });
    this.sound = el("div", { class: "item-sound" });
    this.body = el("div", { class: "item-body" },
      el("div", { class: "item-head" }, this.number, this.title, el("div", { class: "item-buttons" }, this.up, this.down, this.bin)),
      this.text,
      el("div", { class: "item-foot" }, this.chip, this.stale, this.length, this.count),
      this.why, this.sound);
    this.undo = el("div", { class: "item-removed" }, el("span", {}, text("removed")),
      el("button", { type: "button", class: "button", on: { click: () => acts.restore(item) } }, icon("again"), text("undo")));
    this.element = el("li", { class: "card item" }, this.body);
    this.title.addEventListener("input", () => acts.changed(item, { title: this.title.value }));
    this.text.addEventListener("input", () => acts.changed(item, { text: this.text.value }));
    this.body.addEventListener("keydown", (event) => this._key(event, acts));
  }

  /** Is somebody writing in it? */
  get busy() {
    return this.element.contains(document.activeElement) && document.activeElement.matches("input, textarea");
  }

  write(language, direction) {
    for (const [field, value] of [[this.title, this.item.title], [this.text, this.item.text]]) {
      if (field.value !== value) field.value = value;
      field.lang = language;
      field.dir = direction;
    }
    const long = this.item.text.length > this.maxChars * 0.8;
    say(this.count, long ? text("characters", { n: this.item.text.length, max: this.maxChars }) : "");
    show(this.body, !this.item.leaving);
    if (this.item.leaving && !this.undo.isConnected) this.element.append(this.undo);
    if (!this.item.leaving) this.undo.remove();
  }

  place(n, all) {
    this.n = n;
    say(this.number, String(n));
    this.title.setAttribute("aria-label", text("item-title", { n }));
    this.text.setAttribute("aria-label", text("item-text", { n }));
    this.up.setAttribute("aria-label", text("move-up", { n }));
    this.down.setAttribute("aria-label", text("move-down", { n }));
    this.bin.setAttribute("aria-label", text("remove", { n }));
    this.up.disabled = n === 1;
    this.down.disabled = n === all;
    this.sound.querySelector("audio")?.setAttribute("aria-label", text("player", { n }));
  }

  stand({ key, why, fraction, narration, stale }) {
    const percent = fraction === null ? null : Math.round(fraction * 100);
    const url = ownUrl(narration?.audio_url);
    const shown = JSON.stringify([key, why, percent, url, stale]);
    if (shown === this.shown) return;
    this.shown = shown;
    const old = key === "completed" && stale;
    show(this.chip, !old);
    this.chip.className = `chip ${LOOKS[key] ?? ""}`;
    const words = percent ? text("state-processing-percent", { percent }) : text(`state-${key}`);
    this.chip.replaceChildren(icon(SIGNS[key]), words);
    this.element.dataset.state = old ? "stale" : key;
    show(this.stale, stale);
    show(this.why, key === "failed");
    say(this.why, key === "failed" ? text("why", { why: apart(why || text("no-reason")) }) : "");
    say(this.length, narration?.duration ? clock(Math.max(1, narration.duration)) : "");
    this._player(url);
  }

  _player(url) {
    const held = this.sound.querySelector("audio");
    if ((held?.getAttribute("src") ?? null) === url) return;
    const player = url && el("audio", { controls: true, preload: "none", src: url, class: "appears", "aria-label": text("player", { n: this.n ?? "" }) });
    this.sound.replaceChildren(...(player ? [player] : []));
  }

  _button(name, act) {
    return el("button", { type: "button", class: "button button-quiet button-round", on: { click: act } }, icon(name));
  }

  _key(event, acts) {
    const by = event.altKey && { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    acts.move(this.item, by);
  }
}
