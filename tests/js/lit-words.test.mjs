import assert from "node:assert/strict";
import { describe, it } from "node:test";

const { placesOf } = await import("../../static/js/brief-player/lit-words.js");

describe("where the words of a recording stand on the page", () => {
  it("finds a headline's words and its text's, though they stand apart", () => {
    const page = "Good morning\n  The library, the new one.";
    const said = [
      [0, "Good"],
      [300, "morning"],
      [900, "The"],
      [1100, "library"],
      [1500, "the"],
    ];
    const found = placesOf(page, said);
    assert.deepEqual(
      found.map(([start, first, end]) => [start, page.slice(first, end)]),
      said,
    );
    assert.ok(found[4][1] > found[3][2]);
  });

  it("leaves out what was rewritten since, and goes on with what stays", () => {
    const found = placesOf("One new three", [
      [0, "One"],
      [200, "two"],
      [400, "three"],
    ]);
    assert.deepEqual(found, [
      [0, 0, 3],
      [400, 8, 13],
    ]);
  });

  it("does not jump to the same word far below", () => {
    const page = `One ${"x ".repeat(200)}two three`;
    assert.deepEqual(
      placesOf(page, [
        [0, "One"],
        [200, "two"],
      ]),
      [[0, 0, 3]],
    );
  });

  it("finds Arabic words by what they are", () => {
    const page = "صباح الخير";
    assert.deepEqual(
      placesOf(page, [
        [0, "صباح"],
        [400, "الخير"],
      ]),
      [
        [0, 0, 4],
        [400, 5, 10],
      ],
    );
  });
});
