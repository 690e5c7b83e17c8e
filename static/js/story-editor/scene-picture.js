// One scene's picture in the editor: what is shown, another one by a wish, or one's own.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatMegabytes, isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";

/**
 * @import { IllustrationRow } from "../live/row-types.js"
 * @import { Limits } from "./reading-level.js"
 */

/**
 * Each returns whether it worked.
 * @typedef {object} PictureActions
 * @property {(words: string) => Promise<boolean>} wish
 * @property {(file: File, alt: string) => Promise<boolean>} replace
 */

export class ScenePicture {
  /**
   * @param {Limits} limits
   * @param {PictureActions} actions
   */
  constructor(limits, actions) {
    this.limits = limits;
    this.actions = actions;
    this.shown = "";
    this.frame = el("div", { class: "desk-picture" });
    this.replacement = el("p", { class: "hint", role: "status" });
    this.wish = el("input", { class: "input", maxlength: limits.wish, dir: "auto" });
    this.file = el("input", { type: "file", accept: "image/jpeg,image/png,image/webp", class: "input" });
    this.alt = el("input", { class: "input", maxlength: limits.alt, dir: "auto" });
    this.problem = el("p", { class: "note note-bad", role: "alert", hidden: true });
    const summary = el("summary", {}, icon("brush"), text("change-picture"));
    this.form = el("details", { class: "change-picture" }, summary, this._wishForm(), this._ownForm());
    this.element = el("div", { class: "scene-picture" }, this.frame, this.replacement, this.form);
  }

  /** @param {number} n the scene's number, shown where there is no picture */
  number(n) {
    this.frame.dataset.scene = String(n);
  }

  /**
   * @param {IllustrationRow | undefined} picture the scene's
   * @param {IllustrationRow | undefined} next the one that is to take its place
   */
  show(picture, next) {
    const url = ownUrl(picture?.image_url);
    const key = JSON.stringify([url, picture?.alt, picture?.status]);
    if (key !== this.shown) {
      this.shown = key;
      this.frame.replaceChildren(url ? this._image(url, picture?.alt) : this._missing(picture));
    }
    setText(this.replacement, replacementText(next));
    if (!this.alt.value && document.activeElement !== this.alt) this.alt.placeholder = picture?.alt ?? "";
  }

  /** @param {boolean} mayEdit */
  enable(mayEdit) {
    for (const field of this.form.querySelectorAll("input")) field.disabled = !mayEdit;
    for (const button of this.form.querySelectorAll("button")) button.disabled = !mayEdit;
  }

  /**
   * @param {string} url
   * @param {string | undefined} alt
   */
  _image(url, alt) {
    const size = { width: 768, height: 768 }; // reserves the room before it is loaded
    const options = { ...size, src: url, alt: alt ?? "", loading: "lazy", decoding: "async", dir: "auto" };
    return el("img", { ...options, class: "appears" });
  }

  /** @param {IllustrationRow | undefined} picture */
  _missing(picture) {
    const making = picture?.status === "pending" || picture?.status === "processing";
    const coming = picture?.status === "processing" ? "picture-coming" : "picture-waiting";
    const words = text(making ? coming : "picture-none");
    return el("div", { class: making ? "skeleton no-picture" : "no-picture" }, el("span", {}, words));
  }

  _wishForm() {
    const button = el("button", { class: "button" }, icon("spark"), text("draw"));
    return this._form([field("wish", this.wish, text("wish-hint")), button], async () => {
      if (await this.actions.wish(this.wish.value)) this._close(this.wish);
    });
  }

  _ownForm() {
    const max = formatMegabytes(this.limits.bytes);
    const own = field("own", this.file, text("own-hint", { max }));
    const alt = field("alt", this.alt, text("alt-hint"));
    const button = el("button", { class: "button" }, icon("upload"), text("use-own"));
    return this._form([own, alt, this.problem, button], () => this._send(max));
  }

  /** @param {string} max megabytes */
  async _send(max) {
    const file = this.file.files?.[0];
    let wrong = "";
    if (!file) wrong = text("choose-first");
    else if (file.size > this.limits.bytes) wrong = text("too-big", { max });
    else if (!this.alt.value.trim()) wrong = text("say-alt");
    setText(this.problem, wrong);
    setVisible(this.problem, wrong);
    if (file && !wrong && (await this.actions.replace(file, this.alt.value))) this._close(this.file, this.alt);
  }

  /**
   * @param {HTMLElement[]} parts
   * @param {() => Promise<void>} submit
   */
  _form(parts, submit) {
    const form = el("form", { class: "change-form", novalidate: true }, ...parts);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      if (button) button.disabled = true; // one request at a time
      await submit();
      if (button) button.disabled = false;
    });
    return form;
  }

  /** @param {HTMLInputElement[]} fields to be emptied */
  _close(...fields) {
    for (const input of fields) input.value = "";
    this.form.open = false;
    this.form.querySelector("summary")?.focus();
  }
}

/**
 * @param {string} key of its label
 * @param {HTMLInputElement} input
 * @param {string} hint
 */
function field(key, input, hint) {
  const label = el("span", { class: "label" }, text(key));
  return el("label", { class: "field" }, label, input, el("span", { class: "hint" }, hint));
}

/** @param {IllustrationRow | undefined} next */
function replacementText(next) {
  if (next?.status === "pending" || next?.status === "processing") return text("another-coming");
  if (next?.status === "failed")
    return text("another-failed", { why: isolate(failureText(next) || text("no-reason")) });
  return "";
}
