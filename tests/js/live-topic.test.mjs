import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { LiveTopic, TIMES } from "../../static/js/live/live-topic.js";
import { applyFrame, EMPTY_STATE, rowOf } from "../../static/js/live/reducer.js";
import { dice, picture, Topic } from "./server.mjs";
import { Surroundings } from "./surroundings.mjs";

let around, topic, live, heard;

beforeEach(() => begin());

function begin({ statusUrl = "/status", first = true } = {}) {
  around = new Surroundings();
  topic = new Topic();
  live = new LiveTopic({ liveUrl: "/ws/story/1/", statusUrl, first: first ? topic.frame() : null, around });
  heard = [];
  for (const name of ["state", "progress", "connection"])
    live.addEventListener(name, ({ detail }) => heard.push([name, detail]));
  live.start();
}

const statuses = () => heard.filter(([name]) => name === "connection").map(([, { status }]) => status);
const up = () => (around.line.open(), around.line);
const settle = () => new Promise((done) => setImmediate(done));

describe("connecting", () => {
  it("resumes from what the page holds", () => {
    assert.equal(around.line.url, `wss://edusmart.example/ws/story/1/?epoch=a&rev=${topic.rev}`);
  });

  it("starts from nothing when nothing is held", () => {
    begin({ first: false });
    assert.equal(around.line.url, "wss://edusmart.example/ws/story/1/");
  });

  it("says connecting, then live", () => {
    up();
    assert.deepEqual(statuses(), ["connecting", "live"].slice(-statuses().length));
    assert.equal(live.status, "live");
  });
});

describe("frames", () => {
  it("are applied, told and acknowledged with the rev now held", () => {
    const line = up();
    const before = topic.rev;
    topic.put("scene", 1, { text: "once" });
    line.receive(topic.frame(before));
    assert.deepEqual(line.sent, [{ type: "ack", rev: topic.rev }]);
    assert.equal(heard.at(-1)[0], "state");
    assert.equal(rowOf(live.state, "scene", 1).text, "once");
  });

  it("that are repeated are acknowledged again but not told again", () => {
    const line = up();
    const before = topic.rev;
    topic.put("scene", 1);
    const frame = topic.frame(before);
    line.receive(frame);
    line.receive(frame);
    assert.equal(line.of("ack").length, 2);
    assert.equal(heard.filter(([name]) => name === "state").length, 1);
  });

  it("that leave a gap are answered with have instead of ack", () => {
    const line = up();
    const before = topic.rev;
    topic.put("scene", 1);
    topic.put("scene", 2);
    line.receive(topic.frame(topic.rev - 1));
    assert.deepEqual(line.sent, [{ type: "have", epoch: "a", rev: before }]);
  });

  it("a storm of gaps asks at most four times a second", () => {
    const line = up();
    for (let n = 0; n < 20; n += 1) line.receive({ type: "beat", rev: topic.rev + 5 });
    assert.equal(line.of("have").length, 1);
    around.pass(TIMES.ask);
    assert.equal(line.of("have").length, 2);
  });

  it("a beat ahead asks, a beat in step does not", () => {
    const line = up();
    line.receive({ type: "beat", rev: topic.rev });
    assert.deepEqual(line.sent, []);
    line.receive({ type: "beat", rev: topic.rev + 1 });
    assert.equal(line.of("have").length, 1);
  });

  it("progress is told without an answer", () => {
    const line = up();
    line.receive({ type: "progress", kind: "telling", id: 1, attempt: 1, seq: 1, fraction: 0.5, note: "" });
    assert.equal(heard.at(-1)[0], "progress");
    assert.deepEqual(line.sent, []);
  });

  it("that are not JSON are let go", () => {
    const line = up();
    line.onmessage({ data: "<html>" });
    assert.deepEqual(line.sent, []);
  });
});

describe("a lost connection", () => {
  it("is tried again later and later, between half a second and thirty", () => {
    const waits = [];
    for (let n = 0; n < 12; n += 1) {
      around.line.drop();
      const from = around.time;
      const count = around.sockets.length;
      while (around.sockets.length === count) around.pass(10);
      waits.push(around.time - from);
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
      around.chance = chance;
      around.line.drop();
      around.pass(wait - 5);
      assert.equal(around.sockets.length, 1);
      around.pass(10);
      assert.equal(around.sockets.length, 2);
    }
  });

  it("is forgiven after five seconds up, not before", () => {
    for (let n = 0; n < 4; n += 1) {
      around.line.drop();
      while (around.line.readyState === 3) around.pass(50);
    }
    up();
    around.pass(TIMES.settled - 1);
    assert.ok(live.failures > 0);
    around.pass(1);
    assert.equal(live.failures, 0);
  });

  it("is noticed when nothing is heard for 35 seconds", () => {
    const line = up();
    around.pass(TIMES.silence - 1);
    assert.equal(line.readyState, 1);
    around.pass(1);
    assert.equal(line.readyState, 3);
    around.pass(1000);
    assert.equal(around.sockets.length, 2);
  });

  it("is not noticed while beats come", () => {
    const line = up();
    for (let n = 0; n < 10; n += 1) {
      around.pass(15_000);
      line.receive({ type: "beat", rev: topic.rev });
    }
    assert.equal(around.sockets.length, 1);
  });

  it("that never opens is given up after ten seconds", () => {
    around.pass(TIMES.opening + 1000);
    assert.equal(around.sockets.length, 2);
  });

  it("is mended at once when the network or the person is back", () => {
    for (const [target, name] of [
      ["window", "online"],
      ["window", "pageshow"],
      ["page", "visibilitychange"],
    ]) {
      begin();
      around.line.drop();
      around[target].dispatchEvent(new Event(name));
      assert.equal(around.sockets.length, 2, name);
    }
  });

  it("is not thrown away when the page is looked at again and the line is fresh", () => {
    up();
    around.page.dispatchEvent(new Event("visibilitychange"));
    assert.equal(around.sockets.length, 1);
    around.pass(TIMES.doubt + 1);
    around.page.dispatchEvent(new Event("visibilitychange"));
    assert.equal(around.sockets.length, 2);
  });

  it("rests while the page is put away", () => {
    const line = up();
    around.window.dispatchEvent(new Event("pagehide"));
    assert.equal(line.readyState, 3);
    around.pass(120_000);
    assert.equal(around.sockets.length, 1);
    around.window.dispatchEvent(new Event("pageshow"));
    assert.equal(around.sockets.length, 2);
  });

  it("starts from nothing after come back, since the audience may be another", () => {
    up().drop(1012);
    around.pass(1000);
    assert.ok(!around.line.url.includes("?"));
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
      around.pass(600_000);
      around.window.dispatchEvent(new Event("online"));
      assert.equal(around.sockets.length, 1);
    });
  }

  for (const code of [4408, 1013]) {
    it(`with ${code} comes back later`, () => {
      up().drop(code);
      around.pass(1000);
      assert.equal(around.sockets.length, 2);
    });
  }
});

describe("the way round", () => {
  const fail = (times) => {
    for (let n = 0; n < times; n += 1) {
      around.line.drop();
      if (n < times - 1) while (around.line.readyState === 3) around.pass(50);
    }
  };

  it("begins after the third failure and asks every five seconds from what is held", async () => {
    fail(2);
    assert.equal(around.fetched.length, 0);
    around.pass(2000);
    around.line.drop();
    assert.deepEqual(around.fetched, [`/status?epoch=a&since=${topic.rev}`]);
    around.pass(TIMES.poll);
    assert.equal(around.fetched.length, 2);
  });

  it("is told once it works, and when it does not any more", async () => {
    fail(3);
    assert.equal(live.status, "reconnecting");
    around.answer = async () => ({ ok: true, status: 200, json: async () => topic.frame() });
    around.pass(TIMES.poll);
    await settle();
    assert.equal(live.status, "polling");
    around.line.drop();
    assert.equal(live.status, "polling");
    around.answer = async () => ({ ok: false, status: 502 });
    around.pass(TIMES.poll);
    await settle();
    assert.equal(live.status, "reconnecting");
  });

  it("applies what it is told", async () => {
    topic.put("scene", 1, { text: "by mail" });
    around.answer = async (url) => {
      const { searchParams } = new URL(url, "https://edusmart.example");
      return { ok: true, status: 200, json: async () => topic.frame(Number(searchParams.get("since"))) };
    };
    fail(3);
    await settle();
    assert.equal(rowOf(live.state, "scene", 1).text, "by mail");
  });

  it("ends when the socket is back, and an answer on its way is ignored", async () => {
    let give;
    around.answer = () => new Promise((resolve) => (give = resolve));
    fail(3);
    around.window.dispatchEvent(new Event("online"));
    up();
    const state = live.state;
    give({ ok: true, status: 200, json: async () => ({ ...topic.frame(), epoch: "old" }) });
    await settle();
    assert.equal(live.state, state);
    around.pass(4 * TIMES.poll);
    assert.equal(around.fetched.length, 1);
  });

  it("stops when it is refused", async () => {
    around.answer = async () => ({ ok: false, status: 404 });
    fail(3);
    await settle();
    assert.equal(heard.at(-1)[1].reason, "gone");
  });

  it("survives an error and goes on", async () => {
    around.answer = async () => {
      throw new TypeError("no network");
    };
    fail(3);
    await settle();
    around.pass(TIMES.poll);
    assert.ok(around.fetched.length >= 2);
  });

  it("is not taken where there is none", () => {
    begin({ statusUrl: null });
    fail(5);
    assert.equal(around.fetched.length, 0);
  });
});

describe("focus", () => {
  it("is sent when the line is up, and again on a new line", () => {
    live.focus("scene", 4);
    assert.deepEqual(up().of("focus"), [{ type: "focus", kind: "scene", id: 4 }]);
    around.line.drop();
    around.pass(1000);
    assert.equal(up().of("focus").length, 1);
  });

  it("leaves at most once a second and the latest wins", () => {
    const line = up();
    for (const id of [1, 2, 3, 4]) live.focus("scene", id);
    around.pass(TIMES.focus);
    assert.deepEqual(
      line.of("focus").map(({ id }) => id),
      [1, 4],
    );
    around.pass(10 * TIMES.focus);
    assert.equal(line.of("focus").length, 2);
  });

  it("is not repeated and can be taken back", () => {
    const line = up();
    live.focus("scene", 1);
    live.focus("scene", 1);
    live.focus("scene", 2);
    live.focus(null);
    around.pass(5000);
    assert.deepEqual(
      line.of("focus").map(({ id }) => id),
      [1],
    );
  });
});

describe("stopping", () => {
  it("leaves nothing behind", () => {
    const line = up();
    live.stop();
    assert.equal(line.readyState, 3);
    assert.equal(around.timers.length, 0);
    around.window.dispatchEvent(new Event("online"));
    assert.equal(around.sockets.length, 1);
  });
});

// Lines that drop, repeat, reorder and stall: in the end the browser holds what a fresh page would.
describe("whatever the network does", () => {
  for (let seed = 1; seed <= 120; seed += 1) it(`seed ${seed} ends in the fresh first state`, () => ordeal(seed));

  function ordeal(seed) {
    begin({ statusUrl: null });
    const roll = dice(seed);
    around.random = () => roll(1000) / 1000;
    const lines = new Map();
    for (let step = 0; step < 150; step += 1) {
      const line = around.line;
      if (line.readyState === 0 && roll(3)) join(line);
      if (roll(2)) topic.put("scene", roll(6), { text: `${step}` });
      if (!roll(6)) topic.remove("scene", roll(6));
      if (!roll(50)) topic.restore(`epoch ${step}`);
      serve(line, roll);
      if (!roll(20)) line.readyState === 1 && line.drop([1006, 1012, 4408][roll(3)]);
      around.pass(roll(3) ? roll(200) : roll(20_000));
    }
    for (let n = 0; n < 200; n += 1) {
      if (around.line.readyState === 0) join(around.line);
      serve(around.line, () => 1);
      if (around.line.readyState === 1) around.line.receive({ type: "beat", rev: topic.rev });
      around.pass(500);
    }
    assert.deepEqual(picture(live.state), picture(applyFrame(EMPTY_STATE, topic.frame()).state));

    function join(line) {
      const query = new URL(line.url).searchParams;
      line.open();
      const first = topic.since(query.get("epoch") ?? "", Number(query.get("rev") ?? 0));
      lines.set(line, { read: 0, rev: topic.rev, epoch: topic.epoch, late: first ? [first] : [] });
    }

    // Some frames are lost, some come twice, some change places.
    function serve(line, roll) {
      const seat = lines.get(line);
      if (!seat || line.readyState !== 1) return;
      for (; seat.read < line.sent.length; seat.read += 1) {
        const asked = line.sent[seat.read];
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
        line.receive(frame);
      }
    }
  }
});
