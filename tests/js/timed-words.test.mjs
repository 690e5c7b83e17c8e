import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { headingParagraphs, paragraphs, placesWithMarks, wordAt } from "../../static/js/rows/timed-words.js";
import { formatMegabytes, formatRanges, formatTime, interpolate, isolate } from "../../static/js/ui/format.js";

const joined = (text, words) => paragraphs(text, words).map((pieces) => pieces.map((piece) => piece.text).join(""));

describe("words of a text", () => {
  it("are pieces, with what lies between them", () => {
    assert.deepEqual(
      paragraphs("Hi, you!", [
        [0, 1, 0, 2],
        [1, 2, 4, 7],
      ]),
      [
        [
          { text: "Hi", word: 0 },
          { text: ", ", word: null },
          { text: "you", word: 1 },
          { text: "!", word: null },
        ],
      ],
    );
  });

  it("are counted in code points, not in UTF-16 units", () => {
    const [pieces] = paragraphs("🦊🦊 fox", [[0, 1, 3, 6]]);
    assert.deepEqual(pieces.find((piece) => piece.word === 0).text, "fox");
  });

  it("may be Arabic", () => {
    const text = "توفيت أم سمبقواير، فحزنت";
    const [pieces] = paragraphs(text, [
      [0, 1, 0, 5],
      [1, 2, 6, 8],
      [2, 3, 9, 17],
    ]);
    assert.deepEqual(
      pieces.filter((piece) => piece.word !== null).map((piece) => piece.text),
      ["توفيت", "أم", "سمبقواير"],
    );
    assert.equal(pieces.map((piece) => piece.text).join(""), text);
  });

  it("stand in paragraphs where empty lines are", () => {
    assert.deepEqual(
      joined("One.\n\nTwo.\n \n\nThree.", [
        [0, 1, 0, 3],
        [1, 2, 6, 9],
      ]),
      ["One.", "Two.", "Three."],
    );
  });

  it("that make no sense are left out and lose no text", () => {
    const text = "one two three";
    for (const words of [
      [[0, 1, 5, 2]],
      [[0, 1, 0, 99]],
      [
        [0, 1, 4, 7],
        [1, 2, 0, 3],
      ],
      [[0, 1, -2, 2]],
      [
        [0, 1, 0, 5],
        [1, 2, 4, 7],
      ],
    ]) {
      assert.equal(joined(text, words).join(""), text);
    }
  });

  it("are found by time", () => {
    const words = [
      [100, 200, 0, 1],
      [300, 400, 2, 3],
      [400, 500, 4, 5],
    ];
    assert.deepEqual(
      [0, 99, 100, 250, 300, 399, 400, 9999].map((ms) => wordAt(words, ms)),
      [-1, -1, 0, 0, 1, 1, 2, 2],
    );
    assert.equal(wordAt([], 5), -1);
  });
});

describe("a heading", () => {
  const found = (text, heading, words = []) => headingParagraphs(paragraphs(text, words), heading);

  it("that a text begins with is its first paragraph", () => {
    assert.equal(found("The gate\n\nIt sang.", "The gate"), 1);
    assert.equal(
      found("The gate\n\nIt sang.", "The  gate ", [
        [0, 1, 0, 3],
        [1, 2, 4, 8],
      ]),
      1,
    );
  });

  it("may be of several paragraphs", () =>
    assert.equal(found("Part one\n\nThe gate\n\nIt sang.", "Part one The gate"), 2));

  it("is none when the text begins otherwise", () => {
    for (const heading of ["", undefined, "The", "A gate", "The gate It sang. And more"]) {
      assert.equal(found("The gate\n\nIt sang.", heading), 0, heading);
    }
    assert.equal(found("", "The gate"), 0);
  });
});

describe("what people read", () => {
  it("is a size that is never nothing", () =>
    assert.deepEqual([0, 900, 1024 ** 2, 1.26 * 1024 ** 2].map(formatMegabytes), ["0", "0.1", "1", "1.3"]));
  it("is somebody else's words, apart", () => assert.equal(isolate("why"), "\u2068why\u2069"));
  it("is a clock", () =>
    assert.deepEqual([0, 5.9, 65, 3725, NaN, -1].map(formatTime), ["0:00", "0:05", "1:05", "1:02:05", "–:––", "–:––"]));
  it("is pages in runs", () => assert.equal(formatRanges([5, 1, 2, 3, 3, 9]), "1–3, 5, 9"));
  it("is a sentence with its places filled, whatever is put in", () => {
    assert.equal(interpolate("{a} and {b} and {c}", { a: "{b}", b: 2 }), "{b} and 2 and {c}");
  });
});

describe("a text with vowels", () => {
  const words = [
    [0, 1, 0, 3],
    [1, 2, 4, 9],
  ];

  it("has its words where its letters are", () => {
    const vowelled = "جَلَسَ الْقِطُّ";
    const placed = placesWithMarks("جلس القط", vowelled, [words[0], [1, 2, 4, 8]]);
    assert.deepEqual(
      paragraphs(vowelled, placed).map((pieces) => pieces.map((piece) => piece.text)),
      [["جَلَسَ", " ", "الْقِطُّ"]],
    );
    assert.deepEqual(
      placed.map((word) => word.slice(0, 2)),
      [
        [0, 1],
        [1, 2],
      ],
    );
  });

  it("keeps marks that were written", () => {
    assert.deepEqual(placesWithMarks("كَتب", "كَتَبَ", [[0, 1, 0, 4]]), [[0, 1, 0, 6]]);
  });

  it("is not taken when more than marks differs", () => {
    assert.equal(placesWithMarks("جلس القط", "جَلَسَ الْكَلْبُ", words), null);
    assert.equal(placesWithMarks("جلس", "جلس الآن", []), null);
    assert.equal(placesWithMarks("جلس الآن", "جلس", []), null);
  });
});
