// What a LiveTopic needs of the browser, and its timers. Tests bring their own, with a clock that only moves when told.

/**
 * @typedef {object} Environment
 * @property {EventTarget & {visibilityState: string}} page
 * @property {EventTarget} window
 * @property {(url: string) => WebSocket} openSocket
 * @property {(url: string, options: RequestInit) => Promise<Response>} fetch
 * @property {() => number} now ms
 * @property {() => number} random from 0 to 1
 * @property {(act: () => void, ms: number) => any} setTimer
 * @property {(timer: any) => void} clearTimer
 * @property {() => string} socketOrigin
 */

/** @returns {Environment} */
export function browserEnvironment() {
  return {
    page: document,
    window,
    openSocket: (url) => new WebSocket(url),
    fetch: (url, options) => fetch(url, options),
    now: () => performance.now(),
    random: Math.random,
    setTimer: (act, ms) => setTimeout(act, ms),
    clearTimer: (timer) => clearTimeout(timer),
    socketOrigin: () => location.origin.replace(/^http/, "ws"),
  };
}

/** Timers that are known by a name: setting one again replaces it. */
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
