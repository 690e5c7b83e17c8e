// Items that were removed and can still be brought back: they leave a while later.

import { $, setText } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { DraftItem } from "./draft-item.js"
 * @import { ItemList } from "./item-list.js"
 */

const UNDO_TIME = 8000; // ms in which a removed item can be brought back

export class LeavingItems {
  /**
   * @param {BriefDraft} draft
   * @param {ItemList} list
   * @param {{hidden: () => void, dropped: () => void}} tell what shows an item that is hidden or back; what saves
   */
  constructor(draft, list, tell) {
    this.draft = draft;
    this.list = list;
    this.tell = tell;
    /** @type {Map<DraftItem, number>} removed item > timer that makes it final */
    this.timers = new Map();
  }

  /** Whether something can still be brought back. */
  get some() {
    return this.timers.size > 0;
  }

  /**
   * Remove an item. It stays in what is saved until it can no longer be undone, so that its audio comes back with it.
   * @param {DraftItem} item
   */
  remove(item) {
    this.draft.remove(item);
    const timer = setTimeout(() => this._drop(item), UNDO_TIME);
    this.timers.set(item, timer);
    this.tell.hidden();
    this.list.card(item).undo.focus();
    setText($("says"), text("removed"));
  }

  /** @param {DraftItem} item */
  restore(item) {
    clearTimeout(this.timers.get(item));
    this.timers.delete(item);
    this.draft.restore(item);
    this.tell.hidden();
    this.list.card(item).bin.focus();
  }

  dropAll() {
    for (const item of [...this.timers.keys()]) this._drop(item);
  }

  /** @param {DraftItem} item */
  _drop(item) {
    clearTimeout(this.timers.get(item));
    this.timers.delete(item);
    if (!item.leaving) return; // somebody else wrote in it meanwhile
    const focused = this.list.card(item).element.contains(document.activeElement);
    this.draft.drop(item);
    this.tell.dropped();
    if (focused) $("add").focus();
  }
}
