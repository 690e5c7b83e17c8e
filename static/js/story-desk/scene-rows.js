// A row for each scene: picture, number, first words, and what there is to know of it. Arrows open the next one.

import { sceneStatus, smallPicture } from "../rows/story-rows.js";
import { el, icon, ownUrl, setText } from "../ui/dom.js";
import { dragToOrder } from "../ui/drag-order.js";
import { named } from "../ui/format.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

/**
 * What is said of a scene besides what its row says. `second`: how its words in the second language stand.
 * @typedef {{unsaved: boolean, second: string, changed: boolean, easy: boolean, teacher: boolean, mayEdit: boolean}} RowMarks
 */

/**
 * @typedef {object} RowActions
 * @property {(id: number, focus: boolean) => void} open
 * @property {(id: number, to: number) => Promise<boolean>} place
 * @property {() => void} failed to place it: the rows are to be shown as they were
 */

/** @typedef {{item: HTMLElement, link: HTMLAnchorElement, face: HTMLElement, name: HTMLElement, words: HTMLElement, notes: HTMLElement, grip: HTMLElement, key: string}} Row */

const FIRST_WORDS = 90; // characters
const TO_END = 9999; // rows

export class SceneRows {
  /**
   * @param {HTMLElement} list
   * @param {RowActions} actions
   */
  constructor(list, actions) {
    this.list = list;
    this.actions = actions;
    /** @type {Map<number, Row>} by scene id */
    this.rows = new Map();
    /** @type {number | null} */
    this.current = null;
    this.mayEdit = false;
    this.dragging = false;
    list.addEventListener("keydown", (event) => this._key(event));
  }

  /** @returns {HTMLElement[]} */
  get items() {
    return /** @type {HTMLElement[]} */ ([...this.list.children]);
  }

  /**
   * @param {Scene[]} scenes in the story's order
   * @param {number | null} current id of the open one
   * @param {(scene: Scene) => RowMarks} marks
   */
  show(scenes, current, marks) {
    const here = new Set(scenes.map(({ id }) => id));
    for (const [id, { item }] of this.rows) if (!here.has(id) && this.rows.delete(id)) item.remove();
    const focused = document.activeElement;
    for (const [at, scene] of scenes.entries()) {
      const row = this.rows.get(scene.id) ?? this._make(scene.id);
      this._update(row, scene, scene.id === current, marks(scene));
      if (!this.dragging && this.items[at] !== row.item) this.list.insertBefore(row.item, this.items[at] ?? null);
    }
    // Moving a row takes the focus from it.
    if (focused instanceof HTMLElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
    if (current !== this.current) this._intoView(current);
    this.current = current;
  }

  /** @param {number} id */
  _make(id) {
    const face = el("span", { class: "row-face" });
    const name = el("span", { class: "row-name" });
    const words = el("span", { class: "row-first", dir: "auto" });
    const notes = el("span", { class: "row-notes" });
    const link = el("a", { class: "row-link" }, face, el("span", { class: "row-says" }, name, words, notes));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.actions.open(id, event.detail === 0); // Enter goes into it
    });
    // For the pointer alone: with the keyboard, alt and an arrow move the scene.
    const grip = el("button", { type: "button", class: "row-grip", tabindex: -1, "aria-hidden": "true" }, icon("grip"));
    grip.addEventListener("pointerdown", (event) => this._drag(id, event));
    const item = el("li", { class: "scene-row" }, link, grip);
    const row = { item, link, face, name, words, notes, grip, key: "" };
    this.rows.set(id, row);
    return row;
  }

  /**
   * @param {Row} row
   * @param {Scene} scene
   * @param {boolean} isOpen
   * @param {RowMarks} marks
   */
  _update(row, scene, isOpen, marks) {
    this.mayEdit = marks.mayEdit;
    const url = ownUrl(smallPicture(scene, "thumb"));
    const notes = notesOf(scene, marks);
    const key = JSON.stringify([scene.index, scene.title, scene.text, url, isOpen, notes, marks.mayEdit]);
    if (key === row.key) return; // rows come often while a story is made
    row.key = key;
    row.item.dataset.state = sceneStatus(scene);
    row.link.setAttribute("href", `#scene-${scene.index + 1}`);
    row.link.tabIndex = isOpen ? 0 : -1; // one stop for the keyboard, arrows for the others
    if (isOpen) row.link.setAttribute("aria-current", "true");
    else row.link.removeAttribute("aria-current");
    row.grip.hidden = !marks.mayEdit;
    setText(row.name, named(text("scene", { n: scene.index + 1 }), scene.title));
    setText(row.words, scene.text.slice(0, FIRST_WORDS).replace(/\s*\n\s*/g, " · "));
    row.notes.replaceChildren(
      ...notes.map(([look, sign, words]) => el("span", { class: look, title: words }, icon(sign), words)),
    );
    if (row.face.querySelector("img")?.getAttribute("src") === url && url) return;
    const image = url && el("img", { src: url, alt: "", loading: "lazy", decoding: "async", width: 160, height: 160 });
    row.face.replaceChildren(image || icon("picture"));
  }

  /** @param {KeyboardEvent} event */
  _key(event) {
    const rtl = getComputedStyle(this.list).direction === "rtl";
    /** @type {Record<string, number>} */
    const steps = {
      ArrowDown: 1,
      ArrowUp: -1,
      ArrowRight: rtl ? -1 : 1,
      ArrowLeft: rtl ? 1 : -1,
      Home: -TO_END,
      End: TO_END,
    };
    const by = steps[event.key];
    if (!by || event.ctrlKey || event.metaKey) return;
    const ids = [...this.items].map((item) => [...this.rows].find(([, row]) => row.item === item)?.[0] ?? 0);
    const at = ids.findIndex((id) => this.rows.get(id)?.item.contains(/** @type {Node} */ (event.target)));
    if (at < 0) return;
    const to = Math.min(ids.length - 1, Math.max(0, at + by));
    if (to === at) return; // a review goes to its end
    event.preventDefault();
    if (event.altKey) {
      if (this.mayEdit) this.actions.place(ids[at], to);
      return;
    }
    this.actions.open(ids[to], false);
    this.rows.get(ids[to])?.link.focus({ preventScroll: true });
  }

  /**
   * Follow a pointer that drags a scene.
   * @param {number} id
   * @param {PointerEvent} event
   */
  _drag(id, event) {
    const row = this.rows.get(id);
    if (!row || event.button !== 0 || !this.mayEdit) return;
    const { item } = row;
    const from = this.items.indexOf(item);
    this.dragging = true;
    const done = async () => {
      const to = this.items.indexOf(item);
      const moved = to === from || (await this.actions.place(id, to));
      this.dragging = false;
      row.link.focus({ preventScroll: true });
      if (!moved) this.actions.failed();
    };
    /** @param {number} index */
    const place = (index) => {
      const others = this.items.filter((other) => other !== item);
      this.list.insertBefore(item, others[index] ?? null);
      item.scrollIntoView({ block: "nearest" });
    };
    dragToOrder(event, item, () => this.items, place, done);
  }

  /**
   * Scroll the list only: scrollIntoView would move the page too.
   * @param {number | null} id
   */
  _intoView(id) {
    const item = this.rows.get(id ?? 0)?.item;
    if (!item) return;
    const [box, frame] = [item.getBoundingClientRect(), this.list.getBoundingClientRect()];
    const isIn =
      box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    if (isIn) return;
    const left = box.left + box.width / 2 - frame.left - frame.width / 2;
    this.list.scrollBy({ left, top: box.top + box.height / 2 - frame.top - frame.height / 2, behavior: "instant" });
  }
}

/**
 * Return what stands under a scene's first words: look, icon and words of each.
 * @param {Scene} scene
 * @param {RowMarks} marks
 * @returns {[string, string, string][]}
 */
export function notesOf(scene, { unsaved, second, changed, easy, teacher }) {
  const status = sceneStatus(scene);
  /** @type {[string, string, string][]} */
  const notes = [];
  if (unsaved) notes.push(["row-sun", "pencil", text("row-unsaved")]);
  if (changed) notes.push(["row-sun", "news", text("row-changed")]);
  if (scene.picture?.status === "failed") notes.push(["row-bad", "alert", text("picture-none")]);
  if (scene.voice?.status === "failed") notes.push(["row-bad", "alert", text("row-no-voice")]);
  if (status === "making") notes.push(["", "clock", text("stands-making")]);
  if (status === "stopped") notes.push(["", "stop", text("stands-stopped")]);
  if (second === "open") notes.push(["", "globe", text("second-open")]);
  if (second === "failed") notes.push(["row-bad", "globe", text("row-untranslated")]);
  if (second === "stale") notes.push(["row-sun", "globe", text("row-stale")]);
  if (scene.held_question) notes.push(["row-sun", "alert", text("row-question")]);
  if (scene.level?.hardest) notes.push(["", "up", text("row-harder")]);
  else if (easy) notes.push(["", "down", text("row-easier")]);
  if (scene.looked_at && teacher) notes.push(["row-good", "check", text("looked-at")]);
  return notes;
}
