// The position of a listener in a list of sounds, and what of it is counted. Pure: no page, no audio in here.

/** @typedef {{id: number, title: string, url: string, seconds: number, words: [number, string][]}} Sound */

/**
 * `heard` is the address that counts, `live` what the page shows of the brief's state.
 * @typedef {object} Brief
 * @property {number} id
 * @property {string} title
 * @property {string} album
 * @property {string} heard
 * @property {Sound[]} items
 * @property {{seconds: number, jingle: string | null}} between
 * @property {{url: string, epoch: string, rev: number}} live
 */

export class Playlist {
  /**
   * @param {Sound[]} items
   * @param {{item?: number, seconds?: number} | null} position where the listener was last time
   */
  constructor(items, position = null) {
    this.items = items;
    /** @type {Sound | null} what is heard on as it was, though a newer list has it otherwise, or not at all */
    this.held = null;
    const found = items.findIndex((item) => item.id === position?.item);
    this.at = Math.max(0, found);
    const seconds = found < 0 ? 0 : Number(position?.seconds) || 0;
    // In the last second there is nothing left to hear: begin this item again.
    this.from = seconds < (items[this.at]?.seconds ?? 0) - 1 ? Math.max(0, seconds) : 0;
  }

  get current() {
    return this.held ?? this.items[this.at];
  }

  /** What comes after the current item; undefined at the end. */
  get following() {
    return this.items[this.at + (this._isGone ? 0 : 1)];
  }

  /** Its number of how many, such as "2 / 5". */
  get place() {
    return `${Math.min(this.at + 1, this.items.length)} / ${this.items.length}`;
  }

  /** Whether the current item is not in the list any more: what comes after it stands at its place. */
  get _isGone() {
    return this.held !== null && this.items[this.at]?.id !== this.held.id;
  }

  /**
   * Go to the next item or the one before; false at either end.
   * @param {1 | -1} by
   */
  step(by) {
    return this.go((by > 0 ? this.following : this.items[this.at + by])?.id);
  }

  /**
   * Go to the item with this id; false where there is none.
   * @param {number | undefined} id
   */
  go(id) {
    const found = this.items.findIndex((item) => item.id === id);
    if (id === undefined || found < 0) return false;
    this.at = found;
    this.held = null;
    this.from = 0;
    return true;
  }

  /**
   * Return whether a list has the current item with another sound, or not at all.
   * @param {Sound[]} items
   */
  differs(items) {
    const { current } = this;
    return items.find((item) => item.id === current?.id)?.url !== current?.url;
  }

  /**
   * Take another list: what is current stays, or else what stands at its place now.
   * @param {Sound[]} items
   * @param {boolean} isHeard the current item is heard on as it was, until the list goes on from it
   */
  replace(items, isHeard = false) {
    const { current } = this;
    this.held = isHeard && this.differs(items) ? current : null;
    this.items = items;
    const found = items.findIndex((item) => item.id === current?.id);
    const last = items.length - (this.held ? 0 : 1);
    this.at = found < 0 ? Math.min(this.at, last) : found;
  }

  rewind() {
    this.at = 0;
    this.held = null;
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
