// How the whole story is coming along: one bar, one honest line, and what may be done about it.

import { currentStep, expectedScenes, isInProgress, isPlayable, storyOf } from "../rows/story-rows.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { formatRanges } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";

export class ProgressPanel {
  constructor({ stop, retry }) {
    $("stop")?.addEventListener("click", stop);
    $("retry-all")?.addEventListener("click", retry);
  }

  show(state, story, scenes) {
    const holes = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
    setVisible($("making"), isInProgress(story) || holes || story.left_out_pages?.length);
    $("making").classList.toggle("making-over", !isInProgress(story));
    setText($("making-words"), statusText(state, story, scenes));
    setVisible($("making-row"), isInProgress(story));
    $("making-bar").value = story.progress;
    setText($("making-percent"), `${story.progress} %`);
    setVisible($("retry-all"), !isInProgress(story) && holes);
    setVisible($("left-out"), story.left_out_pages?.length);
    if (story.left_out_pages?.length)
      setText($("left-out"), text("left-out", { pages: formatRanges(story.left_out_pages) }));
    this._sharing(story);
  }

  _sharing(story) {
    const place = $("sharing-words");
    if (!place) return;
    const sharing = story.published ? "published" : story.offered ? "offered" : "private";
    setText(place, text(`shared-${sharing}`));
    for (const form of document.querySelectorAll("form[data-when]")) {
      setVisible(form, form.dataset.when.split(" ").includes(sharing));
    }
  }
}

function statusText(state, story, scenes) {
  if (story.status === "failed") return failureText(story) || text("whole-failed");
  if (story.status === "cancelled") return text("whole-cancelled");
  if (story.status === "completed") return text(story.failed_scenes ? "whole-holes" : "whole-completed");
  if (story.error) return failureText(story);
  if (!scenes.length) return startText(state, story);
  const ready = scenes.filter(isPlayable).length;
  const now = currentStep(scenes);
  const count = text("whole-scenes", { done: ready, all: expectedScenes(storyOf(state), scenes) });
  return now ? `${count} ${text(now.key, { n: now.n })}` : count;
}

// The telling has no row of its own; its progress says where it is.
function startText(state, story) {
  if (story.status === "pending") return text("whole-pending");
  const note = [...state.progress.values()].find((frame) => frame.kind === "telling")?.note;
  const page = /^reading page (\d+) of (\d+)$/.exec(note ?? "");
  if (page) return text("whole-reading-page", { n: page[1], all: page[2] });
  return text(note === "telling" ? "whole-telling" : "whole-reading");
}
