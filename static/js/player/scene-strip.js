// All scenes at a glance: pictures with a sign for how each stands. Any scene with a text can be gone to.

import { sceneStatus } from "../rows/story-rows.js";
import { el, icon, ownUrl } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const SIGNS = { ready: "check", making: "clock", failed: "alert", stopped: "stop", untold: "clock" };

export class SceneStrip {
  constructor(list, onPick) {
    this.list = list;
    this.onPick = onPick;
    this.stops = [];
    this.here = null;
  }

  /** `plain`: without pictures, to save data. */
  show(scenes, total, here, plain) {
    this.plain = plain;
    while (this.stops.length > total) this.stops.pop().item.remove();
    while (this.stops.length < total) this._add(this.stops.length);
    const by = new Map(scenes.map((scene) => [scene.index, scene]));
    this.stops.forEach((stop, index) => this._update(stop, by.get(index), index === here));
    if (here !== this.here && this.stops[here]) this._bringNear(this.stops[here].item);
    this.here = here;
  }

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

  _update(stop, scene, here) {
    const state = scene ? sceneStatus(scene) : "untold";
    const url = this.plain ? null : ownUrl(scene?.picture?.image_url);
    const key = `${state} ${url} ${here}`;
    if (key === stop.key) return;
    stop.key = key;
    const { button } = stop;
    button.disabled = !scene;
    button.className = `stop stop-${state}`;
    button.setAttribute("aria-label", text(`scene-${state}`, { n: this.stops.indexOf(stop) + 1 }));
    if (here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    stop.sign.replaceChildren(icon(SIGNS[state]));
    if (stop.face.querySelector("img")?.getAttribute("src") === url) return;
    stop.face.replaceChildren(...(url ? [el("img", { src: url, alt: "", loading: "lazy", decoding: "async" })] : []));
  }

  // Scrolls the strip only, never the page.
  _bringNear(item) {
    const [box, frame] = [item.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (box.left >= frame.left && box.right <= frame.right) return;
    this.list.scrollBy({ left: box.left + box.width / 2 - frame.left - frame.width / 2 });
  }
}
