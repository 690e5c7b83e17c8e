// The desk of a brief: write, and it is saved; generate, and each item's audio appears as it is made.

import { AudioPanel } from "../brief-editor/audio-panel.js";
import { Autosave } from "../brief-editor/autosave.js";
import { BriefDraft } from "../brief-editor/brief-draft.js";
import { dragToOrder } from "../brief-editor/drag-order.js";
import { conflictNote, ItemCard } from "../brief-editor/item-card.js";
import { PublishPanel } from "../brief-editor/publish-panel.js";
import { LiveTopic } from "../live/live-topic.js";
import { estimateLengths, isRunning, itemStatus, latestJob } from "../rows/brief-rows.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, csrfToken, errorDetail, icon, pageData, sendJson, setText } from "../ui/dom.js";
import { text } from "../ui/texts.js";
import { voiceSamples } from "../ui/voice-samples.js";

const UNDO_TIME = 8000; // ms in which a removed item can be brought back
const ADOPT_AFTER = 1500; // ms after saving before rows are believed to be newer than the page
const MARKS = { saved: "check", unsaved: "pencil", saving: "clock", failed: "alert", choose: "alert" };

class BriefEditor {
  constructor(page) {
    this.maxItems = Number(page.dataset.maxItems) || 60;
    this.languages = [...$("language").options].map((option) => [option.value, option.label]);
    this.maxChars = Number(page.dataset.maxChars) || 8000;
    this.heard = pageData("heard");
    const api = pageData("api");
    this.saveUrl = api.save;
    this.topic = new LiveTopic({
      liveUrl: page.dataset.liveUrl,
      statusUrl: api.state ?? null,
      first: pageData("first-state"),
    });
    this.draft = new BriefDraft(this.topic.state);
    this.autosave = new Autosave(
      this.draft,
      (body) => sendJson("PUT", this.saveUrl, body),
      (answer) => this._mend(answer),
    );
    this.audio = new AudioPanel(api, () => this._ready());
    this.publishing = new PublishPanel(api, () => this._ready());
    voiceSamples($("voices"), () => this.draft.language, $("sample-problem"));
    this.otherTitle = conflictNote((own) => this._choose(this.draft, own));
    $("connection").after(this.otherTitle);
    this.cards = new Map();
    this.leaving = new Map(); // item > timer
    if (!this.draft.items.length) this.draft.begin(); // saved once something is written
    this._listen();
    this._saving("saved");
    this.render();
    this.topic.start();
  }

  // What the editor does

  _acts() {
    return {
      changed: (item, values) => this._change(item, values),
      move: (item, by) => this._move(item, by),
      remove: (item) => this._remove(item),
      restore: (item) => this._restore(item),
      drag: (item, event) => this._drag(item, event),
      retry: (item) => this.audio.retryItem(item),
      choose: (item, own) => this._choose(item, own),
    };
  }

  _change(target, values) {
    this.draft.change(target, values);
    this.autosave.touch();
    this.render();
  }

  _add() {
    const item = this.draft.add();
    this.autosave.touch();
    this.render();
    this.cards.get(item.key).title.focus();
  }

  _move(item, by) {
    const focused = document.activeElement;
    if (!this.draft.move(item, by)) return;
    this.autosave.touch();
    this.render();
    const { present } = this.draft;
    focused?.focus();
    if (focused?.disabled) this.cards.get(item.key)[by < 0 ? "down" : "up"].focus();
    setText($("says"), text("moved", { n: present.indexOf(item) + 1, all: present.length }));
  }

  _drag(item, event) {
    const { element } = this.cards.get(item.key);
    const place = (index) => {
      this.draft.place(item, index);
      this.render();
    };
    dragToOrder(
      event,
      element,
      () => [...$("items").children],
      place,
      () => this.draft.unsaved && this.autosave.touch(),
    );
  }

  _choose(target, own) {
    this.draft.choose(target, own);
    this.autosave.touch();
    this.render();
    (target === this.draft ? $("title") : this.cards.get(target.key).text).focus();
  }

  // It stays in what is saved until it can no longer be undone, so that its audio comes back with it.
  _remove(item) {
    this.draft.remove(item);
    this.leaving.set(
      item,
      setTimeout(() => this._drop(item), UNDO_TIME),
    );
    this.render();
    this.cards.get(item.key).undo.querySelector("button").focus();
    setText($("says"), text("removed"));
  }

  _restore(item) {
    clearTimeout(this.leaving.get(item));
    this.leaving.delete(item);
    this.draft.restore(item);
    this.render();
    this.cards.get(item.key).bin.focus();
  }

  _drop(item) {
    clearTimeout(this.leaving.get(item));
    this.leaving.delete(item);
    const focused = this.cards.get(item.key)?.element.contains(document.activeElement);
    this.draft.drop(item);
    this.autosave.touch();
    this.render();
    if (focused) $("add").focus();
  }

  /** Before audio is ordered: what was removed goes, what was written is saved. */
  async _ready() {
    for (const item of [...this.leaving.keys()]) this._drop(item);
    return (await this.autosave.now()) && this.draft.conflicts === 0;
  }

  // Somebody else saved first: read what they have, bring both together, and save that.
  async _mend(answer) {
    if (answer.status !== 409 || answer.body.code !== "conflict") return false;
    const theirs = await sendJson("GET", this.saveUrl);
    if (!theirs.ok) return false;
    this.draft.merge(theirs.body);
    this.render();
    return true;
  }

  // What is shown

  render() {
    const { draft } = this;
    if ($("title").value !== draft.title) $("title").value = draft.title;
    if ($("language").value !== draft.language) $("language").value = draft.language;
    this._arrange();
    const { present } = draft;
    for (const item of draft.items) this.cards.get(item.key).write(draft.language);
    present.forEach((item, index) => this.cards.get(item.key).place(index + 1, present.length));
    $("add").disabled = draft.items.length >= this.maxItems;
    $("add").title = $("add").disabled ? text("full", { max: this.maxItems }) : "";
    this.otherTitle.tell(draft.theirs && [draft.theirs.title], draft.language);
    this._stand();
  }

  _stand() {
    const { state } = this.topic;
    this.audio.show(state, this.draft);
    this.publishing.show(state);
    const { seconds } = estimateLengths(state, this.draft);
    const { idle } = this.audio;
    for (const item of this.draft.items) {
      this.cards.get(item.key).stand(itemStatus(state, item.id), seconds.get(item.key), idle);
    }
  }

  _arrange() {
    const list = $("items");
    const wanted = new Set(this.draft.items.map((item) => item.key));
    for (const [key, card] of this.cards) {
      if (wanted.has(key)) continue;
      card.element.remove();
      this.cards.delete(key);
    }
    this.draft.items.forEach((item, index) => {
      if (!this.cards.has(item.key)) this.cards.set(item.key, this._card(item));
      const { element } = this.cards.get(item.key);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
  }

  _card(item) {
    return new ItemCard(
      item,
      { maxChars: this.maxChars, languages: this.languages, heard: this.heard[item.id] },
      this._acts(),
    );
  }

  _saving(told, answer = null) {
    const status = told === "saved" && this.draft.conflicts ? "choose" : told;
    const why = answer && errorDetail(answer.body, text(answer.status ? "failed" : "offline"));
    const mark = $("saving");
    mark.className = `chip${{ saved: " chip-good", failed: " chip-bad", choose: " chip-bad", saving: " chip-busy" }[status] ?? ""}`;
    mark.replaceChildren(icon(MARKS[status]), why ? text("not-saved", { why }) : text(status));
  }

  // What comes in

  _listen() {
    $("add").addEventListener("click", () => this._add());
    $("title").addEventListener("input", () => this._change(this.draft, { title: $("title").value }));
    $("language").addEventListener("change", () => this._change(this.draft, { language: $("language").value }));
    this.autosave.addEventListener("saving", ({ detail: { status, answer } }) => this._saving(status, answer));
    this.topic.addEventListener("state", ({ detail: { before } }) => {
      this._milestones(latestJob(before));
      this._stand();
      this._adoptSoon();
    });
    this.topic.addEventListener("progress", () => this._stand());
    showConnectionNotice(this.topic);
    addEventListener("pagehide", () => this._lastSave());
    addEventListener("beforeunload", (event) => (this.draft.unsaved || this.draft.conflicts) && event.preventDefault());
    $("items").addEventListener("focusout", () => this._adoptSoon());
    addEventListener("online", () => this.draft.unsaved && this.autosave.now());
  }

  _milestones(was) {
    const job = latestJob(this.topic.state);
    if (was?.id === job?.id && isRunning(was) && !isRunning(job)) setText($("says"), $("job-words").textContent);
  }

  _adoptSoon() {
    clearTimeout(this.adopting);
    this.adopting = setTimeout(() => this._adopt(), ADOPT_AFTER);
  }

  _adopt() {
    if (this.draft.unsaved || this.autosave.busy || this.leaving.size) return this._adoptSoon();
    if (performance.now() - this.autosave.lastSaved < ADOPT_AFTER) return this._adoptSoon();
    const writing = (item) => (item ? this.cards.get(item.key)?.busy : document.activeElement === $("title"));
    if (this.draft.adopt(this.topic.state, writing)) this.render();
  }

  // The page goes away: one last request that outlives it.
  _lastSave() {
    for (const item of [...this.leaving.keys()]) this._drop(item);
    if (!this.draft.unsaved || this.autosave.busy) return;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    const body = JSON.stringify(this.draft.payload().body);
    fetch(this.saveUrl, { method: "PUT", headers, body, credentials: "same-origin", keepalive: true }).catch(() => {});
  }
}

const page = document.querySelector("[data-brief]");
if (page) new BriefEditor(page);
