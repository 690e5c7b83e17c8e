// Where to begin, how long it takes, and which speed is next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { newestBookmark } from "../../static/js/player/bookmark.js";
import { nextSpeed } from "../../static/js/player/keyboard.js";
import { WaitEstimate } from "../../static/js/player/wait-estimate.js";
import { ScanEstimate } from "../../static/js/stage/scan-estimate.js";

const PLACE = { scene: 2, seconds: 4.5, saved: 2000 };
const OPEN = { status: "processing" };

function scene(index, status, attempt = 1) {
  const voice = { id: index + 10, status, attempt, audio_url: status === "completed" ? "/audio/x.mp3" : null };
  return { index, id: index, rev: 1, voice };
}

function pace(times = { voice: 4, scene: 2, first: 9 }) {
  const clock = { ms: 1000 };
  return { clock, pace: new WaitEstimate(times, () => clock.ms) };
}

test("the newer place wins, whoever kept it", () => {
  const older = { scene: 1, seconds: 9, saved: 1000 };
  assert.deepEqual(newestBookmark(PLACE, older), { scene: 2, seconds: 4.5 });
  assert.deepEqual(newestBookmark(older, PLACE), { scene: 2, seconds: 4.5 });
});

test("a place keeps the id of its scene, which may stand somewhere else by now", () => {
  assert.deepEqual(newestBookmark({ ...PLACE, id: 7 }, null), { scene: 2, seconds: 4.5, id: 7 });
});

test("a place that is none begins at the beginning", () => {
  const start = { scene: 0, seconds: 0 };
  for (const odd of [null, undefined, {}, { scene: -1 }, { scene: 1.5 }, { scene: "1" }, []]) {
    assert.deepEqual(newestBookmark(odd, null), start);
  }
  assert.deepEqual(newestBookmark({ scene: 1, seconds: -4, saved: 1 }, null), { scene: 1, seconds: 0 });
  assert.deepEqual(newestBookmark({ scene: 1, seconds: NaN, saved: 1 }, null), { scene: 1, seconds: 0 });
});

test("a voice that is being made counts down from its beginning, and never below soon", () => {
  const { clock, pace: it } = pace();
  const scenes = [scene(0, "processing")];
  it.observe(scenes);
  assert.equal(it.secondsUntil(0, scenes, OPEN), 4);
  clock.ms += 2500;
  it.observe(scenes);
  assert.equal(it.secondsUntil(0, scenes, OPEN), 2);
  clock.ms += 60_000;
  assert.equal(it.secondsUntil(0, scenes, OPEN), 0);
});

test("what is looked at waits for the voice that is nearest its end, then for its own", () => {
  const { clock, pace: it } = pace();
  const scenes = [scene(0, "processing"), scene(1, "pending"), scene(2, "pending")];
  it.observe(scenes);
  clock.ms += 1000;
  assert.equal(it.secondsUntil(2, scenes, OPEN), 7);
});

test("a scene that is not told yet waits for the telling first", () => {
  const { clock, pace: it } = pace();
  assert.equal(it.secondsUntil(0, [], OPEN), 9);
  clock.ms += 4000;
  assert.equal(it.secondsUntil(0, [], OPEN), 5);
  assert.equal(it.secondsUntil(3, [scene(0, "completed"), scene(1, "completed")], OPEN), 8);
});

test("nobody guesses: nothing was measured, it is ready, it is over, or it has failed", () => {
  const { pace: it } = pace({});
  assert.equal(it.secondsUntil(0, [], OPEN), null);
  assert.equal(it.secondsUntil(0, [scene(0, "pending")], OPEN), null);
  const { pace: known } = pace();
  assert.equal(known.secondsUntil(0, [scene(0, "completed")], OPEN), null);
  assert.equal(known.secondsUntil(0, [scene(0, "failed")], OPEN), null);
  assert.equal(known.secondsUntil(0, [scene(0, "pending")], { status: "cancelled" }), null);
});

test("what this page measured itself corrects what the server said", () => {
  const { clock, pace: it } = pace();
  for (const index of [0, 1, 2]) {
    it.observe([scene(index, "processing")]);
    clock.ms += 10_000;
    it.observe([scene(index, "completed")]);
  }
  assert.equal(it.secondsUntil(3, [scene(3, "pending")], OPEN), 10);
});

test("speeds have a slowest and a fastest", () => {
  assert.equal(nextSpeed(1, 1), 1.25);
  assert.equal(nextSpeed(1, -1), 0.9);
  assert.equal(nextSpeed(1.5, 1), 1.5);
  assert.equal(nextSpeed(0.75, -1), 0.75);
  assert.equal(nextSpeed(7, 1), 1.25);
});

test("how long scanned pages take is measured from whole pages, and unknown before", () => {
  let now = 0;
  const scan = new ScanEstimate(() => now);
  assert.equal(scan.secondsLeft(2, 6), null, "under way already when the page was opened");
  now = 3_000;
  assert.equal(scan.secondsLeft(3, 6), null);
  now = 7_000;
  assert.equal(scan.secondsLeft(4, 6), 12, "three more of four seconds");
  now = 8_000;
  assert.equal(scan.secondsLeft(4, 6), 12);
  now = 13_000;
  assert.equal(scan.secondsLeft(5, 6), 10);
  assert.equal(scan.secondsLeft(1, 6), null, "the reading began once more");
});
