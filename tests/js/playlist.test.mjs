import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { PlayCounter, Playlist } from "../../static/js/brief-player/playlist.js";

const items = [
  { id: 5, seconds: 10 },
  { id: 6, seconds: 4 },
  { id: 7, seconds: 20 },
];

describe("a playlist", () => {
  it("begins at the first, or where it was left", () => {
    assert.equal(new Playlist(items).current.id, 5);
    const left = new Playlist(items, { item: 6, seconds: 2.5 });
    assert.deepEqual([left.current.id, left.from], [6, 2.5]);
  });

  it("begins an item anew that was left at its end, and the list when the item is gone", () => {
    assert.equal(new Playlist(items, { item: 6, seconds: 3.9 }).from, 0);
    const gone = new Playlist(items, { item: 99, seconds: 2 });
    assert.deepEqual([gone.current.id, gone.from], [5, 0]);
  });

  it("stays where it is when the list becomes another one", () => {
    const list = new Playlist(items, { item: 6, seconds: 0 });
    list.replace([{ id: 4, seconds: 1 }, ...items]);
    assert.deepEqual([list.current.id, list.at], [6, 2]);
    list.replace([
      { id: 4, seconds: 1 },
      { id: 5, seconds: 10 },
    ]);
    assert.equal(list.current.id, 5);
  });

  it("keeps what is heard with its sound until it goes on, also where it was taken out", () => {
    const list = new Playlist([
      { id: 5, url: "old", seconds: 10 },
      { id: 6, url: "six", seconds: 4 },
    ]);
    const newer = [
      { id: 5, url: "new", seconds: 3 },
      { id: 6, url: "six", seconds: 4 },
    ];
    assert.ok(list.differs(newer));
    list.replace(newer, true);
    assert.deepEqual([list.current.url, list.following.url, list.place], ["old", "six", "1 / 2"]);
    assert.ok(list.go(5));
    assert.equal(list.current.url, "new");
    list.replace([newer[1]], true);
    assert.deepEqual([list.current.url, list.following.url], ["new", "six"]);
    assert.ok(!list.step(-1) && list.step(1));
    assert.ok(!list.held && !list.following);
    list.replace([], true);
    assert.deepEqual([list.current.url, list.following], ["six", undefined]);
  });

  it("steps no further than its ends", () => {
    const list = new Playlist(items);
    assert.ok(!list.step(-1));
    assert.ok(list.step(1) && list.step(1));
    assert.ok(!list.step(1));
    assert.equal(list.current.id, 7);
  });
});

describe("counting", () => {
  it("tells each beginning and each end once", () => {
    const told = [];
    const counting = new PlayCounter((id, end) => told.push([id, end]));
    counting.heard(items[0], 1);
    assert.deepEqual(told, []);
    counting.heard(items[0], 3.1);
    counting.heard(items[0], 4);
    counting.heardToTheEnd(items[0]);
    counting.heardToTheEnd(items[0]);
    counting.heardToTheEnd(items[1]);
    assert.deepEqual(told, [
      [5, false],
      [5, true],
      [6, false],
      [6, true],
    ]);
  });
});
