// The publishing panel: who hears the brief and when, its programme, and whether audio is made by itself.

import { briefOf, countOutstanding, countWhole, whyUnheard } from "../rows/brief-rows.js";
import { $, errorDetail, sendJson, setText, setVisible, showWhereOneLooks } from "../ui/dom.js";
import { momentInField, momentInWords } from "../ui/moments.js";
import { text } from "../ui/texts.js";
import { PublishDone } from "./publish-done.js";
import { isArranged, isChangedSinceScheduled, isOnItsWay, statusOf, timeOf } from "./publish-standing.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { BriefRow } from "../live/row-types.js"
 * @import { ApiResponse } from "../ui/dom.js"
 * @import { BriefDraft } from "./brief-draft.js"
 * @import { Arrangement } from "./publish-standing.js"
 */

/** @typedef {{publish: string, take_back: string, arrange: string}} PublishUrls */

const LONGEST_TIMER = 2 ** 31 - 1; // ms: a longer one would fire at once
const LONGEST_WAY_BACK = 5000; // ms, of what was chosen, by the socket

export class PublishPanel {
  /**
   * @param {PublishUrls} urls
   * @param {() => Promise<boolean>} saveFirst saves what is unsaved and returns whether that worked
   * @param {TopicState} state
   * @param {BriefDraft} draft what the page shows of the brief
   * @param {() => string} chosenVoice
   */
  constructor(urls, saveFirst, state, draft, chosenVoice) {
    this.chosenVoice = chosenVoice;
    this.urls = urls;
    this.draft = draft;
    this.saveFirst = saveFirst;
    this.state = state;
    this.sending = false;
    this.opened = false;
    /** @type {Arrangement | null} chosen, and not sent yet */
    this.arrangement = null;
    /** @type {Arrangement | null} sent, and not come back by the socket yet */
    this.arranged = null;
    this.timer = 0;
    this.hour = ""; // as the field for it was filled last
    this.done = new PublishDone();
    $("publish").addEventListener("click", () => this._press(() => this._publishNow()));
    $("make-in-time").addEventListener("change", () => this.show(this.state));
    $("schedule").addEventListener("click", () => this._schedule());
    $("take-back").addEventListener("click", () => this._press(() => sendJson("POST", urls.take_back)));
    for (const id of ["programme", "by-itself", "pause", "jingle"])
      $(id).addEventListener("change", () => this._arrange());
  }

  /** @param {TopicState} state */
  show(state) {
    this.state = state;
    const brief = briefOf(state);
    if (!brief) return;
    const at = brief.publish_at ? new Date(brief.publish_at) : null;
    const wait = (at?.getTime() ?? 0) - Date.now();
    const status = statusOf(brief, wait);
    clearTimeout(this.timer);
    // No row changes when its time comes, so this page looks at the clock itself.
    if (status === "scheduled")
      this.timer = setTimeout(() => this.show(this.state), Math.min(wait + 200, LONGEST_TIMER));
    $("publishing").dataset.state = status;
    const values = { when: at ? momentInWords(at) : "", ...countWhole(state) };
    setText($("publish-state"), text(`publish-${status}`, values));
    // The hour it has is there to be changed, but not under the hands of whoever writes another one.
    const isTheirs = document.activeElement === $("publish-at") || !["", this.hour].includes($("publish-at").value);
    if (at && status === "scheduled" && !isTheirs) $("publish-at").value = this.hour = momentInField(at);
    setVisible($("take-back"), at);
    const isChanged = Boolean(brief.behind) && !isOnItsWay(brief);
    setVisible($("publish"), status === "published" ? isChanged : status !== "due");
    setText($("publish").querySelector("span"), text(this._publishKey(brief)));
    const isNext = Boolean(brief.out_at) || (status !== "scheduled" && this._canBeHeard());
    $("publish").classList.toggle("button-main", isNext);
    this._open(isNext && status === "draft");
    const later = isChangedSinceScheduled(brief, status) ? "schedule-changes" : "reschedule";
    setText($("schedule").querySelector("span"), text(status === "scheduled" ? later : "schedule"));
    setText($("publish-at-label"), text(status === "scheduled" ? "at-other" : "at-first"));
    setVisible($("publish-later"), status !== "published");
    this._showSilence(brief, status);
    this.done.show(brief);
    setVisible($("listen-out"), brief.out_at);
    setVisible($("listen-first"), !brief.out_at);
    this._showFields(brief);
  }

  /**
   * Say what listeners hear while something has no audio, and what becomes of it.
   * @param {BriefRow} brief
   * @param {string} status
   */
  _showSilence(brief, status) {
    const silent = this._isSilent();
    const out = brief.out_at ? new Date(brief.out_at) : null;
    const unheard = whyUnheard(this.draft);
    let words = "";
    if (unheard) words = text(`hint-${unheard}`);
    else if (out && isOnItsWay(brief)) words = text("publish-changes-made", countWhole(this.state));
    else if (out && brief.behind) words = text(silent ? "behind-silent" : "publish-behind", { when: timeOf(out) });
    else if (out && brief.was_due_at) words = text("publish-late", { when: momentInWords(new Date(brief.was_due_at)) });
    else if (isChangedSinceScheduled(brief, status)) words = text("scheduled-changed");
    else if (!out && silent && status !== "due") words = text(this._silenceKey(brief, status));
    setText($("publish-silence").querySelector("span"), words);
    setVisible($("publish-silence"), words);
    const isChosen = brief.by_itself || (status === "scheduled" && brief.makes_first);
    setVisible($("in-time"), !unheard && !out && silent && !isChosen && status !== "due");
  }

  /**
   * Open the panel once, when publishing is what to do next; whoever closes it then keeps it closed.
   * @param {boolean} isNext
   */
  _open(isNext) {
    if (!isNext || this.opened) return;
    this.opened = true;
    $("publishing").querySelector("details").open = true;
  }

  /** Whether there is something to be read, and all of it has its audio. */
  _canBeHeard() {
    return countOutstanding(this.state, "").total > 0 && !this._isSilent();
  }

  /** Whether something to be read has no audio of what is written. */
  _isSilent() {
    const { without, changed } = countOutstanding(this.state, "");
    return without + changed > 0;
  }

  /**
   * Whether what is missing is made before the brief is published.
   * @param {BriefRow | undefined} brief
   */
  _makesFirst(brief) {
    return Boolean(brief?.by_itself || $("make-in-time").checked);
  }

  /**
   * @param {BriefRow} brief
   * @param {string} status
   */
  _silenceKey(brief, status) {
    if (status === "scheduled" && brief.by_itself) return "silent-made";
    if (status === "scheduled") return brief.makes_first ? "silent-once" : "silent";
    return this._makesFirst(brief) ? "silent-first" : "silent";
  }

  /** @param {BriefRow} brief */
  _publishKey(brief) {
    if (brief.out_at) return "publish-changes";
    return this._isSilent() && this._makesFirst(brief) ? "publish-made" : "publish-now";
  }

  /** @param {BriefRow} brief */
  _showFields(brief) {
    if (this.arranged && isArranged(brief, this.arranged)) this.arranged = null;
    // What was just chosen is not taken back while it is sent, nor before it has come back.
    if (!this.sending && !this.arranged) {
      if (document.activeElement !== $("programme")) $("programme").value = brief.programme ?? "";
      if (document.activeElement !== $("pause")) $("pause").value = brief.pause_seconds;
      $("by-itself").checked = brief.by_itself;
      $("jingle").checked = brief.has_jingle;
    }
    $("take-back").disabled = this.sending;
    for (const id of ["publish", "schedule"]) $(id).disabled = this.sending || whyUnheard(this.draft) !== "";
  }

  async _schedule() {
    const brief = briefOf(this.state);
    const wish = $("publish-at").value;
    // What was changed goes out at the hour that it has.
    const at = new Date(!wish && brief && !brief.held ? (brief.publish_at ?? "") : wish);
    if (Number.isNaN(at.getTime())) return this._showProblem(text("schedule-when"));
    if (at.getTime() <= Date.now()) return this._showProblem(text("schedule-past"));
    await this._press(() => this._publish({ at: at.toISOString(), by_itself: $("make-in-time").checked }));
  }

  _publishNow() {
    // Also where nothing seems to be missing: what was just saved may not have come back yet.
    const brief = briefOf(this.state);
    const wait = Boolean(brief?.out_at) || this._makesFirst(brief);
    return this._publish(wait ? { wait, voice_id: this.chosenVoice() } : {});
  }

  /** @param {{at?: string, by_itself?: boolean, wait?: boolean, voice_id?: string}} when */
  _publish(when) {
    return sendJson("POST", this.urls.publish, { ...when, edition: this.draft.edition });
  }

  _arrange() {
    this.arrangement = {
      programme_id: Number($("programme").value) || null,
      by_itself: $("by-itself").checked,
      pause_seconds: Math.min(Math.max(0, Math.round(Number($("pause").value))), Number($("pause").max)),
      has_jingle: $("jingle").checked,
    };
    return this._send(() => this._sendArrangement());
  }

  /** Send what was chosen, and again what was chosen while that was on its way. */
  async _sendArrangement() {
    for (;;) {
      const body = this.arrangement;
      this.arrangement = null;
      const response = await sendJson("PUT", this.urls.arrange, body ?? {});
      if (this.arrangement && response.ok) continue;
      this.arranged = response.ok ? body : null;
      // Somebody else may have chosen otherwise at the same moment.
      setTimeout(() => {
        this.arranged = null;
        this.show(this.state);
      }, LONGEST_WAY_BACK);
      return response;
    }
  }

  /** @param {string | null} sentence */
  _showProblem(sentence) {
    showWhereOneLooks($("publish-problem"), sentence);
  }

  /**
   * Send what a button asks for, and say what came of it.
   * @param {() => Promise<ApiResponse>} request
   */
  async _press(request) {
    if (this.sending) return;
    this.done.clear();
    const response = await this._send(request);
    if (response?.ok) this.done.tell(response.body);
  }

  /**
   * @param {() => Promise<ApiResponse>} request
   * @returns {Promise<ApiResponse | null>}
   */
  async _send(request) {
    if (this.sending) return null;
    this.sending = true;
    this._showProblem(null);
    const brief = briefOf(this.state);
    if (brief) this._showFields(brief);
    const response = (await this.saveFirst()) ? await request() : null;
    this.sending = false;
    if (this.arrangement && response?.ok) await this._send(() => this._sendArrangement());
    if (response && !response.ok) {
      this._showProblem(errorDetail(response.body, text(response.status ? "failed" : "no-connection")));
    }
    this.show(this.state);
    return response;
  }
}
