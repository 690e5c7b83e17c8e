// One scene's picture at the desk: what is shown, another one by a wish, or one's own.

import { el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatMegabytes, isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";

export class ScenePicture {
  /** `acts`: wish(words), replace(file, alt); each answers whether it worked. */
  constructor(limits, acts) {
    this.limits = limits;
    this.acts = acts;
    this.shown = "";
    this.frame = el("div", { class: "desk-picture" });
    this.news = el("p", { class: "hint", role: "status" });
    this.form = el(
      "details",
      { class: "change-picture" },
      el("summary", {}, icon("brush"), text("change-picture")),
      this._wish(),
      this._own(),
    );
    this.element = el("div", { class: "scene-picture" }, this.frame, this.news, this.form);
  }

  number(n) {
    this.frame.dataset.scene = String(n);
  }

  /** `picture` is the scene's, `next` the one that is to take its place, or undefined. */
  show(picture, next) {
    const url = ownUrl(picture?.image_url);
    const key = JSON.stringify([url, picture?.alt, picture?.status]);
    if (key !== this.shown) {
      this.shown = key;
      this.frame.replaceChildren(url ? this._image(url, picture.alt) : this._missing(picture));
    }
    setText(this.news, replacementText(next));
    if (!this.alt.value && document.activeElement !== this.alt) this.alt.placeholder = picture?.alt ?? "";
  }

  enable(may) {
    for (const field of this.form.querySelectorAll("input, button")) field.disabled = !may;
  }

  _image(url, alt) {
    return el("img", {
      src: url,
      alt: alt ?? "",
      width: 768,
      height: 768,
      loading: "lazy",
      decoding: "async",
      dir: "auto",
      class: "appears",
    });
  }

  _missing(picture) {
    const making = ["pending", "processing"].includes(picture?.status);
    const words = making ? (picture.status === "processing" ? "picture-coming" : "picture-waiting") : "picture-none";
    return el("div", { class: making ? "skeleton no-picture" : "no-picture" }, el("span", {}, text(words)));
  }

  _wish() {
    this.wish = el("input", { class: "input", maxlength: this.limits.wish, dir: "auto" });
    const label = el(
      "label",
      { class: "field" },
      el("span", { class: "label" }, text("wish")),
      this.wish,
      el("span", { class: "hint" }, text("wish-hint")),
    );
    const button = el("button", { class: "button" }, icon("spark"), text("draw"));
    return this._form([label, button], async () => {
      if (await this.acts.wish(this.wish.value)) this._done(this.wish);
    });
  }

  _own() {
    const max = formatMegabytes(this.limits.bytes);
    this.file = el("input", { type: "file", accept: "image/jpeg,image/png,image/webp", class: "input" });
    this.alt = el("input", { class: "input", maxlength: this.limits.alt, dir: "auto" });
    this.problem = el("p", { class: "note note-bad", role: "alert", hidden: true });
    const own = el(
      "label",
      { class: "field" },
      el("span", { class: "label" }, text("own")),
      this.file,
      el("span", { class: "hint" }, text("own-hint", { max })),
    );
    const alt = el(
      "label",
      { class: "field" },
      el("span", { class: "label" }, text("alt")),
      this.alt,
      el("span", { class: "hint" }, text("alt-hint")),
    );
    const button = el("button", { class: "button" }, icon("upload"), text("use-own"));
    return this._form([own, alt, this.problem, button], () => this._send(max));
  }

  async _send(max) {
    const file = this.file.files[0];
    const wrong = !file
      ? text("choose-first")
      : file.size > this.limits.bytes
        ? text("too-big", { max })
        : this.alt.value.trim()
          ? ""
          : text("say-alt");
    setText(this.problem, wrong);
    setVisible(this.problem, wrong);
    if (!wrong && (await this.acts.replace(file, this.alt.value))) this._done(this.file, this.alt);
  }

  _form(parts, act) {
    const form = el("form", { class: "change-form", novalidate: true }, ...parts);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const button = form.querySelector("button");
      button.disabled = true;
      await act();
      button.disabled = false;
    });
    return form;
  }

  _done(...fields) {
    for (const field of fields) field.value = "";
    this.form.open = false;
    this.form.querySelector("summary").focus();
  }
}

function replacementText(next) {
  if (!next) return "";
  if (["pending", "processing"].includes(next.status)) return text("another-coming");
  if (next.status === "failed") return text("another-failed", { why: isolate(failureText(next) || text("no-reason")) });
  return "";
}
