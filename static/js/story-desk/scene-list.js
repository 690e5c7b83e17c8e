// The scenes of a story: a row for each, and the card of the one that is open. Cards are made when they are first
// opened and stay, so that nothing that was typed into one is lost when another is opened.

import { SceneRows } from "./scene-rows.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { SceneCard } from "../story-editor/scene-card.js"
 * @import { RowMarks } from "./scene-rows.js"
 */

/**
 * @typedef {object} ListActions
 * @property {(scene: Scene) => SceneCard} make
 * @property {() => void} changed another scene is open now
 * @property {(id: number, to: number) => Promise<boolean>} place puts a scene at another index
 * @property {(scenes: Scene[]) => Scene | undefined} first which is open where the address names none
 */

export class SceneList {
  /**
   * @param {HTMLElement} panel where the open card is
   * @param {HTMLElement} rows
   * @param {HTMLElement} top what is at the top of the screen when one goes to a scene
   * @param {ListActions} actions
   */
  constructor(panel, rows, top, actions) {
    this.panel = panel;
    this.top = top;
    this.actions = actions;
    this.rows = new SceneRows(rows, {
      open: (id, focus) => this.open(id, focus),
      place: actions.place,
      failed: actions.changed,
    });
    /** @type {Map<number, SceneCard>} by scene id */
    this.cards = new Map();
    /** @type {Scene[]} */
    this.scenes = [];
    /** @type {number | null} id of the scene that is open */
    this.current = null;
    /** @type {number | null} the scene to go to once it is there */
    this.wanted = null;
    this.named = numberIn(location.hash); // the number in the address, until that scene is there
    addEventListener("hashchange", () => this._follow(numberIn(location.hash)));
  }

  get unsaved() {
    return [...this.cards.values()].some((card) => card.unsaved);
  }

  /** One's own act has changed scenes: what is being written in their cards goes on from there. */
  rebase() {
    for (const card of this.cards.values()) card.rebase();
  }

  /** @returns {Scene | undefined} the scene that is open */
  get scene() {
    return this.scenes.find(({ id }) => id === this.current);
  }

  /**
   * Take in the scenes as they are now. One scene is open afterwards, if there is any.
   * @param {Scene[]} scenes in the story's order
   */
  receive(scenes) {
    const before = this.scenes.findIndex(({ id }) => id === this.current);
    this.scenes = scenes;
    const here = new Set(scenes.map(({ id }) => id));
    for (const [id, card] of this.cards) if (!here.has(id)) this._remove(id, card);
    if (this.wanted !== null && here.has(this.wanted)) {
      const { wanted } = this;
      this.wanted = null;
      this.open(wanted, true);
    } else if (this.named && scenes[this.named - 1]) {
      this._show(scenes[this.named - 1].id);
      this.named = 0;
      this._focus();
    } else if (!this.scene && scenes.length) {
      const next = before < 0 ? this.actions.first(scenes) : scenes[Math.min(before, scenes.length - 1)];
      this._show((next ?? scenes[0]).id);
      if (before >= 0) this._focus(); // the one that had the focus is gone
    }
    this._address();
  }

  /** @param {(scene: Scene) => RowMarks} marks */
  showRows(marks) {
    this.rows.show(this.scenes, this.current, marks);
  }

  /**
   * Open a scene.
   * @param {number} id
   * @param {boolean} focus goes to its heading
   */
  open(id, focus = false) {
    this.named = 0;
    this._show(id);
    this._address(true);
    this.actions.changed();
    if (focus) this._focus();
  }

  /**
   * Open the scene so many behind this one. Returns whether there is one.
   * @param {number} by
   */
  step(by) {
    const next = this.scenes[(this.scene?.index ?? 0) + by];
    if (next) this.open(next.id, true);
    return Boolean(next);
  }

  /**
   * Go to a scene, now or once it is there.
   * @param {number} id
   */
  goTo(id) {
    if (this.scenes.some((scene) => scene.id === id)) this.open(id, true);
    else this.wanted = id;
  }

  /** @param {number} number */
  _follow(number) {
    const scene = this.scenes[number - 1];
    if (scene) this.open(scene.id, true);
    else this.named = number;
  }

  /** @param {number} id */
  _show(id) {
    const scene = this.scenes.find((it) => it.id === id);
    if (!scene || (id === this.current && this.cards.has(id))) return;
    this.current = id;
    const card = this.cards.get(id) ?? this.actions.make(scene);
    this.cards.set(id, card);
    if (!card.element.isConnected) this.panel.append(card.element);
    for (const it of this.cards.values()) {
      it.element.hidden = it !== card;
      // What is out of sight is not heard.
      if (it !== card) for (const audio of it.element.querySelectorAll("audio")) audio.pause();
    }
  }

  /**
   * Keep the open scene in the address, so that it can be sent, and a reload opens it.
   * @param {boolean} always also where the address names no scene yet
   */
  _address(always = false) {
    const number = numberIn(location.hash);
    const { scene } = this;
    if (!scene || this.named || !(always || number) || number === scene.index + 1) return;
    history.replaceState(history.state, "", `#scene-${scene.index + 1}`);
  }

  _focus() {
    const card = this.current === null ? null : this.cards.get(this.current);
    if (!card) return;
    // On a phone the pictures of all scenes would take the room of the one that is opened.
    const top = matchMedia("(max-width: 40rem)").matches ? card.name : this.top;
    top.scrollIntoView({ block: "start", behavior: "instant" });
    card.name.focus({ preventScroll: true });
  }

  /**
   * @param {number} id
   * @param {SceneCard} card
   */
  _remove(id, card) {
    card.element.remove();
    this.cards.delete(id);
  }
}

/**
 * Return the number of the scene that an address names, 0 for none.
 * @param {string} hash
 */
function numberIn(hash) {
  return Number(/^#scene-(\d{1,4})$/.exec(hash)?.[1] ?? 0);
}
