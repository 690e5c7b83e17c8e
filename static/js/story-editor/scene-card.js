// One scene at the desk: its picture, its words, and the pages it comes from, side by side where there is room.

import { sceneStatus } from "../rows/story-rows.js";
import { el, icon, setText, setVisible } from "../ui/dom.js";
import { failureText, text } from "../ui/texts.js";
import { HeldQuestion } from "./held-question.js";
import { ScenePicture } from "./scene-picture.js";
import { SceneText } from "./scene-text.js";
import { SourcePages } from "./source-pages.js";

const SIGNS = { ready: "check", making: "clock", failed: "alert", stopped: "stop" };
const LOOKS = { ready: "chip-good", making: "chip-sun chip-busy", failed: "chip-bad" };

export class SceneCard {
  /** `place`: {language, pageUrl(page)}; `acts` as the two desks want them, again() and decide(choice, seen). */
  constructor(scene, limits, place, acts, kept) {
    const n = scene.index + 1;
    this.state = "";
    this.words = new SceneText(scene, limits, acts, kept);
    this.picture = new ScenePicture(limits, acts);
    this.source = new SourcePages(place.pageUrl);
    this.asked = new HeldQuestion((choice) => acts.decide(choice, this.seen), n);
    this.words.label(n, place.language);
    this.picture.number(n);
    this.chip = el("span", { class: "chip" });
    this.again = el(
      "button",
      {
        type: "button",
        class: "button button-small",
        hidden: true,
        "aria-label": text("again-scene", { n }),
        on: { click: () => acts.again() },
      },
      icon("again"),
      text("again"),
    );
    this.why = el("p", { class: "note note-bad", dir: "auto", hidden: true });
    const name = el("h3", { id: `scene-${n}`, class: "scene-name", tabindex: -1 }, text("scene", { n }));
    this.element = el(
      "li",
      { class: "card scene", "aria-labelledby": name.id },
      el("div", { class: "scene-head" }, name, this.chip, this.again),
      this.why,
      this.asked.element,
      el("div", { class: "scene-sides" }, this.picture.element, this.words.element, this.source.element),
    );
  }

  get unsaved() {
    return this.words.unsavedWords;
  }

  show(scene, rewriting, next, may) {
    const state = sceneStatus(scene);
    if (state !== this.state) {
      this.state = this.element.dataset.state = state;
      this.chip.className = `chip ${LOOKS[state] ?? ""}`;
      this.chip.replaceChildren(icon(SIGNS[state]), text(`stands-${state}`));
    }
    setVisible(this.again, ["failed", "stopped"].includes(state) || next?.status === "failed");
    const why = scene.picture?.status === "failed" ? failureText(scene.picture) || text("no-reason") : "";
    setVisible(this.why, why);
    setText(this.why, why && text("picture-failed", { why }));
    this.seen = scene.text;
    this.asked.show(scene.held_question, may);
    this.picture.enable(may);
    this.picture.show(scene.picture, next);
    this.words.enable(may);
    this.words.show(scene, rewriting);
    this.source.show(scene.source_pages ?? []);
  }
}
