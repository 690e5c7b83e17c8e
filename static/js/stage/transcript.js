// The whole story to read: on the page when it is opened, and on paper.

import { smallPicture } from "../rows/story-rows.js";
import { headingParagraphs, paragraphs } from "../rows/timed-words.js";
import { $, el, ownUrl, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/** @import { Scene } from "../rows/story-rows.js" */

export class Transcript {
  /** @param {() => Scene[]} scenes what there is to read now */
  constructor(scenes) {
    this.open = false;
    this.key = "";
    const write = () => this._write(scenes());
    addEventListener("beforeprint", write); // paper shows it even where it is closed
    $("print").addEventListener("click", () => print());
    $("transcript-open").addEventListener("click", () => {
      this.open = !this.open;
      write();
      this._toggle();
      if (this.open) $("transcript").focus();
    });
  }

  /** @param {Scene[]} scenes */
  show(scenes) {
    const key = scenes.map((scene) => scene.rev).join();
    if (this.open && key !== this.key) this._write(scenes);
    this.key = key;
  }

  _toggle() {
    const button = $("transcript-open");
    $("transcript").classList.toggle("transcript-open", this.open);
    button.setAttribute("aria-expanded", String(this.open));
    setText(button.querySelector("span"), text(this.open ? "transcript-close" : "transcript-open"));
    setVisible($("print"), this.open);
  }

  /** @param {Scene[]} scenes */
  _write(scenes) {
    $("transcript").replaceChildren(...scenes.map(section));
  }
}

/** @param {Scene} scene */
function section(scene) {
  const url = ownUrl(smallPicture(scene, "cover"));
  const told = paragraphs(scene.text, []);
  const rest = told.slice(headingParagraphs(told, scene.heading));
  return el(
    "section",
    {},
    url && el("img", { src: url, alt: scene.picture?.alt ?? "", loading: "lazy" }),
    el("h2", {}, scene.title || scene.heading || text("scene", { n: scene.index + 1 })),
    ...rest.map((pieces) => el("p", {}, ...pieces.map((piece) => piece.text))),
  );
}
