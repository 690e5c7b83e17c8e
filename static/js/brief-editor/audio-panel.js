// The audio panel: a voice, one button, one bar, and what can be done when something failed.

import {
  briefOf,
  countOutstanding,
  countUnmade,
  countWhole,
  estimateLengths,
  isBeingSpoken,
  isRunning,
  isSpeakable,
  latestJob,
  whyUnheard,
} from "../rows/brief-rows.js";
import { $, errorDetail, sendJson, setText, setVisible, showWhereOneLooks } from "../ui/dom.js";
import { formatTime, secondsLeft } from "../ui/format.js";
import { failureText, pluralText, text } from "../ui/texts.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { BriefRow, JobRow } from "../live/row-types.js"
 * @import { ApiResponse } from "../ui/dom.js"
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { DraftItem } from "./draft-item.js"
 */

/** @typedef {{generate: string, retry: string, job: string, item: string}} AudioUrls */

const STILL_AFTER = 15_000; // ms without a move, after which no time is promised

export class AudioPanel {
  /**
   * @param {AudioUrls} urls
   * @param {() => Promise<boolean>} saveFirst saves what is unsaved and returns whether that worked
   * @param {TopicState} state
   * @param {BriefDraft} draft
   */
  constructor(urls, saveFirst, state, draft) {
    this.urls = urls;
    this.saveFirst = saveFirst;
    this.state = state;
    this.draft = draft;
    this.sending = false;
    this.stopping = 0; // the job that is to stop
    this.voiceChosen = false;
    /** @type {{job: number, at: number, done: number} | null} since when the running job is watched, and from where */
    this.watched = null;
    this.standing = ""; // of the job, as it moved last
    this.isStill = false;
    this.stillTimer = 0;
    $("generate").addEventListener("click", () => this._generate());
    $("job-stop").addEventListener("click", () => this._cancel());
    $("job-retry").addEventListener("click", () => this._sendSaved(() => sendJson("POST", this.urls.retry)));
    $("voice-fold").open = !countWhole(state).ready; // it is chosen before there is audio, and seldom after
    $("voices").addEventListener("change", () => {
      this.voiceChosen = true;
      this.show(this.state, this.draft);
    });
  }

  get voice() {
    /** @type {HTMLInputElement | null} */
    const checked = document.querySelector("#voices input:checked");
    return checked?.value ?? "";
  }

  /** Whether a job may be started. */
  get idle() {
    return !this.sending && !isRunning(latestJob(this.state));
  }

  /**
   * @param {TopicState} state
   * @param {BriefDraft} draft
   */
  show(state, draft) {
    this.state = state;
    this.draft = draft;
    this._showVoice();
    this._showButton();
    this._showLength();
    this._showProgress(latestJob(state));
    this._showAutomaticProblem(briefOf(state));
  }

  /** How long it is to be heard: about, until everything is recorded as it is written. */
  _showLength() {
    const { all } = estimateLengths(this.state, this.draft);
    const { total, without, changed } = countOutstanding(this.state, this.voice);
    const key = total > 0 && without + changed === 0 ? "whole-length-exact" : "whole-length";
    setText($("whole-length"), all ? text(key, { time: formatTime(Math.max(1, all)) }) : "");
  }

  _showButton() {
    const busy = !this.idle;
    const { total, without, changed, revoiced } = countOutstanding(this.state, this.voice);
    const due = without + changed;
    const some = due > 0 && due < total && !revoiced;
    const which = without ? "generate-missing" : "generate-changed"; // what was never made has not changed
    const words = some ? pluralText(which, due) : text("generate-all");
    setText($("generate").querySelector("span"), busy ? text("generate-running") : words);
    const unheard = whyUnheard(this.draft);
    $("generate").disabled = busy || unheard !== "";
    // What has nothing left to do is not the next thing to do, and publishing changes makes their audio.
    const isNext = revoiced > 0 || (due > 0 && !briefOf(this.state)?.out_at);
    $("generate").classList.toggle("button-main", busy || total === 0 || isNext);
    // What failed is all that there is to do: the button that tries it again does the same.
    const { failed, stopped } = countUnmade(this.state);
    const job = latestJob(this.state);
    const isOffered = !busy && failed + stopped > 0 && job?.voice_id === this.voice;
    const isSame = isOffered && due === failed + stopped && !revoiced;
    setVisible($("generate"), !isSame);
    $("job-retry").classList.toggle("button-main", isSame);
    let hint = "";
    if (unheard) hint = `hint-${unheard}`;
    else if (revoiced) hint = "hint-voice";
    else if (total > 0 && due === 0)
      hint = this.draft.present.every(isSpeakable) ? "hint-current" : "hint-current-read";
    setText($("generate-words"), hint && !busy ? text(hint) : "");
  }

  /** @param {string | null} sentence about what went wrong, or null */
  showProblem(sentence) {
    showWhereOneLooks($("problem"), sentence);
  }

  /** @param {BriefRow | undefined} brief */
  _showAutomaticProblem(brief) {
    const why = failureText({ error_code: brief?.audio_problem_code ?? "", error: brief?.audio_problem ?? "" });
    setText($("by-itself-problem").querySelector("span"), why ? text("by-itself-problem", { why }) : "");
    setVisible($("by-itself-problem"), why);
  }

  /** @param {DraftItem} item */
  retryItem(item) {
    return this._sendSaved(() => sendJson("POST", `${this.urls.item}${item.id}/audio/retry`));
  }

  /** Offer the voices that speak the brief's language, and check the brief's own until another is chosen here. */
  _showVoice() {
    const brief = briefOf(this.state);
    for (const choice of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("#voices [data-language]")
    )) {
      const radio = /** @type {HTMLInputElement} */ (choice.querySelector("input"));
      const fits = !choice.dataset.language || choice.dataset.language === brief?.language;
      setVisible(choice, fits);
      radio.disabled = !fits;
      if (!fits && radio.checked) $("voices").querySelector("input").checked = true;
    }
    const voice = brief?.voice;
    if (voice && !this.voiceChosen) {
      const own = $("voices").querySelector(`input[value="${CSS.escape(voice)}"]`);
      if (own && !own.disabled) own.checked = true;
    }
    setText($("voice-name"), document.querySelector("#voices .choice:has(:checked) strong")?.textContent?.trim() ?? "");
  }

  /** @param {JobRow | undefined} job */
  _showProgress(job) {
    const running = isRunning(job);
    const { failed, stopped } = countUnmade(this.state);
    setVisible($("job"), job);
    setVisible($("job-stop"), running);
    const stopping = running && this.stopping === job?.id;
    $("job-stop").disabled = stopping;
    setText($("job-stop").querySelector("span"), text(stopping ? "stopping" : "stop"));
    setVisible($("job-retry"), failed + stopped > 0 && !running);
    // What was stopped has not failed.
    const again = pluralText(stopped ? "retry-some" : "retry-failed", failed + stopped);
    setText($("job-retry").querySelector("span"), again);
    if (!job) return;
    const counts = countWhole(this.state);
    $("job-bar").value = counts.percent;
    setText($("job-percent"), `${counts.percent} %`);
    setText($("job-words"), text(`job-${progressKey(job, counts)}`, { ...counts, done: counts.ready }));
    this._noteMove(`${job.id} ${job.completed_items + job.failed_items} ${counts.percent}`);
    setText($("job-left"), this._whatIsLeft(job));
  }

  /**
   * Return how long it will take, or that nothing is heard of who speaks.
   * @param {JobRow} job
   */
  _whatIsLeft(job) {
    if (isRunning(job) && this.isStill && isBeingSpoken(this.state)) return text("voice-silent");
    return this._timeLeft(job);
  }

  /**
   * Take the estimate away once nothing has moved for a while: nothing then tells this page to.
   * @param {string} standing
   */
  _noteMove(standing) {
    if (standing === this.standing) return;
    this.standing = standing;
    this.isStill = false;
    clearTimeout(this.stillTimer);
    this.stillTimer = setTimeout(() => {
      this.isStill = true;
      this.show(this.state, this.draft);
    }, STILL_AFTER);
  }

  /**
   * Estimate from how quickly items ended since this page began to watch the job.
   * @param {JobRow} job
   */
  _timeLeft(job) {
    const done = job.completed_items + job.failed_items;
    if (!isRunning(job)) this.watched = null;
    else if (this.watched?.job !== job.id) this.watched = { job: job.id, at: performance.now(), done };
    if (!this.watched || this.isStill || done <= this.watched.done) return "";
    const fraction = (done - this.watched.done) / (job.total_items - this.watched.done);
    const left = secondsLeft(fraction, performance.now() - this.watched.at);
    return left === null ? "" : text("time-left", { time: formatTime(left) });
  }

  _generate() {
    return this._sendSaved(() => sendJson("POST", this.urls.generate, { voice_id: this.voice }));
  }

  async _cancel() {
    const job = latestJob(this.state);
    if (!job || this.stopping === job.id) return;
    this.stopping = job.id;
    const response = await this._send(() => sendJson("POST", `${this.urls.job}${job.id}/cancel`));
    if (response?.ok) return;
    this.stopping = 0; // it can be pressed again
    this.show(this.state, this.draft);
  }

  /** @param {() => Promise<ApiResponse>} request */
  async _sendSaved(request) {
    if (!this.sending) await this._send(async () => ((await this.saveFirst()) ? request() : null));
  }

  /** @param {() => Promise<ApiResponse | null>} request */
  async _send(request) {
    this.sending = true;
    this.showProblem(null);
    this.show(this.state, this.draft);
    const response = await request();
    this.sending = false;
    if (response && !response.ok) {
      this.showProblem(errorDetail(response.body, text(response.status ? "failed" : "no-connection")));
    }
    this.show(this.state, this.draft);
    return response;
  }
}

/**
 * Which words say how the whole brief stands.
 * @param {JobRow} job
 * @param {{all: number, ready: number, failed: number, stopped: number}} counts
 */
function progressKey(job, { all, ready, failed, stopped }) {
  if (isRunning(job)) return job.status === "queued" ? "queued" : "processing";
  if (ready === all) return all === 1 ? "completed-one" : "completed";
  if (stopped) return "cancelled";
  if (failed) return ready ? "holes" : "failed";
  return "partly";
}
