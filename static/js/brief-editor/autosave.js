// Saving by itself: a moment after the last change, one request at a time, repeated while the server is unreachable.
// Events: "saving" {status: saved | unsaved | saving | failed, response}.

/** @import { ApiResponse } from "../ui/dom.js" */

/**
 * What can be saved: `payload()` returns what to send, and `sent`, which `keep` takes once the server has stored it.
 * @template {{version: number}} S
 * @typedef {object} Saveable
 * @property {boolean} unsaved
 * @property {number} version
 * @property {() => {body: object, sent: S}} payload
 * @property {(sent: S, body: any) => void} keep
 */

/** @typedef {"saved" | "unsaved" | "saving" | "failed"} SavingStatus */
/** @typedef {CustomEvent<{status: SavingStatus, response: ApiResponse | null}>} SavingEvent */

// All in ms.
const SAVE_AFTER = 800; // after the last change
const RETRY_AFTER = [2000, 4000, 8000, 15_000];

/** @template {{version: number}} S */
export class Autosave extends EventTarget {
  /**
   * @param {Saveable<S>} draft
   * @param {(body: object) => Promise<ApiResponse>} put
   * @param {(response: ApiResponse) => boolean | Promise<boolean>} resolve may mend the draft after a refusal; whether to
   *   try again at once
   */
  constructor(draft, put, resolve = () => false) {
    super();
    this.draft = draft;
    this.put = put;
    this.resolve = resolve;
    /** @type {Promise<void> | null} the request on its way */
    this.busy = null;
    this.lastSaved = -Infinity;
    this._failures = 0;
    this._timer = 0;
  }

  /** Note that something changed. */
  touch() {
    this._emit("unsaved");
    this._schedule(SAVE_AFTER);
  }

  /** Save now. Returns whether everything is saved. */
  async flush() {
    clearTimeout(this._timer);
    while (this.busy) await this.busy;
    if (this.draft.unsaved) await this._save();
    return !this.draft.unsaved;
  }

  /** @param {number} wait ms */
  _schedule(wait) {
    clearTimeout(this._timer);
    // A request that is on its way schedules the next one itself when it ends.
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
    this._emit("saving");
    const { body, sent } = this.draft.payload();
    const response = await this.put(body);
    if (response.ok) return this._succeed(sent, response.body);
    if (await this.resolve(response)) return this._schedule(0);
    this._emit("failed", response);
    const unreachable = response.status === 0 || response.status >= 500 || response.status === 429;
    if (unreachable) this._schedule(RETRY_AFTER[Math.min(this._failures++, RETRY_AFTER.length - 1)]);
    // What was refused is refused again, so only a newer version is worth another request.
    else if (sent.version !== this.draft.version) this._schedule(SAVE_AFTER);
  }

  /**
   * @param {S} sent
   * @param {any} body
   */
  _succeed(sent, body) {
    this._failures = 0;
    this.lastSaved = performance.now();
    this.draft.keep(sent, body);
    if (!this.draft.unsaved) return this._emit("saved");
    this._emit("unsaved");
    this._schedule(SAVE_AFTER);
  }

  /**
   * @param {SavingStatus} status
   * @param {ApiResponse | null} response
   */
  _emit(status, response = null) {
    this.dispatchEvent(new CustomEvent("saving", { detail: { status, response } }));
  }
}
