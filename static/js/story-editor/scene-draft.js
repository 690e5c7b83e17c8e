// The words of one scene while somebody writes: what they are in the story, what was started from, what is
// written now. Pure, so that two writers can be tested without a page.

export class SceneDraft {
  constructor(text, kept = null) {
    this.theirs = text; // in the story now
    this.base = kept?.base ?? text; // what this writer started from
    this.mine = kept?.mine ?? text;
  }

  /** Is there something to save? */
  get unsaved() {
    return this.mine !== this.theirs && this.mine !== this.base;
  }

  /** Did somebody else change the words under this writer's hands? */
  get quarrel() {
    return this.unsaved && this.theirs !== this.base;
  }

  /** The story says this now. Answers whether the field is to show it. */
  hear(text) {
    this.theirs = text;
    if (this.unsaved) return false;
    this.base = this.mine = text;
    return true;
  }

  write(text) {
    this.mine = text;
    if (this.mine === this.theirs) this.base = this.theirs;
  }

  takeTheirs() {
    this.base = this.mine = this.theirs;
  }

  /** The next save may overwrite what the others wrote: this writer has seen it. */
  keepMine() {
    this.base = this.theirs;
  }

  /** The server has kept what was sent, as `text`; what was written since is still to be saved. */
  saved(sent, text) {
    this.theirs = this.base = text;
    if (this.mine === sent) this.mine = text;
  }

  /** What to keep in the browser until it is saved, or null. */
  get keepsake() {
    return this.unsaved ? { base: this.base, mine: this.mine } : null;
  }
}
