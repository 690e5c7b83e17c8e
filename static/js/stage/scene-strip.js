// All scenes at a glance: pictures with an icon for the status of each. Any scene that has a text can be opened.

import { sceneStatus, smallPicture } from "../rows/story-rows.js";
import { el, icon, ownUrl } from "../ui/dom.js";
import { named } from "../ui/format.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

/** @typedef {{item: HTMLElement, button: HTMLButtonElement, face: HTMLElement, sign: HTMLElement, key: string}} Stop */

const ICONS = { ready: "check", making: "clock", failed: "alert", stopped: "stop", untold: "clock" };

export class SceneStrip {
  /**
   * @param {HTMLElement} list
   * @param {(index: number) => void} onPick
   */
  constructor(list, onPick) {
    this.list = list;
    this.onPick = onPick;
    /** @type {Stop[]} */
    this.stops = [];
    this.current = -1;
    this.plain = false;
  }

  /**
   * @param {Scene[]} scenes
   * @param {number} total
   * @param {number} current index of the scene that is shown
   * @param {boolean} plain without pictures, to save data
   */
  show(scenes, total, current, plain) {
    this.plain = plain;
    while (this.stops.length > total) this.stops.pop()?.item.remove();
    while (this.stops.length < total) this._add(this.stops.length);
    const byIndex = new Map(scenes.map((scene) => [scene.index, scene]));
    this.stops.forEach((stop, index) => {
      this._update(stop, byIndex.get(index), index === current);
    });
    if (current !== this.current && this.stops[current]) this._scrollTo(this.stops[current].item);
    this.current = current;
  }

  /** @param {number} index */
  _add(index) {
    const face = el("span", { class: "stop-face" });
    const sign = el("span", { class: "stop-sign" });
    const button = el(
      "button",
      { type: "button", class: "stop", on: { click: () => this.onPick(index) } },
      face,
      el("span", { class: "stop-number", "aria-hidden": "true" }, String(index + 1)),
      sign,
    );
    const item = el("li", {}, button);
    this.list.append(item);
    this.stops.push({ item, button, face, sign, key: "" });
  }

  /**
   * @param {Stop} stop
   * @param {Scene | undefined} scene
   * @param {boolean} isCurrent
   */
  _update(stop, scene, isCurrent) {
    const state = scene ? sceneStatus(scene) : "untold";
    const url = this.plain ? null : ownUrl(smallPicture(scene, "thumb"));
    // Rows come many times a second while a story is made; only what changed is touched.
    const key = `${state} ${url} ${isCurrent} ${scene?.title}`;
    if (key === stop.key) return;
    stop.key = key;
    const { button } = stop;
    button.disabled = !scene;
    button.className = `stop stop-${state}`;
    const words = text(`scene-${state}`, { n: this.stops.indexOf(stop) + 1 });
    button.setAttribute("aria-label", named(words, scene?.title));
    button.title = scene?.title ?? "";
    if (isCurrent) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    stop.sign.replaceChildren(icon(ICONS[state]));
    if (stop.face.querySelector("img")?.getAttribute("src") === url) return;
    stop.face.replaceChildren(
      ...(url ? [el("img", { src: url, alt: "", loading: "lazy", decoding: "async", width: 160, height: 160 })] : []),
    );
  }

  /**
   * Scroll the strip only: scrollIntoView would move the page too.
   * @param {HTMLElement} item
   */
  _scrollTo(item) {
    const [box, frame] = [item.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (box.left >= frame.left && box.right <= frame.right) return;
    this.list.scrollBy({ left: box.left + box.width / 2 - frame.left - frame.width / 2 });
  }
}
