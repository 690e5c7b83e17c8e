// The whole story on paper.

import { el, ownUrl } from "./dom.js";
import { paragraphs } from "./words.js";

export function writeTranscript(place, scenes) {
  place.replaceChildren(...scenes.map((scene) => {
    const url = ownUrl(scene.picture?.image_url);
    return el("section", {},
      url && el("img", { src: url, alt: scene.picture.alt ?? "" }),
      el("h2", {}, scene.heading || String(scene.index + 1)),
      ...paragraphs(scene.text, []).map((pieces) => el("p", {}, ...pieces.map((piece) => piece.text))));
  }));
}
