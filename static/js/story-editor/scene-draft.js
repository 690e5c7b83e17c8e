// The text of one scene while it is being written: what the story says, what writing began from, what is written now.
// Pure, so that two writers can be tested without a page.

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
