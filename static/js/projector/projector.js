// The story before a whole class: picture and words large, nothing else in sight until the mouse moves,
// and every command on a key, so that a presenter's remote is enough.

import { $, el, icon } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";
import { LargeQuestion } from "./large-question.js";
import { Pages } from "./pages.js";
import { commandOf } from "./remote.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Command } from "./remote.js"
 * @typedef {{opened: (scene: Scene, place: Element) => void, closed: () => void, tell: () => void}} ClassQuestion
 */

/**
 * What it needs of the player.
 * @typedef {object} ProjectedPlayer
 * @property {Scene | undefined} scene
 * @property {(path: string) => string} api
 * @property {"play" | "pause"} wants
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(words: string, seen?: boolean) => void} announce
 * @property {{together: {question: ClassQuestion} | null}} parts
 */

const CONTROLS = ".projector-bar, .transport";
// What the card of keys names while it is projected: the buttons of the bar, and what their keys are.
const KEYS = [
  ["Q", "projector-question"],
  ["L", "projector-room"],
  ["B", "projector-black"],
  ["Esc", "projector-leave"],
];
const AWAKE_TIME = 3000; // ms that the controls stay after the mouse has moved

export class Projector {
  /**
   * @param {ProjectedPlayer} player
   * @param {{language: () => {language: string, direction: string}, mayReveal: boolean}} options
   */
  constructor(player, { language, mayReveal }) {
    this.player = player;
    this.language = language;
    this.mayReveal = mayReveal;
    document.head.append(el("link", { rel: "stylesheet", href: $("main").dataset.projectorStyle ?? "" }));
    /** @type {HTMLElement} */
    this.theatre = $("theatre");
    this.question = new LargeQuestion({
      lessonUrl: (index) => player.api(`scene/${index}/lesson`),
      language,
      opened: (scene, place) => player.parts.together?.question.opened(scene, place),
      closed: () => player.parts.together?.question.closed(),
    });
    this.pages = new Pages();
    /** @type {(() => void) | null} */
    this.goOn = null;
    /** @type {number | undefined} */
    this.sleepTimer = undefined;
    /** @type {Promise<void> | null} */
    this.ending = null; // of the full screen
    /** @type {{release: () => Promise<void>} | null} */
    this.lit = null;
    this.theatre.append(this._bar());
    /** On the card of keys while it is projected */
    this.keys = KEYS.flatMap(([key, words]) => [
      el("dt", { dir: "ltr" }, el("kbd", {}, key)),
      el("dd", {}, text(words)),
    ]);
    const foot = /** @type {HTMLElement} */ (this.theatre.querySelector(".transport"));
    new ResizeObserver(() => {
      const { marginBlockStart, marginBlockEnd } = getComputedStyle(foot);
      const room = foot.offsetHeight + Number.parseFloat(marginBlockStart) + Number.parseFloat(marginBlockEnd);
      if (this.isOn) this.theatre.style.setProperty("--projector-foot", `${Math.ceil(room)}px`);
    }).observe(foot);
    // Before the player's own keys: while it is projected they mean something else.
    addEventListener("keydown", (event) => this.isOn && this._key(event), true);
    this.theatre.addEventListener("mousemove", () => this.isOn && this._wake());
    for (const part of this.theatre.querySelectorAll(CONTROLS))
      part.addEventListener("focusin", () => this.isOn && this._wake()); // who goes there with the keyboard
    this.theatre.addEventListener("fullscreenchange", () => {
      // What ends may be the time before: who left and came back at once is not sent away by it.
      if (!document.fullscreenElement && !this.ending) this.leave();
    });
  }

  get isOn() {
    return this.theatre.classList.contains("projected");
  }

  /** Fill the screen, or the window where the browser allows no more. */
  enter() {
    this.theatre.classList.add("projected");
    this._setRoom(readStored("projector").room === "light" ? "light" : "dark");
    this._wake();
    $("telling").focus();
    this.pages.enable(true);
    nameInAddress(true);
    $("keys")
      .querySelector("dl")
      ?.append(...this.keys);
    this._fill();
    this._keepLit();
    this.player.announce(text("projector-keys"), true);
  }

  async _fill() {
    await this.ending; // a screen that is being left cannot be filled
    // Only a click or a key may ask for it.
    if (this.isOn) await this.theatre.requestFullscreen?.().catch(() => {});
    if (!this.isOn && document.fullscreenElement) await this._letGo(); // left meanwhile
  }

  async _keepLit() {
    // Refused where the device saves its battery.
    const lit = await navigator.wakeLock?.request("screen").catch(() => null);
    if (this.isOn) this.lit = lit ?? null;
    else lit?.release();
  }

  leave() {
    if (!this.isOn) return;
    this.dismiss();
    this.theatre.classList.remove("projected", "projected-black");
    this.pages.enable(false);
    nameInAddress(false);
    for (const it of this.keys) it.remove();
    delete this.theatre.dataset.awake;
    delete document.documentElement.dataset.theme;
    this.lit?.release();
    this.lit = null;
    if (document.fullscreenElement) this._letGo();
    $("project").focus();
  }

  async _letGo() {
    this.ending = document.exitFullscreen().catch(() => {});
    await this.ending;
    this.ending = null;
  }

  // The question of a scene, as the player asks it between two scenes

  /** @param {Scene | undefined} scene */
  isDue(scene) {
    return Boolean(scene?.question);
  }

  /**
   * Ask before the class, and go on when the teacher does.
   * @param {Scene} scene
   * @param {() => void} goOn
   */
  offer(scene, goOn) {
    this.goOn = goOn;
    this.question.show(scene);
  }

  dismiss() {
    this.goOn = null;
    this.question.close();
  }

  get open() {
    return this.question.open;
  }

  // Commands

  /** @param {KeyboardEvent} event */
  _key(event) {
    const command = commandOf(event, this.language().direction === "rtl");
    const dialog = /** @type {HTMLDialogElement | null} */ (document.querySelector("dialog[open]"));
    if (!command || (dialog && command !== "next")) return;
    // On a button that has the focus these press that button.
    const pressed = event.key === " " || event.key === "Enter";
    if (pressed && /** @type {Element} */ (event.target).closest("button")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dialog) dialog.close();
    else this._do(command);
  }

  /** @param {Command} command */
  _do(command) {
    const wasBlack = this.theatre.classList.contains("projected-black");
    this.theatre.classList.toggle("projected-black", command === "black" && !wasBlack);
    if (command === "leave") this.leave();
    else if (command === "room") this._setRoom(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    else if (command === "question") this._toggleQuestion();
    else if (command === "reveal") this._reveal();
    else if (command === "next") this._next();
    else if (command === "previous" && this.open) this.dismiss();
    else if (command === "previous") this.player.step(-1);
    else if (command === "toggle" && !this.open) this.player.toggle();
  }

  /** One button leads through all: the answer of a question first, then the next scene. */
  _next() {
    // Who reads it out themself turns its pages first; a voice turns them by itself.
    if (!this.open) return (this.player.wants === "pause" && this.pages.next()) || this.player.step(1);
    if (this.mayReveal && !this.question.revealed) return this._reveal();
    const goOn = this.goOn;
    this.dismiss();
    goOn?.();
  }

  async _reveal() {
    if (!this.open || !this.mayReveal) return;
    if (await this.question.reveal()) this.player.parts.together?.question.tell();
    else this.player.announce(text("failed"), true);
  }

  _toggleQuestion() {
    const { scene } = this.player;
    if (this.open) this.dismiss();
    else if (scene?.question) this.question.show(scene);
    else {
      this._wake();
      this.player.announce(text("projector-no-question"), true);
    }
  }

  /** @param {string} room */
  _setRoom(room) {
    document.documentElement.dataset.theme = room;
    writeStored("projector", { room });
  }

  _wake() {
    clearTimeout(this.sleepTimer);
    this.theatre.dataset.awake = "";
    this.sleepTimer = setTimeout(() => {
      // Who goes through the buttons with the keyboard sees them as long.
      if (!document.activeElement?.closest(CONTROLS)) delete this.theatre.dataset.awake;
    }, AWAKE_TIME);
  }

  _bar() {
    /** @type {[Command, string, string][]} */
    const buttons = [
      ["question", "spark", "projector-question"],
      ["room", "sliders", "projector-room"],
      ["black", "stop", "projector-black"],
      ["leave", "shrink", "projector-leave"],
    ];
    const bar = el("div", { class: "projector-bar", role: "group", "aria-label": $("project").ariaLabel });
    for (const [command, sign, key] of buttons) {
      const on = { click: () => this._do(command) };
      const words = el("span", {}, text(key));
      bar.append(el("button", { type: "button", class: "button button-small", on }, icon(sign), words));
    }
    return bar;
  }
}

/**
 * Say in the address whether the story is projected, so that a page that is loaded again is as it was.
 * @param {boolean} isOn
 */
function nameInAddress(isOn) {
  const address = new URL(location.href);
  if (isOn) address.searchParams.set("project", "");
  else address.searchParams.delete("project");
  history.replaceState(history.state, "", address);
}
