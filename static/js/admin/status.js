// The status of work on an admin page, kept up to date: the page names its topic once, each status its row.

import { LiveTopic } from "../live/live-topic.js";
import { failureText, text } from "../ui/texts.js";

/**
 * @import { StateEvent } from "../live/live-topic.js"
 * @import { Row, StoryRow } from "../live/row-types.js"
 */

/** @type {HTMLElement | null} */
const container = document.querySelector("[data-live-url]");

/** @type {Partial<Record<Row["kind"], string>>} rows whose model has another name */
const MODELS = { item_audio: "itemaudio", job: "audiogenerationjob", translation: "scenetranslation" };

/**
 * Show the story's own fields, where they are only shown and not edited.
 * @param {StoryRow} row
 */
function showStoryFields(row) {
  for (const [name, value] of Object.entries({ progress: String(row.progress), why: failureText(row) })) {
    const field = document.querySelector(`.field-${name} .readonly`);
    if (field) field.textContent = value || "–"; // as the admin shows nothing
  }
}

/** @param {Row} row */
function showStatus(row) {
  if (row.kind === "story") showStoryFields(row);
  if (!("status" in row) || !row.status) return;
  const model = MODELS[row.kind] ?? row.kind;
  /** @type {NodeListOf<HTMLElement>} */
  const elements = document.querySelectorAll(`[data-live-kind="${model}"][data-live-id="${row.id}"]`);
  for (const element of elements) {
    element.textContent = text(`said-${row.status}`);
    element.className = `state state-${row.status}`;
  }
}

if (container) {
  const topic = new LiveTopic({ liveUrl: container.dataset.liveUrl ?? "" });
  topic.addEventListener("state", (event) => {
    for (const row of /** @type {StateEvent} */ (event).detail.frame?.rows ?? []) showStatus(row);
  });
  topic.start();
}
