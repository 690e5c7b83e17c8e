// The states on an admin page, as they change: the page names its topic once, each state its row.

import { LiveTopic } from "../live/live-topic.js";

const container = document.querySelector("[data-live-url]");

const FIELDS = ["progress", "error"];

// The story's own fields, where they are only shown.
function showStoryFields(row) {
  for (const name of FIELDS) {
    const field = document.querySelector(`.field-${name} .readonly`);
    if (field) field.textContent = row[name] === "" ? "-" : String(row[name]);
  }
}

function showStatus(row) {
  if (row.kind === "story") showStoryFields(row);
  const kinds = { item_audio: "itemaudio", job: "audiogenerationjob" };
  const kind = kinds[row.kind] ?? row.kind;
  for (const state of document.querySelectorAll(`[data-live-kind="${kind}"]`)) {
    if (state.dataset.liveId === String(row.id) && row.status) {
      state.textContent = row.status;
      state.className = `state state-${row.status}`;
    }
  }
}

if (container) {
  const topic = new LiveTopic({ liveUrl: container.dataset.liveUrl });
  topic.addEventListener("state", (event) => event.detail.frame?.rows.forEach(showStatus));
  topic.start();
}
