// How the whole story is coming along: one bar, one honest line, and what may be done about it.

import { $, say, show } from "../ui/dom.js";
import { ranges } from "../ui/format.js";
import { doing, expected, playable, storyOf, underway } from "../rows/story-rows.js";
import { reason, text } from "../ui/texts.js";

export class Making {
  constructor({ stop, retry }) {
    $("stop")?.addEventListener("click", stop);
    $("retry-all")?.addEventListener("click", retry);
  }

  show(state, story, scenes) {
    const holes = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
    show($("making"), underway(story) || holes || story.left_out_pages?.length);
    $("making").classList.toggle("making-over", !underway(story));
    say($("making-words"), words(state, story, scenes));
    show($("making-row"), underway(story));
    $("making-bar").value = story.progress;
    say($("making-percent"), `${story.progress} %`);
    show($("retry-all"), !underway(story) && holes);
    show($("left-out"), story.left_out_pages?.length);
    if (story.left_out_pages?.length) say($("left-out"), text("left-out", { pages: ranges(story.left_out_pages) }));
    this._sharing(story);
  }

  _sharing(story) {
    const place = $("sharing-words");
    if (!place) return;
    const sharing = story.published ? "published" : story.offered ? "offered" : "private";
    say(place, text(`shared-${sharing}`));
    for (const form of document.querySelectorAll("form[data-when]")) {
      show(form, form.dataset.when.split(" ").includes(sharing));
    }
  }
}

function words(state, story, scenes) {
  if (story.status === "failed") return reason(story) || text("whole-failed");
  if (story.status === "cancelled") return text("whole-cancelled");
  if (story.status === "completed") return text(story.failed_scenes ? "whole-holes" : "whole-completed");
  if (story.error) return reason(story);
  if (!scenes.length) return beginning(state, story);
  const ready = scenes.filter(playable).length;
  const now = doing(scenes);
  const count = text("whole-scenes", { done: ready, all: expected(storyOf(state), scenes) });
  return now ? `${count} ${text(now.key, { n: now.n })}` : count;
}

// The telling has no row of its own; its progress says where it is.
function beginning(state, story) {
  if (story.status === "pending") return text("whole-pending");
  const note = [...state.progress.values()].find((frame) => frame.kind === "telling")?.note;
  const page = /^reading page (\d+) of (\d+)$/.exec(note ?? "");
  if (page) return text("whole-reading-page", { n: page[1], all: page[2] });
  return text(note === "telling" ? "whole-telling" : "whole-reading");
}
