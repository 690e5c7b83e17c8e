// The audio panel: a voice, one button, one bar, and what can be done when something failed.

import { $, detail, say, send, show } from "./dom.js";
import { latestJob, outstanding, retryable, running } from "./brief-rows.js";
import { counted, text } from "./texts.js";

export class AudioPanel {
  /** `urls`: {generate, job}; `ready()` saves what is unsaved and answers whether that worked. */
  constructor(urls, ready) {
    this.urls = urls;
    this.ready = ready;
    this.asking = false;
    this.chosen = false;
    $("generate").addEventListener("click", () => this._generate());
    $("job-stop").addEventListener("click", () => this._job("cancel"));
    $("job-retry").addEventListener("click", () => this._job("retry"));
    $("voices").addEventListener("change", () => {
      this.chosen = true;
      this.show(this.state);
    });
  }

  get voice() {
    return document.querySelector("#voices input:checked")?.value ?? "";
  }

  show(state) {
    this.state = state;
    const job = latestJob(state);
    this._voice(job);
    const busy = running(job) || this.asking;
    const { total, without, changed, revoiced } = outstanding(state, this.voice);
    const some = without + changed < total && without + changed > 0 && !revoiced;
    say($("generate").querySelector("span"),
      busy ? text("generate-running") : some ? counted("generate-changed", without + changed) : text("generate-all"));
    $("generate").disabled = busy || total === 0;
    const hint = total === 0 ? "hint-none" : revoiced ? "hint-voice" : without + changed === 0 ? "hint-current" : null;
    say($("generate-words"), hint && !busy ? text(hint) : "");
    this._progress(job);
  }

  /** One sentence about what went wrong, or none. */
  problem(sentence) {
    say($("problem").querySelector("span"), sentence ?? "");
    show($("problem"), sentence);
  }

  // The voice of the last job is the one most likely wanted again.
  _voice(job) {
    const last = job && !this.chosen && document.querySelector(`#voices input[value="${CSS.escape(job.voice_id)}"]`);
    if (last) last.checked = true;
  }

  _progress(job) {
    show($("job"), job);
    show($("job-stop"), running(job));
    show($("job-retry"), retryable(job));
    if (!job) return;
    $("job-bar").value = job.progress;
    say($("job-percent"), `${job.progress} %`);
    const counts = { done: job.completed_items, all: job.total_items, failed: job.failed_items };
    const holes = job.status === "completed" && job.failed_items > 0;
    const words = text(holes ? "job-holes" : `job-${job.status}`, counts);
    say($("job-words"), words);
  }

  async _generate() {
    if (this.asking) return;
    await this._ask(async () => {
      if (!(await this.ready())) return null;
      return send("POST", this.urls.generate, { voice_id: this.voice });
    });
  }

  async _job(act) {
    const job = latestJob(this.state);
    if (job && !this.asking) await this._ask(() => send("POST", `${this.urls.job}${job.id}/${act}`));
  }

  async _ask(question) {
    this.asking = true;
    this.problem(null);
    this.show(this.state);
    const answer = await question();
    this.asking = false;
    if (answer && !answer.ok) this.problem(detail(answer.body, text(answer.status ? "failed" : "no-connection")));
    this.show(this.state);
  }
}
