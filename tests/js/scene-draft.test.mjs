// Two writers, one scene: nobody's words are lost without their knowing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { merged, SceneDraft } from "../../static/js/story-editor/scene-draft.js";

test("an untouched field follows the story", () => {
  const draft = new SceneDraft("one");
  assert.equal(draft.receive("two"), true);
  assert.equal(draft.mine, "two");
  assert.equal(draft.unsaved, false);
});

test("a field somebody writes in keeps their words and notices others'", () => {
  const draft = new SceneDraft("one");
  draft.write("mine");
  assert.equal(draft.conflict, false);
  assert.equal(draft.receive("theirs"), false);
  assert.deepEqual([draft.mine, draft.base, draft.unsaved, draft.conflict], ["mine", "one", true, true]);
});

test("a conflict ends by taking theirs or by keeping mine with open eyes", () => {
  const taking = new SceneDraft("one");
  taking.write("mine");
  taking.receive("theirs");
  taking.takeTheirs();
  assert.deepEqual([taking.mine, taking.unsaved, taking.conflict], ["theirs", false, false]);
  const keeping = new SceneDraft("one");
  keeping.write("mine");
  keeping.receive("theirs");
  keeping.keepMine();
  assert.deepEqual([keeping.mine, keeping.base, keeping.unsaved, keeping.conflict], ["mine", "theirs", true, false]);
});

test("words that became the same on both sides are no conflict", () => {
  const draft = new SceneDraft("one");
  draft.write("two");
  draft.receive("two");
  assert.deepEqual([draft.unsaved, draft.conflict], [false, false]);
});

test("what was written while it was being saved stays unsaved", () => {
  const draft = new SceneDraft("one");
  draft.write("two");
  const sent = draft.mine;
  draft.write("three");
  draft.saved(sent, "two");
  assert.deepEqual([draft.theirs, draft.mine, draft.unsaved], ["two", "three", true]);
});

test("the server's tidier words replace those that were sent", () => {
  const draft = new SceneDraft("one");
  draft.write("  two ");
  draft.saved("  two ", "two");
  assert.deepEqual([draft.mine, draft.unsaved, draft.stored], ["two", false, null]);
});

test("a stored draft brings back what was written, and what it was written upon", () => {
  const before = new SceneDraft("one");
  before.write("mine");
  const after = new SceneDraft("theirs", before.stored);
  assert.deepEqual([after.mine, after.conflict], ["mine", true]);
});

const asked = (/** @type {string} */ text) => ({ text, answers: ["a", "b"], right: 0 });

test("a lesson that is being written takes in what does not touch it, and asks where both changed the question", () => {
  const base = { words: [{ word: "fox", meaning: "an animal" }], question: asked("Old?") };
  const mine = { words: [...base.words, { word: "den", meaning: "its home" }], question: asked("Mine?") };
  const split = { words: [], question: null };
  const moved = { words: [{ word: "sun", meaning: "a star" }], question: asked("Old?") };
  assert.deepEqual(merged(base, mine, moved), {
    lesson: { words: [mine.words[1], moved.words[0]], question: asked("Mine?") },
    clashes: false,
  });
  assert.deepEqual(merged(base, mine, split).lesson, { words: [mine.words[1]], question: asked("Mine?") });
  assert.equal(merged(base, mine, split).clashes, true);
  assert.deepEqual(merged(base, { ...mine, question: base.question }, split).lesson.question, null);
});
