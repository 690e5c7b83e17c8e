// The story's title, which its editors may change.

import { $, setVisible } from "../ui/dom.js";

export class Naming {
  /** @param {(title: string, before: string) => Promise<unknown>} save resolves to null where it did not work */
  constructor(save) {
    /** @type {HTMLInputElement} */
    this.field = $("story-title");
    this.seen = this.title = this.field.value;
    $("rename").addEventListener("click", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.field.scrollIntoView({ block: "center", behavior: "instant" });
      this.field.focus({ preventScroll: true });
      this.field.select();
    });
    $("story-naming").addEventListener("submit", async (/** @type {Event} */ event) => {
      event.preventDefault();
      const written = this.field.value;
      if ((await save(written, this.seen)) !== null) this.seen = this.title = written;
      else this.seen = this.title; // who presses again has seen the other one above
    });
  }

  get unsaved() {
    return this.field.value !== this.seen;
  }

  /**
   * @param {string} title
   * @param {boolean} mayEdit
   */
  show(title, mayEdit) {
    if (!this.unsaved) this.field.value = this.seen = title; // what is being written stays
    this.title = title;
    setVisible($("rename"), mayEdit);
    for (const it of $("story-naming").elements) it.disabled = !mayEdit;
  }
}
