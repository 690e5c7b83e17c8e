// Whether a teacher looked at a scene as it is: a tick for teachers, with who and when for everybody who may edit it.

import { el, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { momentInWords } from "../ui/moments.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

export class SceneLook {
  /**
   * @param {boolean} teacher
   * @param {boolean} reviews the bar of a review ticks; the box only takes back
   * @param {(looked: boolean) => Promise<unknown>} look resolves when it is done
   */
  constructor(teacher, reviews, look) {
    this.teacher = teacher;
    this.reviews = reviews;
    this.looked = this.ready = this.asking = false;
    this.tick = el("input", { type: "checkbox" });
    this.tick.addEventListener("change", async () => {
      const looked = this.tick.checked;
      this.asking = true;
      this._show();
      await look(looked);
      this.asking = false;
      this._show();
    });
    this.name = el("span", {}, text("look"));
    this.who = el("span", { class: "hint" });
    const label = el("label", { class: "scene-tick" }, this.tick, this.name);
    this.element = el("div", { class: "scene-look" }, teacher && label, this.who);
  }

  /** @param {number} n the scene's number */
  number(n) {
    this.tick.setAttribute("aria-label", text("look-scene", { n }));
  }

  /**
   * @param {Scene} scene
   * @param {boolean} ready its picture and voice are there
   */
  show(scene, ready) {
    this.looked = Boolean(scene.looked_at);
    this.ready = ready;
    this._show();
    const when = scene.looked_at && momentInWords(new Date(scene.looked_at));
    const who = scene.looked_by ? isolate(scene.looked_by) : text("look-teacher");
    setText(this.who, when ? text("looked", { who, when: isolate(when) }) : "");
    setVisible(this.element, this.looked || (this.teacher && !this.reviews));
  }

  /** The tick is as the rows say, but not while what was chosen is on its way: one request at a time. */
  _show() {
    if (!this.asking) this.tick.checked = this.looked;
    this.tick.disabled = this.asking || !(this.ready || this.looked);
  }
}
