// The end of a story: its cover, what was gathered on the way, once more, and a story to go on with.

import { $, el, icon, ownUrl, sendJson } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

/** @typedef {{toggle: () => void, api: (path: string) => string}} EndingPlayer */

export class Ending {
  /** @param {EndingPlayer} player its toggle begins again at the end */
  constructor(player) {
    this.player = player;
    this.dialog = el("dialog", { class: "ending", "aria-labelledby": "ending-title" });
    $("main").append(this.dialog);
  }

  /**
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   * @param {Scene[]} heard those of them that were heard
   */
  show(story, scenes, heard) {
    if (this.dialog.open) return;
    const next = el("div", { class: "ending-next" });
    this.dialog.replaceChildren(...this._parts(story, scenes, heard), next);
    this.dialog.showModal();
    $("ending-title").focus();
    this._offerNext(next);
  }

  /**
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   * @param {Scene[]} heard
   */
  _parts({ title, language, direction }, scenes, heard) {
    const cover = ownUrl(scenes.find((scene) => scene.picture?.image_url)?.picture?.image_url);
    const again = () => {
      this.dialog.close();
      this.player.toggle();
    };
    return [
      cover && el("img", { src: cover, alt: "", class: "ending-cover" }),
      el("h2", { id: "ending-title", tabindex: -1 }, text("ending")),
      el("p", { class: "ending-story", lang: language, dir: direction }, title),
      gathered(heard),
      el(
        "div",
        { class: "actions" },
        el("button", { type: "button", class: "button", on: { click: again } }, icon("again"), text("hear-again")),
        el(
          "button",
          { type: "button", class: "button button-quiet", on: { click: () => this.dialog.close() } },
          text("close"),
        ),
      ),
    ].filter((part) => part instanceof Node);
  }

  /** @param {HTMLElement} place */
  async _offerNext(place) {
    const { ok, body } = await sendJson("GET", this.player.api("next"));
    const url = ok && ownUrl(body.url);
    if (!url) return; // none left, or no connection
    const cover = ownUrl(body.cover_url);
    place.replaceChildren(
      el("h3", {}, text("hear-next")),
      el(
        "a",
        { href: `${url}?play`, class: "ending-book" },
        cover && el("img", { src: cover, alt: "" }),
        el("span", { lang: body.language, dir: body.direction }, body.title),
        icon("play"),
      ),
    );
  }
}

/**
 * Return what was gathered: a star for each scene that was heard and each word that was learnt.
 * @param {Scene[]} scenes
 */
function gathered(scenes) {
  const seconds = scenes.reduce((sum, scene) => sum + (scene.voice?.duration ?? 0), 0);
  const words = new Set(scenes.flatMap((scene) => scene.words.map(({ word }) => word.toLowerCase()))).size;
  const facts = [
    text("ended-minutes", { n: Math.max(1, Math.round(seconds / 60)) }),
    text("ended-scenes", { n: scenes.length }),
    words ? text("ended-words", { n: words }) : "",
  ].filter(Boolean);
  const list = el("ul", { role: "list", class: "ending-facts" });
  for (const fact of facts) list.append(el("li", {}, icon("star"), fact));
  return list;
}
