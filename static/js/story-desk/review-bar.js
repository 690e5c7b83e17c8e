// A teacher's review, scene by scene: approve and go on, go on without, or write to the child about this scene.
// Keys: A, the arrows, N. What was changed since the story was sent back stands beside each scene.

import { sceneStatus } from "../rows/story-rows.js";
import { $, el, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { SceneList } from "./scene-list.js"
 */

/** @typedef {{text: string, pieces: {kind: "same" | "gone" | "new", text: string}[]}} SceneChange */

/**
 * @typedef {object} ReviewActions
 * @property {(id: number) => Promise<unknown>} approve resolves to something true where it worked
 * @property {(words: string) => void} say
 */

export class ReviewBar {
  /**
   * @param {SceneList} list
   * @param {Record<string, SceneChange>} changes by scene id, as the page was opened
   * @param {ReviewActions} actions
   */
  constructor(list, changes, actions) {
    this.list = list;
    this.changes = changes;
    this.actions = actions;
    this.busy = false;
    $("approve").addEventListener("click", () => this._approve());
    $("next-scene").addEventListener("click", () => this._next());
    $("write-note").addEventListener("click", () => this._note());
    document.addEventListener("keydown", (event) => this._key(event));
  }

  /** @param {Scene} scene */
  isChanged(scene) {
    return this.changes[scene.id]?.text === scene.text;
  }

  show() {
    const { scene, scenes } = this.list;
    const looked = scenes.filter((it) => it.looked_at).length;
    setText($("looked-of"), text("looked-of", { n: looked, all: scenes.length }));
    $("looked-bar").max = scenes.length || 1;
    $("looked-bar").value = looked;
    const share = document.querySelector("#review-end form[data-publish] button");
    share?.classList.toggle("button-main", scenes.length > 0 && looked === scenes.length);
    const ready = scene && sceneStatus(scene) === "ready";
    $("approve").disabled = this.busy || !ready;
    setText($("approve-words"), text(scene?.looked_at ? "approved" : "approve"));
    $("approve").classList.toggle("is-approved", Boolean(scene?.looked_at));
    const isLast = !scenes[(scene?.index ?? 0) + 1];
    setText($("next-words"), text(isLast ? "to-the-end" : "next-scene"));
    const change = scene && this.isChanged(scene) ? this.changes[scene.id] : null;
    setVisible($("scene-change"), change);
    $("scene-change-words").replaceChildren(
      ...(change?.pieces ?? []).flatMap(({ kind, text: words }) => [
        kind === "same" ? words : el(kind === "gone" ? "del" : "ins", {}, words),
        " ",
      ]),
    );
  }

  async _approve() {
    const { scene } = this.list;
    if (!scene || $("approve").disabled) return;
    if (!scene.looked_at) {
      this.busy = true; // a key that is held down approves one scene
      this.show();
      const done = await this.actions.approve(scene.id);
      this.busy = false;
      this.show();
      if (!done) return;
    }
    if (this.list.scene?.id === scene.id) this._onwards(scene);
  }

  /**
   * Go to the next scene that nobody looked at, behind this one or from the beginning; without any to the end.
   * @param {Scene} done
   */
  _onwards(done) {
    const open = this.list.scenes.filter((it) => !it.looked_at && it.id !== done.id);
    const next = open.find((it) => it.index > done.index) ?? open[0];
    if (next) this.list.open(next.id, true);
    else this._end();
  }

  _next() {
    if (!this.list.step(1)) this._end();
  }

  _end() {
    const end = $("review-end");
    end.scrollIntoView({ block: "start", behavior: "instant" });
    end.querySelector("h2")?.focus({ preventScroll: true });
    const left = this.list.scenes.filter((it) => !it.looked_at).length;
    this.actions.say(left ? text("not-looked-at", { n: left, all: this.list.scenes.length }) : text("all-looked-at"));
  }

  _note() {
    /** @type {HTMLTextAreaElement | null} */
    const note = $("note");
    const { scene } = this.list;
    if (!note || !scene || !note.checkVisibility()) return;
    const begun = text("note-scene", { n: scene.index + 1 });
    if (!note.value.includes(begun)) note.value = `${note.value.trimEnd()}${note.value.trim() ? "\n" : ""}${begun} `;
    note.focus();
    note.setSelectionRange(note.value.length, note.value.length);
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input, textarea, select, dialog") || document.querySelector("dialog[open]")) return;
    const rtl = document.documentElement.dir === "rtl";
    /** @type {Record<string, () => void>} */
    const keys = {
      a: () => this._approve(),
      n: () => this._note(),
      [rtl ? "ArrowLeft" : "ArrowRight"]: () => this._next(),
      [rtl ? "ArrowRight" : "ArrowLeft"]: () => this.list.step(-1),
    };
    const act = keys[event.key] ?? keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
