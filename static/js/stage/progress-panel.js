// The progress of the whole story: one bar, one line, and what can be done about it.

import { currentStep, expectedScenes, isInProgress, sceneStatus } from "../rows/story-rows.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { formatRanges } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { ScanEstimate } from "./scan-estimate.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

export class ProgressPanel {
  /** @param {{stop: () => void, retry: () => void}} actions */
  constructor({ stop, retry }) {
    $("stop")?.addEventListener("click", stop);
    $("retry-all")?.addEventListener("click", retry);
    this.scan = new ScanEstimate();
  }

  /**
   * @param {TopicState} state
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   */
  show(state, story, scenes) {
    const incomplete = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
    const inProgress = isInProgress(story);
    setVisible($("making"), inProgress || incomplete || story.left_out_pages?.length);
    $("making").classList.toggle("making-over", !inProgress);
    setText($("making-words"), statusText(state, story, scenes, this.scan));
    setVisible($("making-row"), inProgress);
    $("making-bar").value = story.progress;
    setText($("making-percent"), `${story.progress} %`);
    setVisible($("retry-all"), !inProgress && incomplete);
    setVisible($("left-out"), story.left_out_pages?.length);
    if (story.left_out_pages?.length) {
      setText($("left-out-pages"), text("left-out", { pages: formatRanges(story.left_out_pages) }));
    }
    this._showSharing(story);
  }

  /** @param {StoryRow} story */
  _showSharing(story) {
    const words = $("sharing-words");
    if (!words) return; // only on the page of those who may edit
    const sharing = story.published ? "published" : story.shared ? "shared" : story.offered ? "offered" : "private";
    setText(words, text(`shared-${sharing}`));
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-when]"))) {
      setVisible(form, form.dataset.when?.split(" ").includes(sharing));
    }
  }
}

/**
 * @param {TopicState} state
 * @param {StoryRow} story
 * @param {Scene[]} scenes
 * @param {ScanEstimate} scan
 */
function statusText(state, story, scenes, scan) {
  if (story.status === "failed") return failureText(story) || text("whole-failed");
  if (story.status === "cancelled") return text("whole-cancelled");
  if (story.status === "completed") return completedText(story, scenes);
  if (story.error) return failureText(story);
  if (!scenes.length) return startText(state, story, scan);
  const ready = scenes.filter((scene) => sceneStatus(scene) === "ready").length;
  const step = currentStep(scenes);
  const count = text("whole-scenes", { done: ready, all: expectedScenes(story, scenes) });
  return step ? `${count} ${text(step.key, { n: step.n })}` : count;
}

/**
 * @param {StoryRow} story
 * @param {Scene[]} scenes
 */
function completedText({ failed_scenes: holes, left_out_pages: leftOut }, { length: n }) {
  if (holes) return text("whole-holes");
  return leftOut?.length ? text("whole-capped", { n }) : text("whole-completed");
}

/**
 * Before there are scenes only the telling's progress says what is going on; it has no row of its own.
 * @param {TopicState} state
 * @param {StoryRow} story
 * @param {ScanEstimate} scan
 */
function startText(state, story, scan) {
  if (story.status === "pending") return text("whole-pending");
  const note = [...state.progress.values()].find((frame) => frame.kind === "telling")?.note;
  const page = /^reading page (\d+) of (\d+)$/.exec(note ?? "");
  if (page) {
    const [n, all] = [Number(page[1]), Number(page[2])];
    const seconds = scan.secondsLeft(n, all);
    return text(seconds === null ? "whole-reading-page" : "whole-reading-page-in", { n, all, seconds });
  }
  return text(note === "telling" ? "whole-telling" : "whole-reading");
}
