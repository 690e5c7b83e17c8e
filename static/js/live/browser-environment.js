// What a LiveTopic needs of the browser, and its timers. Tests bring their own, with a clock that only moves when told.

// All times in ms.
export const TIMES = Object.freeze({
  minBackoff: 500,
  maxBackoff: 30_000,
  stable: 5_000, // open for this long, the failures before are forgotten
  connectTimeout: 10_000,
  silenceTimeout: 35_000, // the server sends a beat every 15 seconds: two of them and some slack
  staleAfter: 20_000, // silence after which a page that is looked at again reconnects at once
  pollEvery: 5_000,
  firstPoll: 4_000, // without a socket for this long, the state is asked for over HTTP
  mute: 4_000, // an open socket that says nothing for this long is asked, and given up after as long again
  haveEvery: 250,
  focusEvery: 1_000,
});

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

/**
 * Say when the page is looked at again, when the network is back, and when the page is left.
 * @param {Environment} environment
 * @param {{looked: () => void, online: () => void, left: () => void}} acts
 * @returns {() => void} what ends it
 */
export function whileLookedAt({ page, window }, { looked, online, left }) {
  const resume = () => {
    if (page.visibilityState !== "hidden") looked();
  };
  /** @type {[EventTarget, string, () => void][]} */
  const listeners = [
    [page, "visibilitychange", resume],
    [window, "online", online],
    [window, "pageshow", resume],
    [window, "pagehide", left],
  ];
  for (const [target, name, act] of listeners) target.addEventListener(name, act);
  return () => {
    for (const [target, name, act] of listeners) target.removeEventListener(name, act);
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
