// How a brief stands for its listeners, as the publishing panel asks it. Pure but for today's date.

import { hourInWords, momentInWords } from "../ui/moments.js";

/** @import { BriefRow } from "../live/row-types.js" */

/** @typedef {{programme_id: number | null, by_itself: boolean, pause_seconds: number, has_jingle: boolean}} Arrangement */

/**
 * @param {BriefRow} brief
 * @param {number} wait ms until its hour
 */
export function statusOf(brief, wait) {
  if (brief.out_at) return "published";
  if (!brief.publish_at) return "draft";
  if (brief.held) return "held";
  return wait > 0 ? "scheduled" : "due";
}

/**
 * Whether the brief is arranged as was chosen.
 * @param {BriefRow} brief
 * @param {Arrangement} chosen
 */
export function isArranged(brief, chosen) {
  return (
    (brief.programme ?? null) === chosen.programme_id &&
    brief.by_itself === chosen.by_itself &&
    brief.pause_seconds === chosen.pause_seconds &&
    brief.has_jingle === chosen.has_jingle
  );
}

/**
 * Whether what is written was pressed, and goes out with its audio.
 * @param {BriefRow} brief
 */
export function isOnItsWay(brief) {
  return brief.waiting_edition === brief.edition && !brief.held;
}

/**
 * @param {BriefRow} brief
 * @param {string} status
 */
export function isChangedSinceScheduled(brief, status) {
  return status === "scheduled" && Boolean(brief.waiting_edition) && !isOnItsWay(brief);
}

/**
 * A time of today as a time, any other with its day.
 * @param {Date} at
 */
export function timeOf(at) {
  const today = at.toDateString() === new Date().toDateString();
  return today ? hourInWords(at) : momentInWords(at);
}
