// The text of one scene, and its lesson, while they are being written: what the story says, what writing began from, what is written now.
// Pure, so that two writers can be tested without a page.

/** @import { Lesson } from "./lesson-form.js" */
/** @typedef {{base: string, mine: string}} StoredDraft */

export class SceneDraft {
  /**
   * @param {string} text in the story now
   * @param {StoredDraft | null} stored what was unsaved when the page was left
   */
  constructor(text, stored = null) {
    this.theirs = text;
    this.base = stored?.base ?? text; // what this writer began from: another `theirs` means that it was overtaken
    this.mine = stored?.mine ?? text;
  }

  get unsaved() {
    return this.mine !== this.theirs && this.mine !== this.base;
  }

  /** Whether the text was changed by another writer under this writer's hands. */
  get conflict() {
    return this.unsaved && this.theirs !== this.base;
  }

  /**
   * Take in what the story says now. Returns whether the field shall show it.
   * @param {string} text
   */
  receive(text) {
    this.theirs = text;
    if (this.unsaved) return false;
    this.base = this.mine = text;
    return true;
  }

  /** @param {string} text */
  write(text) {
    this.mine = text;
    if (this.mine === this.theirs) this.base = this.theirs; // both wrote the same: no conflict
  }

  takeTheirs() {
    this.base = this.mine = this.theirs;
  }

  /** Let the next save overwrite what the others wrote: this writer has seen it. */
  keepMine() {
    this.base = this.theirs;
  }

  /**
   * Note that the server stored `sent` as `text`; what was written since is still to be saved.
   * @param {string} sent
   * @param {string} text
   */
  saved(sent, text) {
    this.theirs = this.base = text;
    if (this.mine === sent) this.mine = text;
  }

  /**
   * What to store in the browser until it is saved, or null.
   * @returns {StoredDraft | null}
   */
  get stored() {
    return this.unsaved ? { base: this.base, mine: this.mine } : null;
  }
}

/**
 * Return what is written upon what is there now: what one writer left as it was is as the other made it. `clashes`
 * tells that both changed the question, or what one word means; then what is written stands.
 * @param {Lesson} base what writing began from
 * @param {Lesson} mine
 * @param {Lesson} theirs what is there now
 * @returns {{lesson: Lesson, clashes: boolean}}
 */
export function merged(base, mine, theirs) {
  const words = mergedWords(base.words, mine.words, theirs.words);
  const [was, written, now] = [base, mine, theirs].map(({ question: it }) =>
    JSON.stringify(it && [it.text, it.answers, it.right]),
  );
  const question = written === was ? theirs.question : mine.question;
  const asksOther = written !== was && now !== was && now !== written;
  return { lesson: { words: words.merged, question }, clashes: words.clash || asksOther };
}

/**
 * @param {Lesson["words"]} base
 * @param {Lesson["words"]} mine
 * @param {Lesson["words"]} theirs
 */
function mergedWords(base, mine, theirs) {
  const [was, now] = [base, theirs].map((all) => new Map(all.map(({ word, meaning }) => [word, meaning])));
  const written = new Set(mine.map(({ word }) => word));
  const kept = mine.filter(({ word, meaning }) => was.get(word) !== meaning || now.has(word));
  const here = kept.map((it) => (was.get(it.word) === it.meaning ? { ...it, meaning: now.get(it.word) ?? "" } : it));
  const added = theirs.filter(({ word }) => !written.has(word) && !was.has(word));
  const clash = here.some(({ word, meaning }) => {
    const other = now.get(word);
    return other !== undefined && other !== was.get(word) && other !== meaning;
  });
  return { merged: [...here, ...added], clash };
}
