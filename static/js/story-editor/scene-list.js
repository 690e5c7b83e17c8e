// The cards of a story's scenes, in the order of the story.

import { dragToOrder } from "../ui/drag-order.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { SceneCard } from "./scene-card.js"
 */

export class SceneList {
  /**
   * @param {HTMLElement} list
   * @param {(scene: Scene) => SceneCard} make
   */
  constructor(list, make) {
    this.list = list;
    this.make = make;
    /** @type {Map<number, SceneCard>} by scene id */
    this.cards = new Map();
    this.dragging = false;
    /** @type {number | null} the scene to go to once it is there */
    this.wanted = null;
  }

  /**
   * Return a scene's card, which is made when it is first needed.
   * @param {Scene} scene
   */
  card(scene) {
    const card = this.cards.get(scene.id) ?? this.make(scene);
    this.cards.set(scene.id, card);
    return card;
  }

  get unsaved() {
    return [...this.cards.values()].some((card) => card.unsaved);
  }

  /** @returns {HTMLElement[]} */
  get elements() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /**
   * Put the cards in order. Those in their place are not touched, so that nothing that plays stops.
   * @param {Scene[]} scenes
   */
  arrange(scenes) {
    const wanted = new Set(scenes.map(({ id }) => id));
    for (const id of this.cards.keys()) if (!wanted.has(id)) this._remove(id);
    const focused = document.activeElement;
    if (!this.dragging) for (const [at, scene] of scenes.entries()) this._put(this.card(scene).element, at);
    // Moving a card takes the focus from what is in it.
    if (focused instanceof HTMLElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
    this._go();
  }

  /**
   * Go to a scene, now or once it is there.
   * @param {number} id
   */
  goTo(id) {
    this.wanted = id;
    this._go();
  }

  /**
   * Follow a pointer that drags a scene; all cards are short meanwhile.
   * @param {number} id
   * @param {PointerEvent} event
   * @param {(to: number) => Promise<boolean>} move puts the scene there
   * @param {() => void} failed
   */
  drag(id, event, move, failed) {
    const card = this.cards.get(id);
    if (!card || event.button !== 0) return;
    const { element } = card;
    const from = this.elements.indexOf(element);
    this.dragging = true;
    this._shorten(element, true);
    const done = async () => {
      this._shorten(element, false);
      const to = this.elements.indexOf(element);
      const moved = to === from || (await move(to));
      this.dragging = false;
      card.order.grip.focus({ preventScroll: true });
      if (!moved) failed();
    };
    dragToOrder(
      event,
      element,
      () => this.elements,
      (index) => this._put(element, index),
      done,
    );
  }

  /**
   * Make the cards short or long again, with this one where it was on the screen.
   * @param {HTMLElement} element
   * @param {boolean} short
   */
  _shorten(element, short) {
    const { top } = element.getBoundingClientRect();
    // The page stays as high as it was, so that the scene can stay under the pointer.
    this.list.style.minBlockSize = short ? `${this.list.offsetHeight}px` : "";
    this.list.classList.toggle("scenes-short", short);
    scrollBy({ top: element.getBoundingClientRect().top - top, behavior: "instant" });
  }

  /**
   * @param {HTMLElement} element
   * @param {number} index
   */
  _put(element, index) {
    const others = this.elements.filter((other) => other !== element);
    if (this.elements[index] !== element) this.list.insertBefore(element, others[index] ?? null);
  }

  /** @param {number} id */
  _remove(id) {
    const card = this.cards.get(id);
    if (!card) return;
    const at = this.elements.indexOf(card.element);
    const hadFocus = card.element.contains(document.activeElement);
    card.element.remove();
    this.cards.delete(id);
    const next = this.elements[at] ?? this.elements.at(-1);
    if (hadFocus) /** @type {HTMLElement | null | undefined} */ (next?.querySelector(".scene-name"))?.focus();
  }

  _go() {
    const card = this.wanted === null ? null : this.cards.get(this.wanted);
    if (!card?.element.isConnected) return;
    this.wanted = null;
    card.element.scrollIntoView({ block: "start", behavior: "instant" });
    card.name.focus({ preventScroll: true });
  }
}
