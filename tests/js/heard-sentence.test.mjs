// The story's own voice says the sentence of a word to learn: the right stretch of the scene's recording.

import assert from "node:assert/strict";
import { test } from "node:test";

import { aroundWord, heardSentence, quotedSentence } from "../../static/js/lesson/heard-sentence.js";

const TEXT = "🌙 The moon rose. He roared until the ground trembled. Then he slept.";
const SENTENCE = "He roared until the ground trembled.";
/** Times of the words, 100 ms each, with places in code points as the server counts. */
const times = [...TEXT.matchAll(/[\p{L}]+/gu)].map((found, at) => {
  const first = Array.from(TEXT.slice(0, found.index)).length;
  return [at * 100, at * 100 + 100, first, first + found[0].length];
});
const scene = { text: TEXT, voice: { words: times } };

test("a sentence is heard from its first word to its last", () => {
  const heard = heardSentence(scene, SENTENCE, "/audio/a.mp3");
  assert.deepEqual({ url: heard.url, start: heard.start }, { url: "/audio/a.mp3", start: 0.3 });
  assert.ok(heard.end > 0.9 && heard.end < 1.1);
});

test("what the text does not say, or no recording says, is not heard", () => {
  assert.equal(heardSentence(scene, "Nobody said this.", "/audio/a.mp3"), null);
  assert.equal(heardSentence(scene, SENTENCE, null), null);
  assert.equal(heardSentence({ text: TEXT, voice: { words: null } }, SENTENCE, "/audio/a.mp3"), null);
  assert.equal(heardSentence({ text: TEXT }, SENTENCE, "/audio/a.mp3"), null);
});

test("a meaning that is no sentence of the scene is one of its own", () => {
  assert.equal(quotedSentence(`“${SENTENCE}”`, TEXT), SENTENCE);
  assert.equal(quotedSentence("“… until the ground trembled…”", TEXT), "until the ground trembled");
  assert.equal(quotedSentence("shook", TEXT), "");
  assert.equal(quotedSentence("“It shook.”", TEXT), "");
  assert.equal(quotedSentence("«نام القط.»", "في الليل نام القط."), "نام القط.");
});

test("the word is found in its sentence as a whole word, whatever signs it has", () => {
  assert.deepEqual(aroundWord("Trembled? It trembled.", "trembled"), ["", "Trembled", "? It trembled."]);
  assert.deepEqual(aroundWord("A grounded ground.", "ground"), ["A grounded ", "ground", "."]);
  assert.deepEqual(aroundWord("Nothing here.", "moon"), ["Nothing here.", "", ""]);
  assert.deepEqual(aroundWord("C++ is (hard).", "C++"), ["", "C++", " is (hard)."]);
});
