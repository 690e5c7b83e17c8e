// Scenes that were removed: the last one can be brought back at once, the others from their list.

import { $, el, icon, sendJson, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { text } from "../ui/texts.js";
import { report } from "./said.js";

/**
 * @import { SceneList } from "./scene-list.js"
 */

/** @typedef {{id: number, index: number, name: string, text: string}} RemovedScene */

const FIRST_WORDS = 60; // characters

export class RemovedScenes {
  /**
   * @param {string} api of the story
   * @param {SceneList} list
   * @param {boolean} any whether there are some already
   */
  constructor(api, list, any) {
    this.url = `${api}/removed`;
    this.list = list;
    /** @type {RemovedScene[]} the last removed first */
    this.rows = [];
    this.justGone = false;
    this.mayEdit = true;
    $("removed-undo").addEventListener("click", () => this._bringBack(this.rows[0], $("removed-undo")));
    if (any) this._load();
  }

  /** One was removed here: offer it where its teacher looks. */
  async gone() {
    this.justGone = true;
    await this._load();
  }

  /** Somebody goes on to another scene. */
  left() {
    if (!this.justGone) return;
    this.justGone = false;
    this._show();
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    if (mayEdit === this.mayEdit) return;
    this.mayEdit = mayEdit;
    this._show();
  }

  async _load() {
    const options = { headers: { Accept: "application/json" }, credentials: /** @type {const} */ ("same-origin") };
    const response = await fetch(this.url, options).catch(() => null);
    if (response?.ok) this.rows = await response.json().catch(() => this.rows);
    this._show();
  }

  _show() {
    const { rows, mayEdit } = this;
    const [last] = rows;
    setVisible($("removed-note"), this.justGone && mayEdit && last);
    setText($("removed-words"), last ? text("removed-note", { n: last.index + 1 }) : "");
    setVisible($("removed"), mayEdit && rows.length);
    $("removed-rows").replaceChildren(...rows.map((row) => this._row(row)));
  }

  /** @param {RemovedScene} row */
  _row(row) {
    const n = row.index + 1;
    const button = el("button", { type: "button", class: "button button-small" }, icon("undo"), text("bring-back"));
    button.setAttribute("aria-label", text("bring-back-scene", { n }));
    button.addEventListener("click", () => this._bringBack(row, button));
    const words = row.name || row.text.slice(0, FIRST_WORDS);
    return el("li", {}, el("p", {}, el("b", {}, text("scene", { n })), ` ${isolate(words)}`), button);
  }

  /**
   * @param {RemovedScene | undefined} row
   * @param {HTMLButtonElement} button
   */
  async _bringBack(row, button) {
    if (!row) return;
    button.disabled = true; // one request at a time
    const scene = await report(sendJson("POST", `${this.url}/${row.id}`), "brought-back", { n: row.index + 1 });
    button.disabled = false;
    if (scene) {
      this.justGone = false;
      this.list.rebase();
      this.list.goTo(scene.scene_id);
    }
    await this._load();
  }
}
