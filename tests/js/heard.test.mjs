import assert from "node:assert/strict";
import { test } from "node:test";
import { Heard } from "../../static/js/player/heard.js";

const audio = (duration, ...ranges) => ({
  duration,
  played: { length: ranges.length, start: (n) => ranges[n][0], end: (n) => ranges[n][1] },
});
const scenes = [0, 1, 2, 3].map((index) => ({ index }));

test("a scene counts as heard when half of it was played", () => {
  const heard = new Heard("story", 0);
  heard.note(1, audio(10, [0, 2], [6, 10]));
  heard.note(3, audio(10, [9.4, 10]));
  assert.deepEqual(heard.among(scenes), [scenes[1]]);
});

test("what comes before the scene that a listener goes on with was heard", () => {
  assert.deepEqual(new Heard("story", 2).among(scenes), scenes.slice(0, 2));
});
