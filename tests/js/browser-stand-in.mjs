// A stand-in browser for LiveTopic: a clock that only moves when told, sockets and fetches that can be steered.

export class BrowserStandIn {
  constructor() {
    this.time = 0;
    this.timers = [];
    this.sockets = [];
    this.fetched = [];
    this.answer = () => new Promise(() => {});
    this.page = new EventTarget();
    this.page.visibilityState = "visible";
    this.window = new EventTarget();
    this.chance = 0.5;
    this._ids = 0;
  }

  now() {
    return this.time;
  }

  random() {
    return this.chance;
  }

  socketOrigin() {
    return "wss://edusmart.example";
  }

  setTimer(act, ms) {
    this.timers.push({ id: ++this._ids, at: this.time + ms, act });
    return this._ids;
  }

  clearTimer(id) {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  openSocket(url) {
    const socket = new SocketStandIn(url);
    this.sockets.push(socket);
    return socket;
  }

  fetch(url) {
    this.fetched.push(url);
    return this.answer(url);
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Let time pass, timers in their order. */
  pass(ms) {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      this.time = next.at;
      this.clearTimer(next.id);
      next.act();
    }
    this.time = end;
  }
}

class SocketStandIn {
  constructor(url) {
    this.url = url;
    this.readyState = 0;
    this.sent = [];
  }

  open() {
    this.readyState = 1;
    this.onopen?.();
  }

  receive(frame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
  }

  /** The other side, or the network, ends it. */
  drop(code = 1006) {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  of(type) {
    return this.sent.filter((frame) => frame.type === type);
  }
}
