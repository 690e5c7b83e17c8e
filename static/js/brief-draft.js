// What an editor has written, kept apart from the rows until it is saved. No page in here.
// The draft wins over rows while it is unsaved; afterwards what others wrote is taken in.

import { briefOf, itemRows } from "./brief-rows.js";
import { row } from "./state.js";

export class Draft {
  constructor(state) {
    const brief = briefOf(state);
    this.title = brief?.title ?? "";
    this.language = brief?.language ?? "en";
    this.seen = brief?.rev ?? 0;
    this.version = 0; // grows with every change
    this.saved = 0; // the version the server has
    this.items = [];
    this._dropped = new Set(); // ids that were given up here; their rows may linger a moment
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

  // What the editor does

  change(target, values) {
    Object.assign(target, values);
    this.version += 1;
  }

  add() {
    const item = { key: ++this._keys, id: null, title: "", text: "", seen: 0, leaving: false };
    this.items.push(item);
    this.version += 1;
    return item;
  }

  /** Swap with the next present item in this direction; false at the end. */
  move(item, by) {
    const { present } = this;
    const other = present[present.indexOf(item) + by];
    if (!other) return false;
    const [a, b] = [this.items.indexOf(item), this.items.indexOf(other)];
    [this.items[a], this.items[b]] = [other, item];
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
    if (item.id !== null) this._dropped.add(item.id);
    this.items = this.items.filter((other) => other !== item);
    this.version += 1;
  }

  // Saving

  /** What to send, and the token `keep` wants back. */
  payload() {
    const items = this.items.filter((item) => item.id !== null || item.title.trim() || item.text.trim());
    const body = {
      title: this.title,
      language: this.language,
      items: items.map(({ id, title, text }) => ({ id, title, text })),
    };
    return { body, sent: { version: this.version, items } };
  }

  /** The server kept it: learn the ids of new items. */
  keep(sent, answer) {
    this.saved = sent.version;
    sent.items.forEach((item, index) => {
      const id = answer.items?.[index]?.id;
      if (item.id === null && id !== undefined) item.id = id;
      if (!this.items.includes(item) && item.id !== null) this._dropped.add(item.id);
    });
  }

  /** Somebody else removed items that are still written here: they become new ones. True if there were any. */
  revive(state) {
    const lost = this.items.filter((item) => item.id !== null && !row(state, "item", item.id));
    for (const item of lost) Object.assign(item, { id: null, seen: 0 });
    return lost.length > 0;
  }

  // What others wrote

  /** Take in rows that are newer than what was seen here. Only while nothing is unsaved. `busy` items are left. */
  adopt(state, busy = () => false) {
    const before = JSON.stringify([this.title, this.language, this.items]);
    const brief = briefOf(state);
    if (brief && brief.rev > this.seen) {
      this.seen = brief.rev;
      if (!busy(null)) this.title = brief.title;
      this.language = brief.language;
    }
    const rows = itemRows(state);
    let moved = false;
    for (const item of rows) moved = this._adoptItem(item, busy) || moved;
    const ids = new Set(rows.map((item) => item.id));
    this.items = this.items.filter((item) => item.id === null || item.seen === 0 || ids.has(item.id) || busy(item));
    if (moved) this._order(rows);
    return before !== JSON.stringify([this.title, this.language, this.items]);
  }

  _adoptItem(item, busy) {
    if (this._dropped.has(item.id)) return false;
    const own = this.items.find((other) => other.id === item.id);
    if (!own) {
      this.items.push(this._item(item));
      return true;
    }
    if (item.rev <= own.seen) return false;
    own.seen = item.rev;
    if (!busy(own)) Object.assign(own, { title: item.title, text: item.text });
    return true;
  }

  _order(rows) {
    const place = new Map(rows.map((item, index) => [item.id, index]));
    const of = (item) => place.get(item.id) ?? rows.length;
    this.items.sort((a, b) => of(a) - of(b));
  }

  _item(item) {
    return { key: ++this._keys, id: item.id, title: item.title, text: item.text, seen: item.rev, leaving: false };
  }
}
