// Saving by itself: a moment after the last change, one at a time, again and again while the network is away.
// Events: "saving" {status: saved | unsaved | saving | failed, why}.

const SAVE_AFTER = 800; // ms after the last change
const RETRY_AFTER = [2000, 4000, 8000, 15_000]; // ms between attempts while the server cannot be reached

export class Autosave extends EventTarget {
  /** `put(body)` answers {ok, status, body}; `refused(answer)` may mend the draft and answer true to try again. */
  constructor(draft, put, refused = () => false) {
    super();
    this.draft = draft;
    this.put = put;
    this.refused = refused;
    this.busy = null;
    this.lastSaved = -Infinity;
    this._tries = 0;
    this._timer = null;
  }

  /** Something changed. */
  touch() {
    this._tell("unsaved");
    this._plan(SAVE_AFTER);
  }

  /** Save now; answers whether everything is saved. */
  async now() {
    clearTimeout(this._timer);
    while (this.busy) await this.busy;
    if (this.draft.unsaved) await this._save();
    return !this.draft.unsaved;
  }

  _plan(wait) {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this.busy || this._save(), wait);
  }

  async _save() {
    this.busy = this._attempt();
    try {
      await this.busy;
    } finally {
      this.busy = null;
    }
  }

  async _attempt() {
    this._tell("saving");
    const { body, sent } = this.draft.payload();
    const answer = await this.put(body);
    if (answer.ok) return this._kept(sent, answer.body);
    if (await this.refused(answer)) return this._plan(0);
    this._tell("failed", answer);
    const away = answer.status === 0 || answer.status >= 500 || answer.status === 429;
    if (away) this._plan(RETRY_AFTER[Math.min(this._tries++, RETRY_AFTER.length - 1)]);
    else if (sent.version !== this.draft.version) this._plan(SAVE_AFTER);
  }

  _kept(sent, body) {
    this._tries = 0;
    this.lastSaved = performance.now();
    this.draft.keep(sent, body);
    if (!this.draft.unsaved) return this._tell("saved");
    this._tell("unsaved");
    this._plan(SAVE_AFTER);
  }

  _tell(status, answer = null) {
    this.dispatchEvent(new CustomEvent("saving", { detail: { status, answer } }));
  }
}
