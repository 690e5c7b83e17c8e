// The position of a listener in a list of sounds, and what of it is counted. Pure: no page, no audio in here.

/** @typedef {{id: number, title: string, url: string, seconds: number, words: [number, string][]}} Sound */

export class Playlist {
  /**
   * @param {Sound[]} items
   * @param {{item?: number, seconds?: number} | null} position where the listener was last time
   */
  constructor(items, position = null) {
    this.items = items;
    const found = items.findIndex((item) => item.id === position?.item);
    this.at = Math.max(0, found);
    const seconds = found < 0 ? 0 : Number(position?.seconds) || 0;
    // In the last second there is nothing left to hear: begin this item again.
    this.from = seconds < (items[this.at]?.seconds ?? 0) - 1 ? Math.max(0, seconds) : 0;
  }

  get current() {
    return this.items[this.at];
  }

  /**
   * Go by so many items; false at either end.
   * @param {number} by
   */
  step(by) {
    return this.go(this.items[this.at + by]?.id);
  }

  /**
   * Go to the item with this id; false where there is none.
   * @param {number | undefined} id
   */
  go(id) {
    const found = this.items.findIndex((item) => item.id === id);
    if (id === undefined || found < 0) return false;
    this.at = found;
    this.from = 0;
    return true;
  }

  /**
   * Take another list: what is current stays, or else what stands at its place now.
   * @param {Sound[]} items
   */
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

/** Counts an item once it was heard for a moment, and once more at its end. */
export class PlayCounter {
  /**
   * @param {(id: number, toTheEnd: boolean) => void} report
   * @param {number} moment seconds
   */
  constructor(report, moment = 3) {
    this.report = report;
    this.moment = moment;
    /** @type {Set<number>} */
    this.begun = new Set();
    /** @type {Set<number>} */
    this.ended = new Set();
  }

  /**
   * @param {Sound} item
   * @param {number} seconds
   */
  heard(item, seconds) {
    if (seconds >= Math.min(this.moment, item.seconds / 2)) this._once(this.begun, item, false);
  }

  /** @param {Sound} item */
  heardToTheEnd(item) {
    this._once(this.begun, item, false);
    this._once(this.ended, item, true);
  }

  /**
   * @param {Set<number>} counted
   * @param {Sound} item
   * @param {boolean} toTheEnd
   */
  _once(counted, item, toTheEnd) {
    if (counted.has(item.id)) return;
    counted.add(item.id);
    this.report(item.id, toTheEnd);
  }
}
