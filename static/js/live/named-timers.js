// Timers that are known by a name: setting one again replaces it.

/** @import { Environment } from "./browser-environment.js" */

export class NamedTimers {
  /** @param {Environment} environment */
  constructor(environment) {
    this.environment = environment;
    /** @type {Map<string, any>} */
    this._timers = new Map();
  }

  /** @param {string} name */
  has(name) {
    return this._timers.has(name);
  }

  /**
   * @param {string} name
   * @param {number} ms
   * @param {() => void} act
   */
  set(name, ms, act) {
    this.clear(name);
    const timer = this.environment.setTimer(() => {
      this._timers.delete(name);
      act();
    }, ms);
    this._timers.set(name, timer);
  }

  /** @param {string} name */
  clear(name) {
    if (!this._timers.has(name)) return;
    this.environment.clearTimer(this._timers.get(name));
    this._timers.delete(name);
  }

  clearAll() {
    for (const name of [...this._timers.keys()]) this.clear(name);
  }
}
