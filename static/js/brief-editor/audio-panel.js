// The audio panel: a voice, one button, one bar, and what can be done when something failed.

import { briefOf, countFailed, countOutstanding, estimateLengths, isRunning, latestJob } from "../rows/brief-rows.js";
import { $, errorDetail, sendJson, setText, setVisible } from "../ui/dom.js";
import { formatTime, secondsLeft } from "../ui/format.js";
import { pluralText, text } from "../ui/texts.js";

export class AudioPanel {
  /** `urls`: {generate, retry, job, item}; `ready()` saves what is unsaved and answers whether that worked. */
  constructor(urls, ready) {
    this.urls = urls;
    this.ready = ready;
    this.asking = false;
    this.chosen = false;
    this.began = null; // {job, at, done}: the job that runs, since when it was watched, and how far it was then
    $("generate").addEventListener("click", () => this._generate());
    $("job-stop").addEventListener("click", () => this._cancel());
    $("job-retry").addEventListener("click", () => this._saved(() => sendJson("POST", this.urls.retry)));
    $("voices").addEventListener("change", () => {
      this.chosen = true;
      this.show(this.state, this.draft);
    });
  }

  get voice() {
    return document.querySelector("#voices input:checked")?.value ?? "";
  }

  /** May a job be started? */
  get idle() {
    return !this.asking && !isRunning(latestJob(this.state));
  }

  show(state, draft) {
    Object.assign(this, { state, draft });
    const job = latestJob(state);
    this._voice(state);
    const busy = !this.idle;
    const { total, without, changed, revoiced } = countOutstanding(state, this.voice);
    const some = without + changed < total && without + changed > 0 && !revoiced;
    setText(
      $("generate").querySelector("span"),
      busy ? text("generate-running") : some ? pluralText("generate-changed", without + changed) : text("generate-all"),
    );
    $("generate").disabled = busy || total === 0;
    const hint = total === 0 ? "hint-none" : revoiced ? "hint-voice" : without + changed === 0 ? "hint-current" : null;
    setText($("generate-words"), hint && !busy ? text(hint) : "");
    const { all } = estimateLengths(state, draft);
    setText($("whole-length"), all ? text("whole-length", { time: formatTime(Math.max(1, all)) }) : "");
    this._progress(job);
    this.problemByItself(briefOf(state)?.audio_problem);
  }

  /** One sentence about what went wrong, or none. */
  problem(sentence) {
    setText($("problem").querySelector("span"), sentence ?? "");
    setVisible($("problem"), sentence);
  }

  problemByItself(why) {
    setText($("by-itself-problem").querySelector("span"), why ? text("by-itself-problem", { why }) : "");
    setVisible($("by-itself-problem"), why);
  }

  retryItem(item) {
    return this._saved(() => sendJson("POST", `${this.urls.item}${item.id}/audio/retry`));
  }

  // The brief's own voice, until another is chosen here. One that does not speak its language is out of the way.
  _voice(state) {
    const language = briefOf(state)?.language;
    for (const choice of document.querySelectorAll("#voices [data-language]")) {
      const fits = !choice.dataset.language || choice.dataset.language === language;
      const radio = choice.querySelector("input");
      setVisible(choice, fits);
      radio.disabled = !fits;
      if (!fits && radio.checked) document.querySelector("#voices input").checked = true;
    }
    const voice = briefOf(state)?.voice;
    const last = voice && !this.chosen && document.querySelector(`#voices input[value="${CSS.escape(voice)}"]`);
    if (last && !last.disabled) last.checked = true;
  }

  _progress(job) {
    const lost = countFailed(this.state);
    setVisible($("job"), job);
    setVisible($("job-stop"), isRunning(job));
    setVisible($("job-retry"), lost > 0 && !isRunning(job));
    setText($("job-retry").querySelector("span"), pluralText("retry-failed", lost));
    if (!job) return;
    const stopped = job.status === "cancelled"; // its progress says that nothing is left to do
    setVisible($("job-bar"), !stopped);
    $("job-bar").value = job.progress;
    setText($("job-percent"), stopped ? "" : `${job.progress} %`);
    const counts = { done: job.completed_items, all: job.total_items, failed: job.failed_items };
    const holes = job.status === "completed" && job.failed_items > 0;
    setText($("job-words"), text(holes ? "job-holes" : `job-${job.status}`, counts));
    setText($("job-left"), this._left(job));
  }

  // From how quickly items ended since this page began to watch the job.
  _left(job) {
    const done = job.completed_items + job.failed_items;
    if (!isRunning(job)) this.began = null;
    else if (this.began?.job !== job.id) this.began = { job: job.id, at: performance.now(), done };
    if (!this.began || done <= this.began.done) return "";
    const fraction = (done - this.began.done) / (job.total_items - this.began.done);
    const left = secondsLeft(fraction, performance.now() - this.began.at);
    return left === null ? "" : text("time-left", { time: formatTime(left) });
  }

  _generate() {
    return this._saved(() => sendJson("POST", this.urls.generate, { voice_id: this.voice }));
  }

  async _cancel() {
    const job = latestJob(this.state);
    if (job && !this.asking) await this._ask(() => sendJson("POST", `${this.urls.job}${job.id}/cancel`));
  }

  async _saved(question) {
    if (!this.asking) await this._ask(async () => ((await this.ready()) ? question() : null));
  }

  async _ask(question) {
    this.asking = true;
    this.problem(null);
    this.show(this.state, this.draft);
    const answer = await question();
    this.asking = false;
    if (answer && !answer.ok) this.problem(errorDetail(answer.body, text(answer.status ? "failed" : "no-connection")));
    this.show(this.state, this.draft);
  }
}
