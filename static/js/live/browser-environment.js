// What a LiveTopic needs of the browser. Tests bring their own, with a clock that only moves when told.

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
