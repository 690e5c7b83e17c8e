import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  applyFrame,
  EMPTY_STATE,
  haveFrame,
  progressOf,
  rowOf,
  rowsOf,
  withRowFields,
} from "../../static/js/live/reducer.js";
import { dice, picture, Topic } from "./server.mjs";

const frame = (prev, rev, rows = [], more = {}) => ({ type: "state", epoch: "a", prev, rev, rows, ...more });
const scene = (id, rev, fields = {}) => ({ kind: "scene", id, rev, ...fields });
const held = (...frames) => frames.reduce((state, next) => applyFrame(state, next).state, EMPTY_STATE);

describe("a state frame", () => {
  it("that comes first replaces nothing with everything", () => {
    const { state, action } = applyFrame(EMPTY_STATE, frame(0, 3, [scene(1, 3)]));
    assert.equal(action, "applied");
    assert.deepEqual(rowOf(state, "scene", 1), scene(1, 3));
    assert.equal(state.rev, 3);
  });

  it("that continues is applied and leaves the old state as it was", () => {
    const before = held(frame(0, 3, [scene(1, 3)]));
    const { state, action } = applyFrame(before, frame(3, 5, [scene(1, 5, { text: "new" })]));
    assert.equal(action, "applied");
    assert.equal(rowOf(state, "scene", 1).text, "new");
    assert.equal(rowOf(before, "scene", 1).text, undefined);
  });

  it("that overlaps what is held is applied", () => {
    const { action, state } = applyFrame(held(frame(0, 4)), frame(2, 6, [scene(1, 6)]));
    assert.deepEqual([action, state.rev], ["applied", 6]);
  });

  it("that is old news is dropped", () => {
    const before = held(frame(0, 6, [scene(1, 6)]));
    for (const rev of [5, 6])
      assert.deepEqual(applyFrame(before, frame(4, rev, [scene(1, 2)])), { state: before, action: "dropped" });
  });

  it("that leaves a gap asks for what is missing", () => {
    const before = held(frame(0, 3));
    const { state, action } = applyFrame(before, frame(4, 6));
    assert.equal(action, "resync");
    assert.deepEqual(haveFrame(state), { type: "have", epoch: "a", rev: 3 });
  });

  it("of another epoch asks for everything, and what is shown stays until it comes", () => {
    const { state, action } = applyFrame(held(frame(0, 3, [scene(1, 3)])), { ...frame(2, 9), epoch: "b" });
    assert.equal(action, "resync");
    assert.equal(haveFrame(state).rev, 0);
    assert.ok(rowOf(state, "scene", 1));
  });

  it("with everything of another epoch replaces, even at a lower rev", () => {
    const { state, action } = applyFrame(held(frame(0, 9, [scene(1, 9)])), {
      ...frame(0, 2, [scene(2, 2)]),
      epoch: "b",
    });
    assert.deepEqual([action, state.epoch, state.rev], ["applied", "b", 2]);
    assert.equal(rowOf(state, "scene", 1), undefined);
  });

  it("with everything of the same epoch is dropped when it is older than what is held", () => {
    assert.equal(applyFrame(held(frame(0, 9)), frame(0, 8)).action, "dropped");
    assert.equal(applyFrame(held(frame(0, 9)), frame(0, 9)).action, "applied");
  });

  it("does not put an older row over a newer one", () => {
    const before = held(frame(0, 3, [scene(1, 7, { text: "newer" })]));
    assert.equal(
      rowOf(applyFrame(before, frame(3, 5, [scene(1, 4, { text: "older" })])).state, "scene", 1).text,
      "newer",
    );
  });

  it("with ids removes the rows of those kinds that are not listed", () => {
    const before = held(frame(0, 3, [scene(1, 1), scene(2, 2), { kind: "narration", id: 1, rev: 3 }]));
    const { state } = applyFrame(before, frame(3, 4, [], { ids: { scene: [2] } }));
    assert.deepEqual(
      rowsOf(state, "scene").map(({ id }) => id),
      [2],
    );
    assert.ok(rowOf(state, "narration", 1));
  });
});

describe("a beat", () => {
  it("at the same rev changes nothing", () =>
    assert.equal(applyFrame(held(frame(0, 3)), { type: "beat", rev: 3 }).action, "dropped"));
  it("at any other rev asks", () => {
    for (const rev of [2, 4]) assert.equal(applyFrame(held(frame(0, 3)), { type: "beat", rev }).action, "resync");
  });
});

describe("a progress frame", () => {
  const voice = (fields = {}) => ({ kind: "narration", id: 5, rev: 1, status: "processing", attempt: 2, ...fields });
  const progress = (attempt, seq, kind = "narration") => ({
    type: "progress",
    kind,
    id: 5,
    attempt,
    seq,
    fraction: seq / 10,
    note: "",
  });
  const base = held(frame(0, 1, [voice()]));

  it("of the row's attempt is kept, the newest wins", () => {
    const state = [progress(2, 1), progress(2, 3), progress(2, 2)].reduce(
      (now, next) => applyFrame(now, next).state,
      base,
    );
    assert.equal(progressOf(state, "narration", 5).seq, 3);
  });

  it("of another attempt is dropped", () => {
    for (const attempt of [1, 3]) assert.equal(applyFrame(base, progress(attempt, 9)).action, "dropped");
  });

  it("goes when its attempt is over", () => {
    const going = applyFrame(base, progress(2, 1)).state;
    for (const fields of [{ attempt: 3 }, { status: "completed" }]) {
      assert.equal(
        progressOf(applyFrame(going, frame(1, 2, [voice({ rev: 2, ...fields })])).state, "narration", 5),
        undefined,
      );
    }
  });

  it("of something without a row is kept, a newer attempt wins", () => {
    const state = [progress(2, 9, "telling"), progress(3, 1, "telling"), progress(2, 10, "telling")].reduce(
      (now, next) => applyFrame(now, next).state,
      base,
    );
    assert.deepEqual([progressOf(state, "telling", 5).attempt, progressOf(state, "telling", 5).seq], [3, 1]);
  });

  it("never touches rows or rev", () => {
    const { state } = applyFrame(base, progress(2, 1));
    assert.equal(state.rows, base.rows);
    assert.equal(state.rev, base.rev);
  });
});

describe("a frame of a type nobody knows", () => {
  it("is dropped", () => assert.equal(applyFrame(EMPTY_STATE, { type: "weather" }).action, "dropped"));
});

// The law: first state + frames in any order, with any loss and repetition, resync included = a fresh first state.
describe("the law", () => {
  for (let seed = 1; seed <= 400; seed += 1) {
    it(`holds with seed ${seed}`, () => assert.deepEqual(...live(seed)));
  }

  function live(seed) {
    const roll = dice(seed);
    const topic = new Topic();
    let state = applyFrame(EMPTY_STATE, topic.frame()).state;
    let onTheWay = [];
    let sentUpTo = topic.rev; // what the server believes the browser holds
    for (let step = 0; step < 60; step += 1) {
      change(topic, roll, step);
      if (roll(3))
        onTheWay.push(topic.frame(Math.min(roll(4) ? sentUpTo : Math.max(0, sentUpTo - roll(5)), topic.rev)));
      if (roll(2)) sentUpTo = topic.rev;
      if (!roll(4)) onTheWay.push({ type: "beat", rev: topic.rev });
      while (onTheWay.length && roll(3)) {
        const [next] = onTheWay.splice(roll(onTheWay.length), 1);
        const fate = roll(5);
        if (fate === 0) continue; // lost
        if (fate === 1) onTheWay.push(next); // comes again later
        state = take(state, next, topic, roll, onTheWay);
      }
    }
    onTheWay = onTheWay.filter((frame) => frame.epoch === topic.epoch);
    for (const next of onTheWay) state = take(state, next, topic, () => 1, []);
    state = take(state, { type: "beat", rev: topic.rev }, topic, () => 1, []);
    if (state.epoch !== topic.epoch) state = applyFrame(state, topic.since(state.epoch, state.rev)).state;
    return [picture(state), picture(applyFrame(EMPTY_STATE, topic.frame()).state)];
  }

  function change(topic, roll, step) {
    const [kind, id] = [["scene", "narration"][roll(2)], roll(6)];
    if (roll(5)) topic.put(kind, id, { text: `${step}` });
    else topic.remove(kind, id);
    if (!roll(40)) topic.restore(`epoch ${step}`);
  }

  function take(state, frame, topic, roll, onTheWay) {
    const { state: next, action } = applyFrame(state, frame);
    if (action !== "resync") return next;
    const answer = topic.since(next.epoch, next.rev);
    if (!answer) return next;
    if (roll(3)) return applyFrame(next, answer).state;
    onTheWay.push(answer); // the answer is late, or lost
    return next;
  }
});

describe("a row that came without something", () => {
  const before = held(frame(0, 3, [scene(1, 3, { words: null })]));

  it("is filled in, and frames go on from there", () => {
    const after = withRowFields(before, scene(1, 3), { words: ["a"] });
    assert.deepEqual(rowOf(after, "scene", 1).words, ["a"]);
    assert.equal(rowOf(before, "scene", 1).words, null);
    const next = applyFrame(after, frame(3, 4, [scene(1, 4, { words: ["b"] })])).state;
    assert.deepEqual(rowOf(next, "scene", 1).words, ["b"]);
  });

  it("is left alone when it has changed or gone meanwhile", () => {
    for (const asked of [scene(1, 2), scene(2, 3)])
      assert.equal(withRowFields(before, asked, { words: ["a"] }), before);
  });
});
