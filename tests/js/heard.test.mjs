import assert from "node:assert/strict";
import { test } from "node:test";
import { Heard } from "../../static/js/player/heard.js";

const audio = (duration, ...ranges) => ({
  duration,
  played: { length: ranges.length, start: (n) => ranges[n][0], end: (n) => ranges[n][1] },
});
const scenes = [10, 11, 12, 13].map((id) => ({ id }));

test("a scene counts as heard when half of it was played", () => {
  const heard = new Heard("story", []);
  heard.note(11, audio(10, [0, 2], [6, 10]));
  heard.note(13, audio(10, [9.4, 10]));
  assert.deepEqual(heard.among(scenes), [scenes[1]]);
});

test("what comes before the scene that a listener goes on with was heard", () => {
  assert.deepEqual(new Heard("story", scenes.slice(0, 2)).among(scenes), scenes.slice(0, 2));
});
