import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { TIMES } from "../../static/js/live/browser-environment.js";
import { LiveTopic } from "../../static/js/live/live-topic.js";
import { applyFrame, EMPTY_STATE, rowOf } from "../../static/js/live/reducer.js";
import { BrowserStandIn } from "./browser-stand-in.mjs";
import { dice, picture, Topic } from "./server.mjs";

let browser, topic, live, heard;

beforeEach(() => begin());

function begin({ statusUrl = "/status", first = true } = {}) {
  browser = new BrowserStandIn();
  topic = new Topic();
  live = new LiveTopic({
    liveUrl: "/ws/story/1/",
    statusUrl,
    first: first ? topic.frame() : null,
    environment: browser,
  });
  heard = [];
  for (const name of ["state", "progress", "connection"])
    live.addEventListener(name, ({ detail }) => heard.push([name, detail]));
  live.start();
}

const statuses = () => heard.filter(([name]) => name === "connection").map(([, { status }]) => status);
const up = () => {
  browser.socket.open();
  return browser.socket;
};
const settle = () => new Promise((done) => setImmediate(done));

describe("connecting", () => {
  it("resumes from what the page holds", () => {
    assert.equal(browser.socket.url, `wss://edusmart.example/ws/story/1/?epoch=a&rev=${topic.rev}`);
  });

  it("starts from nothing when nothing is held", () => {
    begin({ first: false });
    assert.equal(browser.socket.url, "wss://edusmart.example/ws/story/1/");
  });

  it("says connecting, then live", () => {
    up();
    assert.deepEqual(statuses(), ["connecting", "live"].slice(-statuses().length));
    assert.equal(live.status, "live");
  });
});

describe("frames", () => {
  it("are applied, told and acknowledged with the rev now held", () => {
    const socket = up();
    const before = topic.rev;
    topic.put("scene", 1, { text: "once" });
    socket.receive(topic.frame(before));
    assert.deepEqual(socket.sent, [{ type: "ack", rev: topic.rev }]);
    assert.equal(heard.at(-1)[0], "state");
    assert.equal(rowOf(live.state, "scene", 1).text, "once");
  });

  it("that are repeated are acknowledged again but not told again", () => {
    const socket = up();
    const before = topic.rev;
    topic.put("scene", 1);
    const frame = topic.frame(before);
    socket.receive(frame);
    socket.receive(frame);
    assert.equal(socket.of("ack").length, 2);
    assert.equal(heard.filter(([name]) => name === "state").length, 1);
  });

  it("that leave a gap are answered with have instead of ack", () => {
    const socket = up();
    const before = topic.rev;
    topic.put("scene", 1);
    topic.put("scene", 2);
    socket.receive(topic.frame(topic.rev - 1));
    assert.deepEqual(socket.sent, [{ type: "have", epoch: "a", rev: before }]);
  });

  it("a storm of gaps asks at most four times a second", () => {
    const socket = up();
    for (let n = 0; n < 20; n += 1) socket.receive({ type: "beat", rev: topic.rev + 5 });
    assert.equal(socket.of("have").length, 1);
    browser.pass(TIMES.haveEvery);
    assert.equal(socket.of("have").length, 2);
  });

  it("a beat ahead asks, a beat in step does not", () => {
    const socket = up();
    socket.receive({ type: "beat", rev: topic.rev });
    assert.deepEqual(socket.sent, []);
    socket.receive({ type: "beat", rev: topic.rev + 1 });
    assert.equal(socket.of("have").length, 1);
  });

  it("progress is told without an answer", () => {
    const socket = up();
    socket.receive({ type: "progress", kind: "telling", id: 1, attempt: 1, seq: 1, fraction: 0.5, note: "" });
    assert.equal(heard.at(-1)[0], "progress");
    assert.deepEqual(socket.sent, []);
  });

  it("that are not JSON are let go", () => {
    const socket = up();
    socket.onmessage({ data: "<html>" });
    assert.deepEqual(socket.sent, []);
  });
});

describe("a lost connection", () => {
  it("is tried again later and later, between half a second and thirty", () => {
    const waits = [];
    for (let n = 0; n < 12; n += 1) {
      browser.socket.drop();
      const from = browser.time;
      const count = browser.sockets.length;
      while (browser.sockets.length === count) browser.pass(10);
      waits.push(browser.time - from);
    }
    assert.ok(
      waits.every((wait) => wait >= 500 && wait <= 30_000),
      String(waits),
    );
    assert.ok(waits.at(-1) > 10 * waits[0]);
  });

  it("waits by chance anywhere up to the ceiling", () => {
    for (const [chance, wait] of [
      [0, 500],
      [0.999, 999],
    ]) {
      begin();
      browser.chance = chance;
      browser.socket.drop();
      browser.pass(wait - 5);
      assert.equal(browser.sockets.length, 1);
      browser.pass(10);
      assert.equal(browser.sockets.length, 2);
    }
  });

  it("is forgiven after five seconds up, not before", () => {
    for (let n = 0; n < 4; n += 1) {
      browser.socket.drop();
      while (browser.socket.readyState === 3) browser.pass(50);
    }
    up();
    browser.pass(TIMES.stable - 1);
    assert.ok(live.failures > 0);
    browser.pass(1);
    assert.equal(live.failures, 0);
  });

  it("is noticed when nothing is heard for 35 seconds", () => {
    const socket = up();
    socket.receive({ type: "beat", rev: topic.rev });
    browser.pass(TIMES.silenceTimeout - 1);
    assert.equal(socket.readyState, 1);
    browser.pass(1);
    assert.equal(socket.readyState, 3);
    browser.pass(1000);
    assert.equal(browser.sockets.length, 2);
  });

  it("is not noticed while beats come", () => {
    const socket = up();
    socket.receive({ type: "beat", rev: topic.rev });
    for (let n = 0; n < 10; n += 1) {
      browser.pass(15_000);
      socket.receive({ type: "beat", rev: topic.rev });
    }
    assert.equal(browser.sockets.length, 1);
  });

  it("that never opens is given up after ten seconds", () => {
    browser.pass(TIMES.connectTimeout + 1000);
    assert.equal(browser.sockets.length, 2);
  });

  it("is mended at once when the network or the person is back", () => {
    for (const [target, name] of [
      ["window", "online"],
      ["window", "pageshow"],
      ["page", "visibilitychange"],
    ]) {
      begin();
      browser.socket.drop();
      browser[target].dispatchEvent(new Event(name));
      assert.equal(browser.sockets.length, 2, name);
    }
  });

  it("is not thrown away when the page is looked at again and the socket is fresh", () => {
    up().receive({ type: "beat", rev: topic.rev });
    browser.page.dispatchEvent(new Event("visibilitychange"));
    assert.equal(browser.sockets.length, 1);
    browser.pass(TIMES.staleAfter + 1);
    browser.page.dispatchEvent(new Event("visibilitychange"));
    assert.equal(browser.sockets.length, 2);
  });

  it("rests while the page is put away", () => {
    const socket = up();
    browser.window.dispatchEvent(new Event("pagehide"));
    assert.equal(socket.readyState, 3);
    browser.pass(120_000);
    assert.equal(browser.sockets.length, 1);
    browser.window.dispatchEvent(new Event("pageshow"));
    assert.equal(browser.sockets.length, 2);
  });

  it("starts from nothing after come back, since the audience may be another", () => {
    up().drop(4412);
    browser.pass(1000);
    assert.ok(!browser.socket.url.includes("?"));
    assert.ok(rowOf(live.state, "story", "s"), "what is shown stays");
  });
});

describe("a connection that is refused", () => {
  for (const [code, reason] of [
    [4401, "sign-in"],
    [4403, "forbidden"],
    [4404, "gone"],
  ]) {
    it(`with ${code} stops and says ${reason}`, () => {
      up().drop(code);
      assert.deepEqual(heard.at(-1), ["connection", { status: "stopped", reason, failures: 0 }]);
      browser.pass(600_000);
      browser.window.dispatchEvent(new Event("online"));
      assert.equal(browser.sockets.length, 1);
    });
  }

  for (const code of [4408, 4429]) {
    it(`with ${code} comes back later`, () => {
      up().drop(code);
      browser.pass(1000);
      assert.equal(browser.sockets.length, 2);
    });
  }
});

describe("the way round", () => {
  const fail = (times) => {
    for (let n = 0; n < times; n += 1) {
      browser.socket.drop();
      if (n < times - 1) while (browser.socket.readyState === 3) browser.pass(50);
    }
  };

  it("begins after the third failure and asks every five seconds from what is held", async () => {
    fail(2);
    assert.equal(browser.fetched.length, 0);
    browser.pass(2000);
    browser.socket.drop();
    assert.deepEqual(browser.fetched, [`/status?epoch=a&since=${topic.rev}`]);
    browser.pass(TIMES.pollEvery);
    assert.equal(browser.fetched.length, 2);
  });

  it("is told once it works, and when it does not any more", async () => {
    fail(3);
    assert.equal(live.status, "reconnecting");
    browser.answer = async () => ({ ok: true, status: 200, json: async () => topic.frame() });
    browser.pass(TIMES.pollEvery);
    await settle();
    assert.equal(live.status, "polling");
    browser.socket.drop();
    assert.equal(live.status, "polling");
    browser.answer = async () => ({ ok: false, status: 502 });
    browser.pass(TIMES.pollEvery);
    await settle();
    assert.equal(live.status, "reconnecting");
  });

  it("applies what it is told", async () => {
    topic.put("scene", 1, { text: "by mail" });
    browser.answer = async (url) => {
      const { searchParams } = new URL(url, "https://edusmart.example");
      return { ok: true, status: 200, json: async () => topic.frame(Number(searchParams.get("since"))) };
    };
    fail(3);
    await settle();
    assert.equal(rowOf(live.state, "scene", 1).text, "by mail");
  });

  it("ends when the socket is back, and an answer on its way is ignored", async () => {
    let give;
    browser.answer = () => new Promise((resolve) => (give = resolve));
    fail(3);
    browser.window.dispatchEvent(new Event("online"));
    up().receive({ type: "beat", rev: topic.rev });
    const state = live.state;
    give({ ok: true, status: 200, json: async () => ({ ...topic.frame(), epoch: "old" }) });
    await settle();
    assert.equal(live.state, state);
    browser.pass(4 * TIMES.pollEvery);
    assert.equal(browser.fetched.length, 1);
  });

  it("stops when it is refused", async () => {
    browser.answer = async () => ({ ok: false, status: 404 });
    fail(3);
    await settle();
    assert.equal(heard.at(-1)[1].reason, "gone");
  });

  it("is taken after four seconds where a socket neither opens nor fails", () => {
    browser.pass(TIMES.firstPoll - 1);
    assert.equal(browser.fetched.length, 0);
    browser.pass(1);
    assert.equal(browser.fetched.length, 1);
  });

  it("is taken where a socket opens and lets nothing through, until it does", async () => {
    browser.answer = async () => ({ ok: true, status: 200, json: async () => topic.frame() });
    const mute = up();
    browser.pass(TIMES.mute);
    assert.equal(mute.of("time").length, 1);
    browser.pass(TIMES.mute);
    await settle();
    assert.equal(live.status, "polling");
    while (browser.socket === mute) browser.pass(100);
    const socket = up();
    const asked = browser.fetched.length;
    browser.pass(TIMES.pollEvery);
    await settle();
    assert.ok(browser.fetched.length > asked, "an open socket alone is no reason to stop asking");
    assert.equal(live.status, "polling");
    socket.receive({ type: "time", sent: 1, now: 2 });
    assert.equal(live.status, "live");
    const last = browser.fetched.length;
    browser.pass(TIMES.pollEvery);
    assert.equal(browser.fetched.length, last);
  });

  it("is not taken where a quiet socket says that it is there", () => {
    const socket = up();
    browser.pass(TIMES.mute);
    socket.receive({ type: "time", sent: 1, now: 2 });
    browser.pass(3 * TIMES.mute);
    assert.equal(browser.fetched.length, 0);
    assert.equal(live.status, "live");
  });

  it("survives an error and goes on", async () => {
    browser.answer = async () => {
      throw new TypeError("no network");
    };
    fail(3);
    await settle();
    browser.pass(TIMES.pollEvery);
    assert.ok(browser.fetched.length >= 2);
  });

  it("is not taken where there is none", () => {
    begin({ statusUrl: null });
    fail(5);
    assert.equal(browser.fetched.length, 0);
  });
});

describe("focus", () => {
  it("is sent when the socket is open, and again on a new one", () => {
    live.focus("scene", 4);
    assert.deepEqual(up().of("focus"), [{ type: "focus", kind: "scene", id: 4 }]);
    browser.socket.drop();
    browser.pass(1000);
    assert.equal(up().of("focus").length, 1);
  });

  it("leaves at most once a second and the latest wins", () => {
    const socket = up();
    for (const id of [1, 2, 3, 4]) live.focus("scene", id);
    browser.pass(TIMES.focusEvery);
    assert.deepEqual(
      socket.of("focus").map(({ id }) => id),
      [1, 4],
    );
    browser.pass(10 * TIMES.focusEvery);
    assert.equal(socket.of("focus").length, 2);
  });

  it("is not repeated and can be taken back", () => {
    const socket = up();
    live.focus("scene", 1);
    live.focus("scene", 1);
    live.focus("scene", 2);
    live.focus(null);
    browser.pass(5000);
    assert.deepEqual(
      socket.of("focus").map(({ id }) => id),
      [1],
    );
  });
});

describe("stopping", () => {
  it("leaves nothing behind", () => {
    const socket = up();
    live.stop();
    assert.equal(socket.readyState, 3);
    assert.equal(browser.timers.length, 0);
    browser.window.dispatchEvent(new Event("online"));
    assert.equal(browser.sockets.length, 1);
  });
});

// Lines that drop, repeat, reorder and stall: in the end the browser holds what a fresh page would.
describe("whatever the network does", () => {
  for (let seed = 1; seed <= 120; seed += 1) it(`seed ${seed} ends in the fresh first state`, () => ordeal(seed));

  function ordeal(seed) {
    begin({ statusUrl: null });
    const roll = dice(seed);
    browser.random = () => roll(1000) / 1000;
    const seats = new Map();
    for (let step = 0; step < 150; step += 1) {
      const socket = browser.socket;
      if (socket.readyState === 0 && roll(3)) join(socket);
      if (roll(2)) topic.put("scene", roll(6), { text: `${step}` });
      if (!roll(6)) topic.remove("scene", roll(6));
      if (!roll(50)) topic.restore(`epoch ${step}`);
      serve(socket, roll);
      if (!roll(20)) socket.readyState === 1 && socket.drop([1006, 4412, 4408][roll(3)]);
      browser.pass(roll(3) ? roll(200) : roll(20_000));
    }
    for (let n = 0; n < 200; n += 1) {
      if (browser.socket.readyState === 0) join(browser.socket);
      serve(browser.socket, () => 1);
      if (browser.socket.readyState === 1) browser.socket.receive({ type: "beat", rev: topic.rev });
      browser.pass(500);
    }
    assert.deepEqual(picture(live.state), picture(applyFrame(EMPTY_STATE, topic.frame()).state));

    function join(socket) {
      const query = new URL(socket.url).searchParams;
      socket.open();
      const first = topic.since(query.get("epoch") ?? "", Number(query.get("rev") ?? 0));
      seats.set(socket, { read: 0, rev: topic.rev, epoch: topic.epoch, late: first ? [first] : [] });
    }

    // Some frames are lost, some come twice, some change places.
    function serve(socket, roll) {
      const seat = seats.get(socket);
      if (!seat || socket.readyState !== 1) return;
      for (; seat.read < socket.sent.length; seat.read += 1) {
        const asked = socket.sent[seat.read];
        const answer = asked.type === "have" && topic.since(asked.epoch, asked.rev);
        if (answer) seat.late.push(answer);
      }
      if (seat.rev < topic.rev || seat.epoch !== topic.epoch) {
        seat.late.push(topic.since(seat.epoch, seat.rev) ?? topic.frame());
        Object.assign(seat, { rev: topic.rev, epoch: topic.epoch });
      }
      while (seat.late.length && roll(4)) {
        const [frame] = seat.late.splice(roll(2) % seat.late.length, 1);
        if (!roll(6)) continue;
        if (!roll(6)) seat.late.push(frame);
        socket.receive(frame);
      }
    }
  }
});
