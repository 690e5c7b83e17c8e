// What the editor has written, ahead of what the server has stored. Pure: no page in here.
// The draft wins over rows while it is unsaved; afterwards what others wrote is taken in.
// `base` is what an item was when it was last the same here and there: it tells who changed it.

import { briefOf, itemRows } from "../rows/brief-rows.js";
import { contentOf, mergeItem, orderLike, sameContent } from "./draft-item.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { BriefRow, ItemRow } from "../live/row-types.js"
 * @import { DraftItem, ItemText } from "./draft-item.js"
 */

/** @typedef {{title: string, language: string, edition: number, items: (ItemText & {id: number})[]}} StoredBrief */
/** @typedef {{title: string, language: string, items: (ItemText & {id: number | null})[], edition: number | null}} Body */
/** @typedef {{version: number, items: DraftItem[], body?: Body}} Sent */
/** @typedef {(item: DraftItem | null) => unknown} IsBusy whether an item, or the title (null), is being written in */

export class BriefDraft {
  /** @param {TopicState} state */
  constructor(state) {
    const brief = briefOf(state);
    this.title = brief?.title ?? "";
    this.language = brief?.language ?? "en";
    this.edition = brief?.edition ?? null;
    this.base = { title: this.title, language: this.language };
    /** @type {{title: string} | null} another title that was written by another editor meanwhile */
    this.theirs = null;
    this.seen = brief?.rev ?? 0;
    this.version = 0; // grows with every change
    this.saved = 0; // the version the server has
    /** @type {DraftItem[]} */
    this.items = [];
    this._moved = false; // since the last save
    this._skipped = false; // the last adoption left something alone
    /** @type {Map<number, ItemText>} id > base of what was dropped here; its row may linger a moment */
    this._dropped = new Map();
    this._keys = 0;
    for (const item of itemRows(state)) this.items.push(this._fromRow(item));
  }

  get unsaved() {
    return this.version !== this.saved;
  }

  /** The items that are not removed. */
  get present() {
    return this.items.filter((item) => !item.leaving);
  }

  /** How many things have two versions and wait for a choice. */
  get conflicts() {
    return this.items.filter((item) => item.theirs).length + (this.theirs ? 1 : 0);
  }

  // What the editor does

  /**
   * @template T
   * @param {T} target the draft, or one of its items
   * @param {Partial<T>} values
   */
  change(target, values) {
    Object.assign(/** @type {object} */ (target), values);
    this.version += 1;
  }

  /** Add an item and return it. */
  add() {
    this.version += 1;
    return this.addEmpty();
  }

  /** Add an item that is not worth saving until something is written in it. */
  addEmpty() {
    const item = this._new({ id: null, title: "", text: "", language: "" });
    this.items.push(item);
    return item;
  }

  /**
   * Swap with the next present item in this direction; false at the end.
   * @param {DraftItem} item
   * @param {number} by
   */
  move(item, by) {
    const other = this.present[this.present.indexOf(item) + by];
    return other ? this.place(item, this.items.indexOf(other)) : false;
  }

  /**
   * Put the item at this place of all; false when it is there.
   * @param {DraftItem} item
   * @param {number} index
   */
  place(item, index) {
    const from = this.items.indexOf(item);
    if (from === index || index < 0 || index >= this.items.length) return false;
    this.items.splice(from, 1);
    this.items.splice(index, 0, item);
    this._moved = true;
    this.version += 1;
    return true;
  }

  /**
   * Hide an item; `drop` makes it final, `restore` brings it back with its audio.
   * @param {DraftItem} item
   */
  remove(item) {
    item.leaving = true;
  }

  /** @param {DraftItem} item */
  restore(item) {
    item.leaving = false;
  }

  /** @param {DraftItem} item */
  drop(item) {
    if (item.id !== null) this._dropped.set(item.id, item.base);
    this.items = this.items.filter((other) => other !== item);
    this.version += 1;
  }

  /**
   * Choose one of two versions.
   * @param {DraftItem | BriefDraft} target
   * @param {boolean} own one's own, or the other's
   */
  choose(target, own) {
    if (!own) Object.assign(target, target.theirs);
    target.theirs = null;
    this.version += 1;
  }

  // Saving

  /** Return what to send, and what `keep` wants back. What has two versions is sent as the server has it. */
  payload() {
    // A blank page holds no item; a blank one among others keeps its place, and the others their numbers.
    const isBlank = this.items.every((item) => item.id === null && !item.title.trim() && !item.text.trim());
    const items = isBlank ? [] : this.items;
    const body = {
      title: this.theirs?.title ?? this.title,
      language: this.language,
      items: items.map((item) => ({ id: item.id, ...contentOf(item.theirs ?? item) })),
      edition: this.edition,
    };
    return { body, sent: { version: this.version, items, body } };
  }

  /**
   * Note that the server stored what was sent, and learn the ids of new items.
   * @param {Sent} sent
   * @param {{edition?: number, items?: {id: number}[]}} stored
   */
  keep(sent, stored) {
    const { body } = sent;
    this.saved = sent.version;
    this.edition = stored.edition ?? this.edition;
    if (sent.version === this.version) this._moved = false;
    if (body) this.base = { title: body.title, language: body.language };
    sent.items.forEach((item, index) => {
      const id = stored.items?.[index]?.id;
      if (item.id === null && id !== undefined) item.id = id;
      if (body) item.base = contentOf(body.items[index]);
      // Dropped while it was on its way: it is stored now, and must not come back as a row.
      if (!this.items.includes(item) && item.id !== null) this._dropped.set(item.id, item.base);
    });
  }

  /**
   * Bring together with what another editor saved first. Where both wrote, both versions are kept for a choice.
   * @param {StoredBrief} stored
   */
  merge(stored) {
    this.edition = stored.edition;
    this._mergeTitle(stored.title);
    if (this.language === this.base.language) this.language = stored.language;
    const theirs = new Map(stored.items.map((item) => [item.id, item]));
    this.items = this.items.filter((item) => item.id === null || mergeItem(item, theirs.get(item.id)));
    const held = new Set(this.items.map((item) => item.id));
    stored.items.forEach((item, index) => {
      if (!held.has(item.id)) this._insert(item, stored.items[index - 1]);
    });
    if (!this._moved) orderLike(this.items, stored.items);
    this.base = { title: stored.title, language: stored.language };
    this.version += 1;
  }

  /** @param {string} title */
  _mergeTitle(title) {
    if (this.title === this.base.title) this.title = title;
    else if (title !== this.base.title && title !== this.title) this.theirs = { title };
  }

  /**
   * Insert an item that is not here: a new one, or one that was dropped here but written on there.
   * @param {ItemText & {id: number}} item
   * @param {{id: number} | undefined} before the one it stands behind
   */
  _insert(item, before) {
    const dropped = this._dropped.get(item.id);
    if (dropped && sameContent(dropped, item)) return;
    this._dropped.delete(item.id);
    const at = before ? this.items.findIndex((other) => other.id === before.id) + 1 : 0;
    this.items.splice(at || (before ? this.items.length : 0), 0, this._new(item));
  }

  // What others wrote

  /**
   * Take in rows that are newer than what was seen here, while nothing is unsaved. Returns whether anything changed.
   * @param {TopicState} state
   * @param {IsBusy} isBusy what is being written in is left alone
   */
  adopt(state, isBusy = () => false) {
    const before = JSON.stringify([this.title, this.language, this.items]);
    const brief = briefOf(state);
    this._skipped = false;
    const rows = itemRows(state);
    let moved = false;
    for (const row of rows) moved = this._adoptItem(row, isBusy) || moved;
    const ids = new Set(rows.map((row) => row.id));
    this.items = this.items.filter(
      (item) => item.id === null || item.seen === 0 || ids.has(item.id) || this._skip(item, isBusy),
    );
    if (brief && brief.rev > this.seen) this._adoptBrief(brief, isBusy);
    if (moved) orderLike(this.items, rows);
    return before !== JSON.stringify([this.title, this.language, this.items]);
  }

  /**
   * What was left alone counts as not seen: the edition stays behind, so that saving asks for a choice.
   * @param {BriefRow} brief
   * @param {IsBusy} isBusy
   */
  _adoptBrief(brief, isBusy) {
    if (isBusy(null) && brief.title !== this.title) this._skipped = true;
    else this.title = brief.title;
    this.language = brief.language;
    if (this._skipped) return;
    this.seen = brief.rev;
    this.base = { title: brief.title, language: brief.language };
    this.edition = brief.edition ?? this.edition;
  }

  /**
   * @param {DraftItem} item
   * @param {IsBusy} isBusy
   */
  _skip(item, isBusy) {
    if (!isBusy(item)) return false;
    this._skipped = true;
    return true;
  }

  /**
   * Take in one row; true when the order may have changed.
   * @param {ItemRow} row
   * @param {IsBusy} isBusy
   */
  _adoptItem(row, isBusy) {
    if (this._dropped.has(row.id)) return false;
    const own = this.items.find((other) => other.id === row.id);
    if (!own) {
      this.items.push(this._fromRow(row));
      return true;
    }
    if (row.rev <= own.seen) return false;
    if (isBusy(own) && !sameContent(own, row)) {
      this._skipped = true;
      return true;
    }
    own.seen = row.rev;
    own.base = contentOf(row);
    if (!own.theirs) Object.assign(own, contentOf(row));
    return true;
  }

  /** @param {ItemRow} row */
  _fromRow(row) {
    return { ...this._new(row), seen: row.rev };
  }

  /**
   * @param {ItemText & {id: number | null}} item
   * @returns {DraftItem}
   */
  _new(item) {
    const content = contentOf(item);
    return { key: ++this._keys, id: item.id, ...content, base: { ...content }, theirs: null, seen: 0, leaving: false };
  }
}
