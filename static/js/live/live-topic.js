// One topic, watched: one socket, reconnected for as long as it takes, with plain HTTP as the way round.
// Events: "state" {state, before, frame}, "progress" {state, frame}, "connection" {status, reason}.

import { applyFrame, EMPTY_STATE, haveFrame, withRowFields } from "./reducer.js";

export const TIMES = Object.freeze({
  shortest: 500, // back-off, full jitter between these
  longest: 30_000,
  settled: 5_000, // up for this long: the failures are forgotten
  opening: 10_000,
  silence: 35_000, // two beats and a bit
  doubt: 20_000, // silence that is suspicious when somebody comes back to the page
  poll: 5_000,
  ask: 250, // between two "have"
  focus: 1_000, // between two "focus"
});
const POLL_AFTER = 3;
const NORMAL = 1000;
const SERVICE_RESTART = 1012;
const FINAL_CODES = new Map([
  [4401, "sign-in"],
  [4403, "forbidden"],
  [4404, "gone"],
]);
const FINAL_STATUSES = new Map([
  [401, "sign-in"],
  [403, "forbidden"],
  [404, "gone"],
]);
const OPEN = 1;

/** What the topic needs of its surroundings; tests give their own. */
function browserEnvironment() {
  return {
    page: globalThis.document,
    window: globalThis,
    socket: (url) => new WebSocket(url),
    fetch: (url, options) => fetch(url, options),
    now: () => performance.now(),
    random: Math.random,
    later: (act, ms) => setTimeout(act, ms),
    never: (timer) => clearTimeout(timer),
    origin: () => location.origin.replace(/^http/, "ws"),
  };
}

export class LiveTopic extends EventTarget {
  /** `liveUrl` is a path; `statusUrl` (or null) answers the same state frame over HTTP; `first` is the page's own. */
  constructor({ liveUrl, statusUrl = null, first = null, around = browserEnvironment() }) {
    super();
    this.liveUrl = liveUrl;
    this.statusUrl = statusUrl;
    this.around = around;
    this.state = first ? applyFrame(EMPTY_STATE, first).state : EMPTY_STATE;
    this.status = "idle";
    this.failures = 0;
    this._socket = null;
    this._timers = new Map();
    this._heard = 0;
    this._wish = null;
    this._askAgain = false;
    this._outside = this._listen();
  }

  start() {
    this._connect();
    return this;
  }

  /** A row that came without something has it now. */
  fill(row, fields) {
    const before = this.state;
    this.state = withRowFields(before, row, fields);
    if (this.state !== before) this._tell("state", { state: this.state, before });
  }

  /** Stop for good. */
  stop(reason = "closed") {
    this._hangUp();
    for (const timer of this._timers.keys()) this._cancel(timer);
    for (const [target, name, act] of this._outside) target.removeEventListener(name, act);
    this._outside = [];
    this._say("stopped", reason);
  }

  /** Tell the server what is being looked at; at most once a second, the latest wins. Null: nothing any more. */
  focus(kind, id) {
    const wish = id == null ? null : { type: "focus", kind, id };
    if (wish && this._wish && wish.id === this._wish.id && wish.kind === this._wish.kind) return;
    this._wish = wish;
    if (wish && !this._timers.has("focus")) this._sendFocus();
  }

  _sendFocus() {
    if (!this._wish || !this._send(this._wish)) return;
    const sent = this._wish;
    this._after("focus", TIMES.focus, () => {
      if (this._wish && this._wish !== sent) this._sendFocus();
    });
  }

  // The socket

  _connect() {
    if (this.status === "stopped") return;
    this._hangUp();
    this._cancel("retry");
    if (this.status !== "polling") this._say(this.failures ? "reconnecting" : "connecting");
    const held = this.state.rev ? `?epoch=${encodeURIComponent(this.state.epoch)}&rev=${this.state.rev}` : "";
    const socket = this.around.socket(`${this.around.origin()}${this.liveUrl}${held}`);
    this._socket = socket;
    this._after("watchdog", TIMES.opening, () => this._lost());
    socket.onopen = () => this._opened();
    socket.onmessage = (event) => this._hear(event.data);
    socket.onclose = (event) => this._closed(event.code);
  }

  _hangUp() {
    const socket = this._socket;
    this._socket = null;
    this._cancel("watchdog");
    this._cancel("settled");
    this._cancel("ask");
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(NORMAL);
  }

  _opened() {
    this._cancel("poll");
    this._after("settled", TIMES.settled, () => {
      this.failures = 0;
    });
    this._alive();
    this._say("live");
    this._cancel("focus");
    this._sendFocus();
  }

  _alive() {
    this._heard = this.around.now();
    this._after("watchdog", TIMES.silence, () => this._lost());
  }

  _hear(text) {
    this._alive();
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    this._take(frame);
  }

  _closed(code) {
    this._socket = null;
    if (FINAL_CODES.has(code)) return this.stop(FINAL_CODES.get(code));
    // After "come back" the audience may be another: start over from nothing, what is shown stays.
    if (code === SERVICE_RESTART) this.state = { ...this.state, epoch: "", rev: 0 };
    this._lost();
  }

  _lost() {
    this._hangUp();
    this.failures += 1;
    const ceiling = Math.min(TIMES.longest, TIMES.shortest * 2 ** this.failures);
    const wait = TIMES.shortest + this.around.random() * (ceiling - TIMES.shortest);
    this._after("retry", wait, () => this._connect());
    if (this.status !== "polling") this._say("reconnecting");
    if (this.failures >= POLL_AFTER && this.statusUrl && !this._timers.has("poll")) this._poll();
  }

  _send(frame) {
    if (this._socket?.readyState !== OPEN) return false;
    this._socket.send(JSON.stringify(frame));
    return true;
  }

  // Frames

  _take(frame) {
    const before = this.state;
    const { state, action } = applyFrame(before, frame);
    this.state = state;
    if (action === "resync") this._ask();
    else if (frame.type === "state") {
      this._askAgain = false;
      this._send({ type: "ack", rev: state.rev });
    }
    if (action === "applied") this._tell(frame.type, { state, before, frame });
  }

  // The first question leaves at once; a storm of them is one every quarter of a second.
  _ask() {
    if (this._timers.has("ask")) {
      this._askAgain = true;
      return;
    }
    this._askAgain = false;
    this._send(haveFrame(this.state));
    this._after("ask", TIMES.ask, () => this._askAgain && this._ask());
  }

  // The way round

  async _poll() {
    this._after("poll", TIMES.poll, () => this._poll());
    const { epoch, rev } = this.state;
    try {
      const answer = await this.around.fetch(`${this.statusUrl}?epoch=${encodeURIComponent(epoch)}&since=${rev}`, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        cache: "no-store",
      });
      if (!this._timers.has("poll")) return; // the socket is back meanwhile
      if (FINAL_STATUSES.has(answer.status)) return this.stop(FINAL_STATUSES.get(answer.status));
      if (!answer.ok) throw new Error(String(answer.status));
      this._take(await answer.json());
      this._say("polling");
    } catch {
      // The next turn tries again.
      if (this._timers.has("poll")) this._say("reconnecting");
    }
  }

  // The page and the network come and go

  _listen() {
    const { page, window } = this.around;
    const back = () => page.visibilityState !== "hidden" && this._comeBack();
    const away = () => this._rest();
    const heard = [
      [page, "visibilitychange", back],
      [window, "online", () => this._comeBack(true)],
      [window, "pageshow", back],
      [window, "pagehide", away],
    ];
    for (const [target, name, act] of heard) target.addEventListener(name, act);
    return heard;
  }

  /** Somebody looks at the page again, or the network is back: no waiting for a timer. */
  _comeBack(sure = false) {
    if (this.status === "stopped" || this.status === "idle") return;
    const up = this._socket?.readyState === OPEN;
    const quiet = this.around.now() - this._heard > TIMES.doubt;
    const opening = this._socket && !up && this._timers.has("watchdog");
    if (up ? sure || quiet : !opening || sure) this._connect();
  }

  // A page that is put away keeps no socket, so that the browser may keep the page.
  _rest() {
    if (this.status === "stopped" || this.status === "idle") return;
    this._hangUp();
    this._cancel("retry");
    this._cancel("poll");
    this._say("resting");
  }

  _say(status, reason = null) {
    if (this.status === "stopped" || (status === this.status && !reason)) return;
    this.status = status;
    this._tell("connection", { status, reason, failures: this.failures });
  }

  _tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  _after(name, ms, act) {
    this._cancel(name);
    this._timers.set(
      name,
      this.around.later(() => {
        this._timers.delete(name);
        act();
      }, ms),
    );
  }

  _cancel(name) {
    if (!this._timers.has(name)) return;
    this.around.never(this._timers.get(name));
    this._timers.delete(name);
  }
}
