// Moving the open scene: two buttons, or alt and an arrow. Its row in the list can be dragged.

import { el, icon } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @typedef {object} OrderActions
 * @property {(by: number) => void} move
 */

export class SceneOrder {
  /** @param {OrderActions} actions */
  constructor(actions) {
    this.actions = actions;
    this.mayEdit = false;
    this.n = this.all = 0;
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
    this.up.setAttribute("aria-disabled", String(!mayEdit || this.n === 1));
    this.down.setAttribute("aria-disabled", String(!mayEdit || this.n === this.all));
  }

  /** @param {KeyboardEvent} event somewhere in the card */
  key(event) {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!by || !this.mayEdit || !event.altKey) return;
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
