// The words of the item that is heard, while a newer version of it is there: they stay with their sound.

import { $ } from "../ui/dom.js";

export class KeptItem {
  constructor() {
    this.leave = () => {}; // shows what is newer, once the sound has gone on
  }

  /**
   * Put the item as it is shown into a newer transcript, at its place, with a note that it was changed.
   * @param {number} id
   * @param {Element} transcript
   */
  stay(id, transcript) {
    const shown = document.getElementById(`item-${id}`);
    if (!shown) return;
    const newer = transcript.querySelector(`#item-${id}`);
    const place = [...(shown.parentElement?.children ?? [])].indexOf(shown);
    if (newer) newer.replaceWith(shown);
    else transcript.insertBefore(shown, transcript.children[place] ?? null);
    this.leave = () => {
      if (newer) shown.replaceWith(newer);
      else shown.remove();
      this.forget();
    };
    shown.querySelector(".newer")?.remove();
    shown.append($("newer-note").content.cloneNode(true));
    if (!newer?.querySelector("[data-play]")) shown.querySelector("[data-play-newer]")?.remove();
  }

  /** Hold nothing back: the transcript is another one. */
  forget() {
    this.leave = () => {};
  }
}
