// The whole story on paper.

import { el, ownUrl } from "./dom.js";
import { headingParagraphs, paragraphs } from "./words.js";

export function writeTranscript(place, scenes) {
  place.replaceChildren(...scenes.map((scene) => {
    const url = ownUrl(scene.picture?.image_url);
    const told = paragraphs(scene.text, []);
    const rest = told.slice(headingParagraphs(told, scene.heading));
    return el("section", {},
      url && el("img", { src: url, alt: scene.picture.alt ?? "" }),
      el("h2", {}, scene.heading || String(scene.index + 1)),
      ...rest.map((pieces) => el("p", {}, ...pieces.map((piece) => piece.text))));
  }));
}
