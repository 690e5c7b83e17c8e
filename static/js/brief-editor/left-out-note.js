// Which items are left out when audio is made, because there is nothing to read in them; each is a link to it.

import { isSpeakable } from "../rows/brief-rows.js";
import { $, el, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { DraftItem } from "./draft-item.js"
 */

/**
 * @param {BriefDraft} draft
 * @param {(item: DraftItem) => void} goTo
 */
export function showLeftOut(draft, goTo) {
  const { present } = draft;
  // Beside items that are read, each that is not; of a page that was just begun only what holds something.
  const counts = present.some(isSpeakable);
  const empty = present.filter((item) => !isSpeakable(item) && (counts || item.id !== null || item.title.trim()));
  const shown = empty.length > 0;
  const note = $("left-out");
  setVisible(note, shown);
  const key = JSON.stringify(empty.map((item) => present.indexOf(item)));
  if (!shown || note.dataset.shown === key) return; // a new link would lose the focus
  note.dataset.shown = key;
  const links = empty.map((item) => {
    const on = { click: () => goTo(item) };
    const look = { type: "button", class: "button button-small", on };
    return el("button", look, text("item", { n: present.indexOf(item) + 1 }));
  });
  note.querySelector(".actions")?.replaceChildren(...links);
}
