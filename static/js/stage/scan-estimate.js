// How long the scanned pages of a document still take, from those that were read while the page was open.

export class ScanEstimate {
  /** @param {() => number} now ms */
  constructor(now = () => performance.now()) {
    this.now = now;
    this.page = 0;
    this.firstPage = 0;
    this.since = 0;
    this.perPage = 0;
  }

  /**
   * Return about how many seconds are left when page `n` of `all` begins; null before one was measured.
   * @param {number} n from 1
   * @param {number} all
   */
  secondsLeft(n, all) {
    if (n !== this.page) this._begin(n);
    return this.perPage ? Math.max(1, Math.round((this.perPage * (all - n + 1)) / 1000)) : null;
  }

  /** @param {number} n */
  _begin(n) {
    const now = this.now();
    // The first page was under way already when this page was opened: it is not measured.
    if (!this.page || n < this.page) [this.firstPage, this.since, this.perPage] = [0, 0, 0];
    else if (!this.firstPage) [this.firstPage, this.since] = [n, now];
    else this.perPage = (now - this.since) / (n - this.firstPage);
    this.page = n;
  }
}
