// One topic over one socket, reconnected for as long as it takes, with polling over HTTP as the fallback.
// Events: "state", "progress" and "time" {state, before, frame}, "connection" {status, reason, failures}.

import { browserEnvironment, NamedTimers, TIMES, whileLookedAt } from "./browser-environment.js";
import { applyFrame, EMPTY_STATE, haveFrame, withRowFields } from "./reducer.js";

/**
 * @import { Environment } from "./browser-environment.js"
 * @import { TopicState } from "./reducer.js"
 * @import { Frame, Row, StateFrame } from "./row-types.js"
 */

/** @typedef {"idle" | "connecting" | "live" | "reconnecting" | "polling" | "suspended" | "stopped"} ConnectionStatus */
/** @typedef {CustomEvent<{state: TopicState, before: TopicState, frame?: StateFrame}>} StateEvent */
/** @typedef {CustomEvent<{status: ConnectionStatus, reason: string | null, failures: number}>} ConnectionEvent */

const POLL_AFTER_FAILURES = 3;
const NORMAL_CLOSURE = 1000;
const OTHER_FIELDS = 4412;
/** @type {Record<number, string>} */
const FINAL_CODES = { 4401: "sign-in", 4403: "forbidden", 4404: "gone" };
/** @type {Record<number, string>} */
const FINAL_STATUSES = { 401: "sign-in", 403: "forbidden", 404: "gone" };
const OPEN = 1; // WebSocket.OPEN, which tests do not have

export class LiveTopic extends EventTarget {
  /**
   * @param {object} options
   * @param {string} options.liveUrl path of the socket
   * @param {string | null} [options.statusUrl] path that returns the same state frame over HTTP, or null
   * @param {StateFrame | null} [options.first] the state frame the page came with
   * @param {Environment} [options.environment]
   */
  constructor({ liveUrl, statusUrl = null, first = null, environment = browserEnvironment() }) {
    super();
    this.liveUrl = liveUrl;
    this.statusUrl = statusUrl;
    this.environment = environment;
    this.state = first ? applyFrame(EMPTY_STATE, first).state : EMPTY_STATE;
    /** @type {ConnectionStatus} */
    this.status = "idle";
    this.failures = 0;
    /** @type {WebSocket | null} */
    this._socket = null;
    this._timers = new NamedTimers(environment);
    this._lastMessage = 0;
    /** @type {{type: "focus", kind: string, id: number} | null} */
    this._focus = null;
    this._haveAgain = false;
    this._ignorePage = whileLookedAt(environment, {
      looked: () => this._resume(),
      online: () => this._resume(true),
      left: () => this._suspend(),
    });
  }

  start() {
    this._connect();
    return this;
  }

  /**
   * Add fields that a row came without.
   * @template {Row} R
   * @param {R} row
   * @param {Partial<R>} fields
   */
  fillRow(row, fields) {
    const before = this.state;
    this.state = withRowFields(before, row, fields);
    if (this.state !== before) this._emit("state", { state: this.state, before });
  }

  /** Stop for good. */
  stop(reason = "closed") {
    this._disconnect();
    this._timers.clearAll();
    this._ignorePage();
    this._setStatus("stopped", reason);
  }

  /**
   * Tell the server what is being looked at; at most once a second, and the latest wins.
   * @param {string | null} kind null: nothing
   * @param {number} [id]
   */
  focus(kind, id) {
    const focus = kind === null || id == null ? null : { type: /** @type {const} */ ("focus"), kind, id };
    if (focus && this._focus && focus.id === this._focus.id && focus.kind === this._focus.kind) return;
    this._focus = focus;
    if (focus && !this._timers.has("focus")) this._sendFocus();
  }

  _sendFocus() {
    if (!this._focus || !this.send(this._focus)) return;
    const sent = this._focus;
    this._timers.set("focus", TIMES.focusEvery, () => {
      if (this._focus && this._focus !== sent) this._sendFocus();
    });
  }

  // The socket

  _connect() {
    if (this.status === "stopped") return;
    this._disconnect();
    this._timers.clear("retry");
    // While polling works the page is up to date, so nothing is said before the socket is back.
    if (this.status !== "polling") this._setStatus(this.failures ? "reconnecting" : "connecting");
    const { epoch, rev } = this.state;
    const held = rev ? `?epoch=${encodeURIComponent(epoch)}&rev=${rev}` : "";
    const socket = this.environment.openSocket(`${this.environment.socketOrigin()}${this.liveUrl}${held}`);
    this._socket = socket;
    this._timers.set("watchdog", TIMES.connectTimeout, () => this._retry());
    // Some proxies let a socket neither open nor fail.
    if (this.statusUrl && !this._timers.has("poll")) this._timers.set("poll", TIMES.firstPoll, () => this._poll());
    socket.onopen = () => this._opened();
    socket.onmessage = (event) => this._receive(event.data);
    socket.onclose = (event) => this._closed(event.code);
  }

  _disconnect() {
    const socket = this._socket;
    this._socket = null;
    this._timers.clear("watchdog");
    this._timers.clear("stable");
    this._timers.clear("have");
    this._timers.clear("mute");
    if (!socket) return;
    // Events of a socket that was given up must not touch its successor.
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(NORMAL_CLOSURE);
  }

  _opened() {
    // Some proxies open a socket and let nothing through: polling that works ends with the first word.
    if (this.status !== "polling") this._isBack();
    this._timers.set("mute", TIMES.mute, () => this._askMute());
    this._timers.set("stable", TIMES.stable, () => {
      this.failures = 0;
    });
    this._restartWatchdog();
    this._timers.clear("focus");
    this._sendFocus();
  }

  _isBack() {
    this._timers.clear("poll");
    this._setStatus("live");
  }

  _askMute() {
    this.send({ type: "time", sent: this.environment.now() }); // answered at once
    this._timers.set("mute", TIMES.mute, () => {
      this.failures = Math.max(this.failures, POLL_AFTER_FAILURES - 1);
      this._retry();
    });
  }

  // A dead network can leave a socket open for minutes without an event: only silence tells.
  _restartWatchdog() {
    this._lastMessage = this.environment.now();
    this._timers.set("watchdog", TIMES.silenceTimeout, () => this._retry());
  }

  /** @param {string} text */
  _receive(text) {
    this._restartWatchdog();
    this._timers.clear("mute");
    if (this.status === "polling") this._isBack();
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    this.take(frame);
  }

  /** @param {number} code */
  _closed(code) {
    this._socket = null;
    if (FINAL_CODES[code]) return this.stop(FINAL_CODES[code]);
    // Other fields may be visible afterwards: request everything, and keep showing what is held until it comes.
    if (code === OTHER_FIELDS) this.state = { ...this.state, epoch: "", rev: 0 };
    this._retry();
  }

  _retry() {
    this._disconnect();
    this.failures += 1;
    // Full jitter, so that all browsers do not come back in the same moment after a restart.
    const ceiling = Math.min(TIMES.maxBackoff, TIMES.minBackoff * 2 ** this.failures);
    const wait = TIMES.minBackoff + this.environment.random() * (ceiling - TIMES.minBackoff);
    this._timers.set("retry", wait, () => this._connect());
    if (this.status !== "polling") this._setStatus("reconnecting");
    const isLost =
      this.failures === POLL_AFTER_FAILURES || (this.failures > POLL_AFTER_FAILURES && !this._timers.has("poll"));
    if (isLost && this.statusUrl && this.status !== "polling") this._poll();
  }

  /** @param {object} frame */
  send(frame) {
    if (this._socket?.readyState !== OPEN) return false;
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  // Frames

  /** @param {Frame} frame from the socket, or the same in an answer over HTTP */
  take(frame) {
    const before = this.state;
    const { state, action } = applyFrame(before, frame);
    this.state = state;
    if (action === "resync") this._sendHave();
    else if (frame.type === "state") {
      this._haveAgain = false;
      this.send({ type: "ack", rev: state.rev });
    }
    if (action === "applied") this._emit(frame.type, { state, before, frame });
  }

  // The first one leaves at once; of many, one every quarter of a second.
  _sendHave() {
    this._haveAgain = this._timers.has("have");
    if (this._haveAgain) return;
    this.send(haveFrame(this.state));
    this._timers.set("have", TIMES.haveEvery, () => {
      if (this._haveAgain) this._sendHave();
    });
  }

  // Polling, where sockets do not get through

  async _poll() {
    this._timers.set("poll", TIMES.pollEvery, () => this._poll());
    const { epoch, rev } = this.state;
    try {
      const response = await this.environment.fetch(
        `${this.statusUrl}?epoch=${encodeURIComponent(epoch)}&since=${rev}`,
        { headers: { Accept: "application/json" }, credentials: "same-origin", cache: "no-store" },
      );
      if (!this._timers.has("poll")) return; // the socket is back meanwhile
      if (FINAL_STATUSES[response.status]) return this.stop(FINAL_STATUSES[response.status]);
      if (!response.ok) throw new Error(String(response.status));
      this.take(await response.json());
      this._setStatus("polling");
    } catch {
      // The next turn tries again.
      if (this._timers.has("poll")) this._setStatus("reconnecting");
    }
  }

  // The page and the network come and go

  /** Reconnect without waiting for a timer. `force`: the network has changed, so an open socket is not trusted. */
  _resume(force = false) {
    if (this.status === "stopped" || this.status === "idle") return;
    const open = this._socket?.readyState === OPEN;
    const stale = this.environment.now() - this._lastMessage > TIMES.staleAfter;
    const opening = this._socket && !open && this._timers.has("watchdog");
    if (open ? force || stale : !opening || force) this._connect();
  }

  // A page that is put away keeps no socket, so that the browser may keep the page for going back.
  _suspend() {
    if (this.status === "stopped" || this.status === "idle") return;
    this._disconnect();
    this._timers.clear("retry");
    this._timers.clear("poll");
    this._setStatus("suspended");
  }

  /**
   * @param {ConnectionStatus} status
   * @param {string | null} reason
   */
  _setStatus(status, reason = null) {
    if (this.status === "stopped" || (status === this.status && !reason)) return;
    this.status = status;
    this._emit("connection", { status, reason, failures: this.failures });
  }

  /**
   * @param {string} name
   * @param {object} detail
   */
  _emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
