// What the editor has written, ahead of what the server has kept. Pure: no page in here.
// The draft wins over rows while it is unsaved; afterwards what others wrote is taken in.
// `base` is what an item was when it was last the same here and there: it tells who changed it.

import { briefOf, itemRows } from "../rows/brief-rows.js";

const FIELDS = ["title", "text", "language"];
const contentOf = ({ title, text, language }) => ({ title, text, language: language ?? "" });
const sameContent = (a, b) => FIELDS.every((field) => (a[field] ?? "") === (b[field] ?? ""));

export class BriefDraft {
  constructor(state) {
    const brief = briefOf(state);
    this.title = brief?.title ?? "";
    this.language = brief?.language ?? "en";
    this.edition = brief?.edition ?? null;
    this.base = { title: this.title, language: this.language };
    this.theirs = null; // {title}: another title somebody else wrote meanwhile
    this.seen = brief?.rev ?? 0;
    this.version = 0; // grows with every change
    this.saved = 0; // the version the server has
    this.items = [];
    this._moved = false; // since the last save
    this._dropped = new Map(); // id > base of what was given up here; its row may linger a moment
    this._keys = 0;
    for (const item of itemRows(state)) this.items.push(this._item(item));
  }

  get unsaved() {
    return this.version !== this.saved;
  }

  /** Items that are not on their way out. */
  get present() {
    return this.items.filter((item) => !item.leaving);
  }

  /** How many things have two versions, and wait for a choice. */
  get conflicts() {
    return this.items.filter((item) => item.theirs).length + (this.theirs ? 1 : 0);
  }

  // What the editor does

  change(target, values) {
    Object.assign(target, values);
    this.version += 1;
  }

  add() {
    this.begin();
    this.version += 1;
    return this.items.at(-1);
  }

  /** An empty item that is not worth saving until something is written in it. */
  begin() {
    this.items.push(this._new({ id: null, title: "", text: "", language: "" }));
  }

  /** Swap with the next present item in this direction; false at the end. */
  move(item, by) {
    const other = this.present[this.present.indexOf(item) + by];
    return other ? this.place(item, this.items.indexOf(other)) : false;
  }

  /** Put the item at this place of all; false when it is there. */
  place(item, index) {
    const from = this.items.indexOf(item);
    if (from === index || index < 0 || index >= this.items.length) return false;
    this.items.splice(from, 1);
    this.items.splice(index, 0, item);
    this._moved = true;
    this.version += 1;
    return true;
  }

  /** Out of sight; `drop` makes it final, `restore` brings it back with its audio. */
  remove(item) {
    item.leaving = true;
  }

  restore(item) {
    item.leaving = false;
  }

  drop(item) {
    if (item.id !== null) this._dropped.set(item.id, item.base);
    this.items = this.items.filter((other) => other !== item);
    this.version += 1;
  }

  /** One of two versions is chosen: one's own, or the other's. `target` is an item or the draft itself. */
  choose(target, own) {
    if (!own) Object.assign(target, target.theirs);
    target.theirs = null;
    this.version += 1;
  }

  // Saving

  /** What to send, and what `keep` wants back. What has two versions is sent as the server has it. */
  payload() {
    const items = this.items.filter((item) => item.id !== null || item.title.trim() || item.text.trim());
    const body = {
      title: this.theirs?.title ?? this.title,
      language: this.language,
      items: items.map((item) => ({ id: item.id, ...contentOf(item.theirs ?? item) })),
      edition: this.edition,
    };
    return { body, sent: { version: this.version, items, body } };
  }

  /** The server kept it: learn the ids of new items. */
  keep(sent, answer) {
    this.saved = sent.version;
    this.edition = answer.edition ?? this.edition;
    if (sent.version === this.version) this._moved = false;
    if (sent.body) this.base = { title: sent.body.title, language: sent.body.language };
    sent.items.forEach((item, index) => {
      const id = answer.items?.[index]?.id;
      if (item.id === null && id !== undefined) item.id = id;
      if (sent.body) item.base = contentOf(sent.body.items[index]);
      if (!this.items.includes(item) && item.id !== null) this._dropped.set(item.id, item.base);
    });
  }

  /** Somebody else saved before us: bring both together. Where both wrote, both are kept for a choice. */
  merge(answer) {
    this.edition = answer.edition;
    this._mergeTitle(answer);
    if (this.language === this.base.language) this.language = answer.language;
    const theirs = new Map(answer.items.map((item) => [item.id, item]));
    this.items = this.items.filter((item) => item.id === null || this._mergeItem(item, theirs.get(item.id)));
    const held = new Set(this.items.map((item) => item.id));
    answer.items.forEach((item, index) => held.has(item.id) || this._arrived(item, answer.items[index - 1]));
    if (!this._moved) this._order(answer.items);
    this.base = { title: answer.title, language: answer.language };
    this.version += 1;
  }

  _mergeTitle({ title }) {
    if (this.title === this.base.title) this.title = title;
    else if (title !== this.base.title && title !== this.title) this.theirs = { title };
  }

  // False when it is gone here too. What somebody else removed is kept where it was written on: as a new item.
  _mergeItem(item, other) {
    const untouched = sameContent(item, item.base);
    if (!other) {
      item.id = null;
      item.theirs = null;
      return !untouched;
    }
    if (untouched && !item.theirs) Object.assign(item, contentOf(other));
    else if (!sameContent(other, item.base) && !sameContent(other, item)) item.theirs = contentOf(other);
    else if (sameContent(other, item)) item.theirs = null;
    item.base = contentOf(other);
    return true;
  }

  // An item of theirs that is not here: a new one; or one that was dropped here, and comes back if they wrote in it.
  _arrived(item, before) {
    const dropped = this._dropped.get(item.id);
    if (dropped && sameContent(dropped, item)) return;
    this._dropped.delete(item.id);
    const at = before ? this.items.findIndex((other) => other.id === before.id) + 1 : 0;
    this.items.splice(at || (before ? this.items.length : 0), 0, this._new(item));
  }

  // What others wrote

  /** Take in rows that are newer than what was seen here. Only while nothing is unsaved. `busy` items are left. */
  adopt(state, busy = () => false) {
    const before = JSON.stringify([this.title, this.language, this.items]);
    const brief = briefOf(state);
    this._left = false;
    const rows = itemRows(state);
    let moved = false;
    for (const item of rows) moved = this._adoptItem(item, busy) || moved;
    const ids = new Set(rows.map((item) => item.id));
    this.items = this.items.filter(
      (item) => item.id === null || item.seen === 0 || ids.has(item.id) || this._leave(item, busy),
    );
    if (brief && brief.rev > this.seen) this._adoptBrief(brief, busy);
    if (moved) this._order(rows);
    return before !== JSON.stringify([this.title, this.language, this.items]);
  }

  // What is left alone was not seen: the edition stays behind, and saving will ask for a choice.
  _adoptBrief(brief, busy) {
    if (busy(null) && brief.title !== this.title) this._left = true;
    else this.title = brief.title;
    this.language = brief.language;
    if (this._left) return;
    this.seen = brief.rev;
    this.base = { title: brief.title, language: brief.language };
    this.edition = brief.edition ?? this.edition;
  }

  _leave(item, busy) {
    if (!busy(item)) return false;
    this._left = true;
    return true;
  }

  _adoptItem(item, busy) {
    if (this._dropped.has(item.id)) return false;
    const own = this.items.find((other) => other.id === item.id);
    if (!own) {
      this.items.push(this._item(item));
      return true;
    }
    if (item.rev <= own.seen) return false;
    if (busy(own) && !sameContent(own, item)) {
      this._left = true;
      return true;
    }
    own.seen = item.rev;
    own.base = contentOf(item);
    if (!own.theirs) Object.assign(own, contentOf(item));
    return true;
  }

  // What has no place there stays behind what it stands behind here.
  _order(rows) {
    const place = new Map(rows.map((item, index) => [item.id, index]));
    const places = new Map();
    let last = -1;
    for (const item of this.items) {
      last = place.get(item.id) ?? Math.floor(last) + 0.5;
      places.set(item, last);
    }
    this.items.sort((a, b) => places.get(a) - places.get(b));
  }

  _item(item) {
    return { ...this._new(item), seen: item.rev };
  }

  _new(item) {
    return {
      key: ++this._keys,
      id: item.id,
      ...contentOf(item),
      base: contentOf(item),
      theirs: null,
      seen: 0,
      leaving: false,
    };
  }
}
