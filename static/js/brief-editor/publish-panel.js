// The publishing panel: who hears the brief and when, its programme, and whether audio is made by itself.

import { briefOf } from "../rows/brief-rows.js";
import { $, errorDetail, sendJson, setText, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const LONGEST_TIMER = 2 ** 31 - 1; // ms a timer can wait

export class PublishPanel {
  /** `urls`: {publish, take_back, arrange}; `ready()` saves what is unsaved and answers whether that worked. */
  constructor(urls, ready) {
    Object.assign(this, { urls, ready, asking: false, timer: null });
    $("publish").addEventListener("click", () => this._act(() => sendJson("POST", urls.publish, {})));
    $("schedule").addEventListener("click", () => this._schedule());
    $("take-back").addEventListener("click", () => this._act(() => sendJson("POST", urls.take_back)));
    for (const id of ["programme", "by-itself"]) $(id).addEventListener("change", () => this._arrange());
  }

  show(state) {
    this.state = state;
    const brief = briefOf(state);
    if (!brief) return;
    const at = brief.publish_at && new Date(brief.publish_at);
    const key = !at ? "draft" : at > Date.now() ? "scheduled" : "published";
    clearTimeout(this.timer);
    if (key === "scheduled")
      this.timer = setTimeout(() => this.show(this.state), Math.min(at - Date.now() + 200, LONGEST_TIMER));
    $("publishing").dataset.state = key;
    const when = at
      ? at.toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" })
      : "";
    setText($("publish-state"), text(`publish-${key}`, { when }));
    setVisible($("take-back"), at);
    setVisible($("publish"), key !== "published");
    setText($("schedule").querySelector("span"), text(key === "scheduled" ? "reschedule" : "schedule"));
    setVisible($("publish-later"), key !== "published");
    this._fields(brief);
  }

  _fields(brief) {
    if (document.activeElement !== $("programme")) $("programme").value = brief.programme ?? "";
    if (!this.asking) $("by-itself").checked = brief.by_itself;
    for (const id of ["publish", "schedule", "take-back"]) $(id).disabled = this.asking;
  }

  async _schedule() {
    const at = new Date($("publish-at").value);
    if (Number.isNaN(at.getTime())) return this._problem(text("schedule-when"));
    if (at <= Date.now()) return this._problem(text("schedule-past"));
    await this._act(() => sendJson("POST", this.urls.publish, { at: at.toISOString() }));
  }

  _arrange() {
    const programme = Number($("programme").value) || null;
    return this._act(() =>
      sendJson("PUT", this.urls.arrange, { programme_id: programme, by_itself: $("by-itself").checked }),
    );
  }

  _problem(sentence) {
    setText($("publish-problem").querySelector("span"), sentence ?? "");
    setVisible($("publish-problem"), sentence);
  }

  async _act(question) {
    if (this.asking) return;
    this.asking = true;
    this._problem(null);
    this._fields(briefOf(this.state));
    const answer = (await this.ready()) ? await question() : null;
    this.asking = false;
    if (answer && !answer.ok) this._problem(errorDetail(answer.body, text(answer.status ? "failed" : "no-connection")));
    this.show(this.state);
  }
}
