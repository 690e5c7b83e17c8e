// A brief's rows as the desk sees them. Pure.

import { all, progressOf, row } from "./state.js";
import { resting } from "./scenes.js";

const RUNNING = new Set(["queued", "pending", "processing"]);

export const briefOf = (state) => all(state, "brief")[0];
export const itemRows = (state) => all(state, "item", "position");
export const latestJob = (state) => all(state, "job").at(-1);
export const running = (job) => Boolean(job) && RUNNING.has(job.status);

/** Did the job end with something that can be tried again? */
export const retryable = (job) =>
  Boolean(job) && !running(job) && (job.failed_items > 0 || job.status === "failed" || job.status === "cancelled");

/** What a listener hears of an item now: its narration row, if it has sound. */
export function heard(state, item) {
  const narration = item && item.narration !== null ? row(state, "narration", item.narration) : undefined;
  return narration?.audio_url ? narration : undefined;
}

/** The narration that the latest job ordered for an item, or undefined. */
export function ordered(state, itemId) {
  const job = latestJob(state);
  const part = job && all(state, "item_audio").find((it) => it.job === job.id && it.item === itemId);
  return part && row(state, "narration", part.narration);
}

/** How an item's audio stands: {key, why, fraction, narration, stale}. */
export function itemStanding(state, itemId) {
  const item = row(state, "item", itemId);
  const now = heard(state, item);
  const order = itemId === null ? undefined : ordered(state, itemId);
  const base = { narration: now, stale: Boolean(now && item.stale), why: "", fraction: null };
  if (order?.status === "processing") {
    return { ...base, key: "processing", fraction: progressOf(state, "narration", order.id)?.fraction ?? null };
  }
  if (order?.status === "pending") return { ...base, key: resting(order) ? "resting" : "pending" };
  if (order?.status === "failed") return { ...base, key: "failed", why: order.error };
  if (now) return { ...base, key: "completed" };
  if (order?.status === "cancelled") return { ...base, key: "cancelled" };
  return { ...base, key: item && !item.text.trim() ? "empty" : "none" };
}

/** What "generate" would make anew in this voice: {total, without, changed, revoiced}, in items. */
export function outstanding(state, voice) {
  const items = itemRows(state);
  const sounds = items.map((item) => [item, heard(state, item)]);
  return {
    total: items.length,
    without: sounds.filter(([, sound]) => !sound).length,
    changed: sounds.filter(([item, sound]) => sound && item.stale).length,
    revoiced: sounds.filter(([item, sound]) => sound && !item.stale && sound.voice !== voice).length,
  };
}
