import assert from "node:assert/strict";
import { test } from "node:test";
import { Heard } from "../../static/js/player/heard.js";

const audio = (duration, ...ranges) => ({
  duration,
  played: { length: ranges.length, start: (n) => ranges[n][0], end: (n) => ranges[n][1] },
});
const scenes = [10, 11, 12, 13].map((id) => ({ id }));

test("a scene counts as heard when half of it was played, and is told once", () => {
  const told = [];
  const heard = new Heard("story", [], (id) => told.push(id));
  heard.note(11, audio(10, [0, 2], [6, 10]));
  heard.note(11, audio(10, [0, 10]));
  heard.note(13, audio(10, [9.4, 10]));
  heard.note(12, audio(Number.NaN));
  assert.deepEqual(heard.among(scenes), [scenes[1]]);
  assert.deepEqual(told, [11]);
});

test("what was heard on another device was heard, and is not told again", () => {
  const told = [];
  const heard = new Heard("another", [10, 11], (id) => told.push(id));
  assert.deepEqual(heard.among(scenes), scenes.slice(0, 2));
  assert.deepEqual(told, []);
});
