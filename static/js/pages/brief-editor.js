// The editor of a brief: what is written is saved; when audio is generated, each item's appears as it is made.

import { AudioPanel } from "../brief-editor/audio-panel.js";
import { Autosave } from "../brief-editor/autosave.js";
import { BriefDraft } from "../brief-editor/brief-draft.js";
import { ConflictNote } from "../brief-editor/conflict-note.js";
import { ItemList } from "../brief-editor/item-list.js";
import { LeavingItems } from "../brief-editor/leaving-items.js";
import { showLeftOut } from "../brief-editor/left-out-note.js";
import { Presence } from "../brief-editor/presence.js";
import { PublishPanel } from "../brief-editor/publish-panel.js";
import { LiveTopic } from "../live/live-topic.js";
import { isRunning, latestJob } from "../rows/brief-rows.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, csrfToken, errorDetail, icon, pageData, sendJson, setText } from "../ui/dom.js";
import { dragToOrder } from "../ui/drag-order.js";
import { text } from "../ui/texts.js";
import { voiceSamples } from "../ui/voice-samples.js";

/**
 * @import { SavingEvent, SavingStatus } from "../brief-editor/autosave.js"
 * @import { DraftItem } from "../brief-editor/draft-item.js"
 * @import { CardActions } from "../brief-editor/item-card.js"
 * @import { StateEvent } from "../live/live-topic.js"
 * @import { JobRow } from "../live/row-types.js"
 * @import { ApiResponse } from "../ui/dom.js"
 */

const ADOPT_AFTER = 1500; // ms after saving, before rows are taken for newer than the page: they come a moment late
const ICONS = { saved: "check", unsaved: "pencil", saving: "clock", failed: "alert", choose: "alert" };
const LOOKS = { saved: "chip-good", unsaved: "", saving: "chip-busy", failed: "chip-bad", choose: "chip-bad" };

class BriefEditor {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.maxItems = Number(page.dataset.maxItems) || 60;
    this.list = this._itemList(page);
    const api = pageData("api");
    this.saveUrl = api.save;
    const { liveUrl = "" } = page.dataset;
    this.topic = new LiveTopic({ liveUrl, statusUrl: api.state ?? null, first: pageData("first-state") });
    const { state } = this.topic;
    this.draft = new BriefDraft(state);
    const put = (/** @type {object} */ body) => sendJson("PUT", this.saveUrl, body);
    this.autosave = new Autosave(this.draft, put, (response) => this._resolveConflict(response));
    this.audio = new AudioPanel(api, () => this._saveFirst(), state, this.draft);
    this.publishing = new PublishPanel(
      api,
      () => this._saveFirst(),
      state,
      this.draft,
      () => this.audio.voice,
    );
    this.presence = new Presence(this.topic, Number(page.dataset.person), () => this._writtenIn());
    voiceSamples($("voices"), () => this.draft.language, $("sample-problem"));
    this.titleConflict = new ConflictNote((own) => this._choose(this.draft, own));
    $("connection").after(this.titleConflict.element);
    this.leaving = new LeavingItems(this.draft, this.list, {
      hidden: () => this.render(),
      dropped: () => this._changed(),
    });
    this.adopting = 0;
    if (!this.draft.items.length) this.draft.addEmpty();
    this._listen();
    this._showSaving("saved");
    this.render();
    this.topic.start();
  }

  /** @param {HTMLElement} page */
  _itemList(page) {
    const maxChars = Number(page.dataset.maxChars) || 8000;
    /** @type {[string, string][]} */
    const languages = [...$("language").options].map((option) => [option.value, option.label]);
    /** @type {CardActions} */
    const actions = {
      changed: (item, values) => this._change(item, values),
      move: (item, by) => this._move(item, by),
      remove: (item) => this.leaving.remove(item),
      restore: (item) => this.leaving.restore(item),
      drag: (item, event) => this._drag(item, event),
      retry: (item) => this.audio.retryItem(item),
      choose: (item, own) => this._choose(item, own),
    };
    const [heard, voices, { jingle }] = [pageData("heard"), pageData("voice-names"), pageData("api")];
    const options = { maxChars, languages, heard, voices, jingle };
    return new ItemList($("items"), options, actions);
  }

  // What the editor does

  /**
   * @template {DraftItem | BriefDraft} T
   * @param {T} target
   * @param {Partial<T>} values
   */
  _change(target, values) {
    this.draft.change(target, values);
    this._changed();
  }

  _changed() {
    this.autosave.touch();
    this.render();
  }

  _add() {
    const item = this.draft.add();
    this._changed();
    this.list.card(item).title.focus();
  }

  /**
   * @param {DraftItem} item
   * @param {number} by
   */
  _move(item, by) {
    const focused = /** @type {HTMLButtonElement | null} */ (document.activeElement);
    if (!this.draft.move(item, by)) return;
    this._changed();
    const { present } = this.draft;
    focused?.focus(); // moving the element in the page has taken the focus away
    if (focused?.disabled) this.list.card(item)[by < 0 ? "down" : "up"].focus();
    setText($("says"), text("moved", { n: present.indexOf(item) + 1, all: present.length }));
  }

  /**
   * @param {DraftItem} item
   * @param {PointerEvent} event
   */
  _drag(item, event) {
    const { element } = this.list.card(item);
    /** @param {number} index */
    const place = (index) => {
      this.draft.place(item, index);
      this.render();
    };
    const done = () => this.draft.unsaved && this.autosave.touch();
    dragToOrder(event, element, () => this.list.elements, place, done);
  }

  /**
   * @param {DraftItem | BriefDraft} target
   * @param {boolean} own
   */
  _choose(target, own) {
    this.draft.choose(target, own);
    this._changed();
    if (target instanceof BriefDraft) $("title").focus();
    else this.list.card(target).text.focus();
  }

  /** Make what is on the page the server's, before audio is ordered or the brief is published. */
  async _saveFirst() {
    this.leaving.dropAll();
    return (await this.autosave.flush()) && this.draft.conflicts === 0;
  }

  /**
   * Merge with what another editor saved first. Returns whether to save that at once.
   * @param {ApiResponse} response
   */
  async _resolveConflict(response) {
    if (response.status !== 409 || response.body.code !== "conflict") return false;
    const theirs = await sendJson("GET", this.saveUrl);
    if (!theirs.ok) return false;
    this.draft.merge(theirs.body);
    this.render();
    return true;
  }

  _writtenIn() {
    return this.draft.present.find((item) => this.list.card(item).busy);
  }

  // What is shown

  render() {
    const { draft } = this;
    if ($("title").value !== draft.title) $("title").value = draft.title;
    if ($("language").value !== draft.language) $("language").value = draft.language;
    this.list.show(draft);
    $("add").disabled = draft.items.length >= this.maxItems;
    $("add").title = $("add").disabled ? text("full", { max: this.maxItems }) : "";
    this.titleConflict.show(draft.theirs && [draft.theirs.title], draft.language);
    showLeftOut(draft, (item) => this.list.card(item).goTo());
    this._showStatus();
  }

  _showStatus() {
    const { state } = this.topic;
    this.audio.show(state, this.draft);
    this.publishing.show(state);
    this.presence.show(this.draft);
    this.list.showStatus(state, this.draft, this.audio.idle);
  }

  /**
   * @param {SavingStatus} status
   * @param {ApiResponse | null} response
   */
  _showSaving(status, response = null) {
    const shown = status === "saved" && this.draft.conflicts ? "choose" : status;
    const why = response && errorDetail(response.body, text(response.status ? "failed" : "offline"));
    const chip = $("saving");
    chip.className = `chip ${LOOKS[shown]}`.trim();
    chip.replaceChildren(icon(ICONS[shown]), why ? text("not-saved", { why }) : text(shown));
  }

  // What comes in

  _listen() {
    $("add").addEventListener("click", () => this._add());
    $("title").addEventListener("input", () => this._change(this.draft, { title: $("title").value }));
    $("language").addEventListener("change", () => this._change(this.draft, { language: $("language").value }));
    $("items").addEventListener("focusout", () => this._scheduleAdoption());
    this.autosave.addEventListener("saving", (event) => {
      const { status, response } = /** @type {SavingEvent} */ (event).detail;
      this._showSaving(status, response);
    });
    this.topic.addEventListener("state", (event) => {
      const { before } = /** @type {StateEvent} */ (event).detail;
      this._showStatus();
      this._announceEnd(latestJob(before)); // reads the words that were just shown
      this._scheduleAdoption();
    });
    this.topic.addEventListener("progress", () => this._showStatus());
    showConnectionNotice(this.topic);
    document.addEventListener("submit", () => Object.assign($("seen-edition"), { value: this.draft.edition }));
    addEventListener("pagehide", () => this._saveOnLeaving());
    addEventListener("beforeunload", (event) => {
      if (this.draft.unsaved || this.draft.conflicts) event.preventDefault();
    });
    addEventListener("online", () => this.draft.unsaved && this.autosave.flush());
  }

  /** @param {JobRow | undefined} before */
  _announceEnd(before) {
    const job = latestJob(this.topic.state);
    if (before?.id !== job?.id || !isRunning(before) || isRunning(job)) return;
    setText($("says"), $("job-words").textContent);
  }

  _scheduleAdoption() {
    clearTimeout(this.adopting);
    this.adopting = setTimeout(() => this._adopt(), ADOPT_AFTER);
  }

  _adopt() {
    if (this.draft.unsaved || this.autosave.busy || this.leaving.some) return this._scheduleAdoption();
    if (performance.now() - this.autosave.lastSaved < ADOPT_AFTER) return this._scheduleAdoption();
    /** @param {DraftItem | null} item */
    const isBusy = (item) => (item ? this.list.card(item).busy : document.activeElement === $("title"));
    if (this.draft.adopt(this.topic.state, isBusy)) this.render();
  }

  /** Send one last request that outlives the page. */
  _saveOnLeaving() {
    this.leaving.dropAll();
    if (!this.draft.unsaved || this.autosave.busy) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    const body = JSON.stringify(this.draft.payload().body);
    const options = { method: "PUT", headers, body, keepalive: true };
    fetch(this.saveUrl, { ...options, credentials: "same-origin" }).catch(() => {}); // nobody is left to tell
  }
}

/** @type {HTMLElement | null} */
const page = document.querySelector("[data-brief]");
if (page) new BriefEditor(page);
