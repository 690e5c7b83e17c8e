// The progress of the whole story: one bar, one line, and what can be done about it.

import { currentStep, expectedScenes, isInProgress, isPlayable } from "../rows/story-rows.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { formatRanges } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { showSteps } from "./coming-steps.js";
import { ScanEstimate } from "./scan-estimate.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Step } from "./coming-steps.js"
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
    showSteps(inProgress && !scenes.length && !story.error ? startStep(state, story, this.scan) : null);
    this._countReady(story, scenes);
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

  /**
   * @param {StoryRow} story
   * @param {Scene[]} scenes
   */
  _countReady(story, scenes) {
    const done = readyCount(scenes);
    const all = expectedScenes(story, scenes);
    setVisible($("ready-count"), isInProgress(story) && scenes.length);
    setText($("ready-count"), text("ready-count", { done, all }));
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
  if (!scenes.length) return startStep(state, story, scan).words;
  const step = currentStep(scenes);
  const count = text("whole-scenes", { done: readyCount(scenes), all: expectedScenes(story, scenes) });
  return step ? `${count} ${text(step.key, { n: step.n })}` : count;
}

/** @param {Scene[]} scenes */
const readyCount = (scenes) => scenes.filter(isPlayable).length;

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
 * @returns {Step}
 */
function startStep(state, story, scan) {
  if (story.status === "pending") return { at: "reading", words: text("whole-pending"), page: null };
  const note = [...state.progress.values()].find((frame) => frame.kind === "telling")?.note;
  const page = /^reading page (\d+) of (\d+)$/.exec(note ?? "");
  if (page) {
    const [n, all] = [Number(page[1]), Number(page[2])];
    const seconds = scan.secondsLeft(n, all);
    const words = text(seconds === null ? "whole-reading-page" : "whole-reading-page-in", { n, all, seconds });
    return { at: "reading", words, page: { n, all } };
  }
  const isTelling = note === "telling";
  return {
    at: isTelling ? "telling" : "reading",
    words: text(isTelling ? "whole-telling" : "whole-reading"),
    page: null,
  };
}
