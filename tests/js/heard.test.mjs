import assert from "node:assert/strict";
import { test } from "node:test";
import { Bookmark } from "../../static/js/player/bookmark.js";
import { Heard } from "../../static/js/player/heard.js";
import { Patience } from "../../static/js/ui/patience.js";

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

test("who only looks at scenes is not told of as listening, also after the end; who plays is", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  globalThis.document = { querySelector: () => null };
  globalThis.fetch = async (_url, { body }) => {
    sent.push(JSON.parse(body));
    return { ok: true, headers: new Headers() };
  };
  const bookmark = new Bookmark("looked-at", "/position", null);
  bookmark.note({ index: 3, id: 13 }, 0, false);
  await bookmark.send();
  assert.equal(sent.length, 0);
  bookmark.note({ index: 1, id: 11 }, 2, true);
  await bookmark.send();
  bookmark.finish();
  await bookmark.send();
  bookmark.note({ index: 2, id: 12 }, 0, false);
  await bookmark.send();
  assert.deepEqual(
    sent.map(({ scene, finished }) => [scene, finished]),
    [
      [1, false],
      [0, true],
    ],
  );
});

test("a card goes on by itself when nobody was there, and whoever touches it has all time", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const card = new EventTarget();
  const notice = { hidden: true, setAttribute() {}, removeAttribute() {} };
  let over = 0;
  const patience = new Patience(card, notice, () => over++);
  patience.begin();
  assert.equal(notice.hidden, false);
  t.mock.timers.tick(40_000);
  card.dispatchEvent(new Event("pointerdown"));
  t.mock.timers.tick(200_000);
  assert.equal(over, 0, "somebody is there");
  patience.begin();
  t.mock.timers.tick(50_000);
  assert.equal(over, 1);
  t.mock.timers.tick(100_000);
  assert.equal(over, 1, "once");
});
