// What came of pressing "Publish", "Schedule" or "Take back", said where it was pressed, with the way to listeners.

import { $, setText, setVisible } from "../ui/dom.js";
import { momentInWords } from "../ui/moments.js";
import { text } from "../ui/texts.js";

/**
 * What of a brief says where it stands; a row and the API's answer have it.
 * @typedef {object} Standing
 * @property {string | null} publish_at
 * @property {string | null} [out_at]
 * @property {boolean} [behind]
 * @property {boolean} [held]
 * @property {number} [edition]
 * @property {number} [waiting_edition]
 */

export class PublishDone {
  constructor() {
    this.key = ""; // of the sentence that is shown
    this.seen = true; // whether the rows have come as far as the answer was
  }

  /**
   * Say what was done, and have the focus there: the button that was pressed may be gone.
   * @param {Standing} saved
   */
  tell(saved) {
    this.key = keyOf(saved);
    this.seen = false;
    this._show(saved);
    if (!this.key) return;
    const note = $("publish-done");
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  }

  /** Say nothing, before something else is pressed. */
  clear() {
    this.key = "";
    setVisible($("publish-done"), false);
  }

  /**
   * Follow the brief: what waited for its audio has gone out, or was written on.
   * @param {Standing} brief
   */
  show(brief) {
    if (!this.key) return;
    const key = keyOf(brief);
    // Its row comes a moment after the answer, and until then says what was before.
    if (!this.seen && key !== this.key && key !== "done-out") return;
    this.seen = true;
    this.key = key;
    this._show(brief);
  }

  /** @param {Standing} brief */
  _show(brief) {
    setVisible($("publish-done"), this.key);
    if (!this.key) return;
    const when = brief.publish_at ? new Date(brief.publish_at) : null;
    const hour = when ? momentInWords(when, { weekday: "long" }) : "";
    setText($("publish-done-words"), text(this.key, { when: hour }));
    setVisible($("publish-done-ways"), this.key === "done-out");
  }
}

/**
 * @param {Standing} brief
 * @returns {string} the key of a sentence, "" where there is nothing to confirm
 */
function keyOf({ publish_at: at, out_at: out, behind, held, edition, waiting_edition: waiting }) {
  if (out && waiting === edition && !held) return "done-changes-made";
  if (out) return behind ? "" : "done-out";
  if (!at) return "done-back";
  if (held) return "";
  return new Date(at).getTime() > Date.now() ? "done-scheduled" : "done-making";
}
