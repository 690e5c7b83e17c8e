// Where a listener is in a list of sounds. Pure: no page, no audio in here.

/** `items` have `id` and `seconds`. */
export class Playlist {
  constructor(items, place = null) {
    this.items = items;
    this.at = Math.max(
      0,
      items.findIndex((item) => item.id === place?.item),
    );
    const kept = items[this.at]?.id === place?.item ? Number(place?.seconds) || 0 : 0;
    this.from = kept < (items[this.at]?.seconds ?? 0) - 1 ? Math.max(0, kept) : 0; // seconds to begin at
  }

  get current() {
    return this.items[this.at];
  }

  /** Go by so many items; false at either end. */
  step(by) {
    return this.go(this.items[this.at + by]?.id);
  }

  /** Go to the item with this id. */
  go(id) {
    const found = this.items.findIndex((item) => item.id === id);
    if (id === undefined || found < 0) return false;
    this.at = found;
    this.from = 0;
    return true;
  }

  /** Another list: what is current stays, or else what stands at its place now. */
  replace(items) {
    const found = items.findIndex((item) => item.id === this.current?.id);
    this.items = items;
    this.at = found < 0 ? Math.min(this.at, items.length - 1) : found;
  }

  rewind() {
    this.at = 0;
    this.from = 0;
  }
}

/** What is counted: an item once it was heard for a moment, and once more at its end. */
export class PlayCounter {
  constructor(tell, moment = 3) {
    Object.assign(this, { tell, moment, begun: new Set(), ended: new Set() });
  }

  heard(item, seconds) {
    if (seconds >= Math.min(this.moment, item.seconds / 2)) this._once(this.begun, item, false);
  }

  toTheEnd(item) {
    this._once(this.begun, item, false);
    this._once(this.ended, item, true);
  }

  _once(set, item, toTheEnd) {
    if (set.has(item.id)) return;
    set.add(item.id);
    this.tell(item.id, toTheEnd);
  }
}
