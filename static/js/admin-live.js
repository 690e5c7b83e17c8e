// The states on an admin page, as they change: the page names its topic once, each state its row.

import { LiveTopic } from "./live.js";

const place = document.querySelector("[data-live-url]");

function show(row) {
  const kinds = { item_audio: "itemaudio", job: "audiogenerationjob" };
  const kind = kinds[row.kind] ?? row.kind;
  for (const state of document.querySelectorAll(`[data-live-kind="${kind}"]`)) {
    if (state.dataset.liveId === String(row.id) && row.status) {
      state.textContent = row.status;
      state.className = `state state-${row.status}`;
    }
  }
}

if (place) {
  const topic = new LiveTopic({ liveUrl: place.dataset.liveUrl });
  topic.addEventListener("state", (event) => event.detail.frame?.rows.forEach(show));
  topic.start();
}
