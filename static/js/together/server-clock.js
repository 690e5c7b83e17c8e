// The server's clock, as a device can know it: estimated from round trips, of which the quickest tells most. Pure, but
// for the device's own clock, which it is given; that may be wrong by any amount, as long as it runs.

/**
 * One answer: `offset` is the server's clock less ours, `delay` how long it took, which bounds the error to its half.
 * @typedef {{offset: number, delay: number, heard: number}} Sample
 */

const MOST_SAMPLES = 12;
const DRIFT = 1e-4; // how far two clocks may run apart: an older sample is worth less
const GUESSED_DELAY = 1000; // ms; of an answer that does not say when it was asked for

export class ServerClock {
  /** @param {() => number} now the device's clock in ms */
  constructor(now = () => performance.now()) {
    this._now = now;
    /** @type {Sample[]} */
    this._samples = [];
    this._stale = false;
  }

  /** Whether it can tell the time at all. */
  get known() {
    return this._samples.length > 0;
  }

  /** Return the question to send to the server, which answers with a frame for `heard`. */
  question() {
    return { type: "time", sent: this._now() };
  }

  /**
   * Take in an answer that has come just now.
   * @param {{sent: number, now: number}} answer `sent` by our clock, `now` by the server's
   */
  heard({ sent, now }) {
    const heard = this._now();
    const delay = heard - sent;
    // The server read its clock somewhere on the way: half way, as far as we know.
    if (delay >= 0) this._add({ offset: now + delay / 2 - heard, delay, heard });
  }

  /**
   * Take in what the server's clock said in an answer of unknown age.
   * @param {number} now
   */
  guess(now) {
    const heard = this._now();
    this._add({ offset: now - heard, delay: GUESSED_DELAY, heard });
  }

  /** Trust the samples no longer once there is a new one: the device may have slept, and its clock with it. */
  doubt() {
    this._stale = true;
  }

  /** Return what the server's clock says now, in ms since 1970. */
  now() {
    const now = this._now();
    /** @param {Sample} sample */
    const error = ({ delay, heard }) => delay / 2 + (now - heard) * DRIFT;
    const [first, ...others] = this._samples;
    const best = others.reduce((one, other) => (error(other) < error(one) ? other : one), first);
    return now + (best?.offset ?? 0);
  }

  /** @param {Sample} sample */
  _add(sample) {
    this._samples = [...(this._stale ? [] : this._samples), sample].slice(-MOST_SAMPLES);
    this._stale = false;
  }
}
