// Moving a scene: a grip to drag it by, and buttons; with the keyboard, arrows on the grip, or alt and an arrow in the card.

import { el, icon } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @typedef {object} OrderActions
 * @property {(by: number) => void} move
 * @property {(event: PointerEvent) => void} drag
 */

export class SceneOrder {
  /** @param {OrderActions} actions */
  constructor(actions) {
    this.actions = actions;
    this.mayEdit = false;
    this.n = this.all = 0;
    this.grip = button("grip", () => {});
    this.grip.classList.add("scene-grip");
    this.grip.addEventListener("pointerdown", (event) => this.mayEdit && actions.drag(event));
    this.up = button("up", () => actions.move(-1));
    this.down = button("down", () => actions.move(1));
    this.buttons = el("div", { class: "scene-moves" }, this.up, this.down);
  }

  /**
   * @param {number} n the scene's number
   * @param {number} all how many scenes there are
   */
  number(n, all) {
    [this.n, this.all] = [n, all];
    /** @type {[HTMLElement, string][]} */
    const labels = [
      [this.grip, "drag-scene"],
      [this.up, "scene-up"],
      [this.down, "scene-down"],
    ];
    for (const [element, key] of labels) element.setAttribute("aria-label", text(key, { n }));
    this.enable(this.mayEdit);
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    this.mayEdit = mayEdit;
    // aria-disabled keeps the focus on a button that has brought its scene to an end.
    this.grip.setAttribute("aria-disabled", String(!mayEdit || this.all < 2));
    this.up.setAttribute("aria-disabled", String(!mayEdit || this.n === 1));
    this.down.setAttribute("aria-disabled", String(!mayEdit || this.n === this.all));
  }

  /** @param {KeyboardEvent} event somewhere in the card */
  key(event) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!by || !this.mayEdit || !(event.altKey || event.target === this.grip)) return;
    event.preventDefault();
    this.actions.move(by);
  }
}

/**
 * @param {string} name of the icon
 * @param {() => void} act
 */
function button(name, act) {
  const on = {
    /** @param {Event} event */
    click: (event) => {
      if (/** @type {Element} */ (event.currentTarget).getAttribute("aria-disabled") !== "true") act();
    },
  };
  return el("button", { type: "button", class: "button button-quiet button-round", on }, icon(name));
}
