// A brief's rows as the desk sees them. Pure.

import { progressOf, rowOf, rowsOf } from "../live/reducer.js";
import { isWaitingForProvider } from "./story-rows.js";

const RUNNING = new Set(["queued", "pending", "processing"]);

export const briefOf = (state) => rowsOf(state, "brief")[0];
export const itemRows = (state) => rowsOf(state, "item", "position");
export const latestJob = (state) => rowsOf(state, "job").at(-1);
export const isRunning = (job) => Boolean(job) && RUNNING.has(job.status);

/** How many items' newest audio failed or was stopped, whichever job it was of. */
export function countFailed(state) {
  const over = new Set(["failed", "cancelled"]);
  return itemRows(state).filter((item) => over.has(latestOrder(state, item.id)?.status)).length;
}

/** What a listener hears of an item now: its narration row, if it has sound. */
export function audibleNarration(state, item) {
  const narration = item && item.narration !== null ? rowOf(state, "narration", item.narration) : undefined;
  return narration?.audio_url ? narration : undefined;
}

/** The narration that was ordered last for an item, or undefined. */
export function latestOrder(state, itemId) {
  const part = rowsOf(state, "item_audio").findLast((it) => it.item === itemId);
  return part && rowOf(state, "narration", part.narration);
}

/** How an item's audio stands: {key, why, fraction, narration, stale}. */
export function itemStatus(state, itemId) {
  const item = rowOf(state, "item", itemId);
  const now = audibleNarration(state, item);
  const order = itemId === null ? undefined : latestOrder(state, itemId);
  const base = { narration: now, stale: Boolean(now && item.stale), why: "", fraction: null };
  if (order?.status === "processing") {
    return { ...base, key: "processing", fraction: progressOf(state, "narration", order.id)?.fraction ?? null };
  }
  if (order?.status === "pending") return { ...base, key: isWaitingForProvider(order) ? "resting" : "pending" };
  if (order?.status === "failed") return { ...base, key: "failed", why: order.error };
  if (now) return { ...base, key: "completed" };
  if (order?.status === "cancelled") return { ...base, key: "cancelled" };
  return { ...base, key: item && !item.text.trim() ? "empty" : "none" };
}

/** What "generate" would make anew in this voice: {total, without, changed, revoiced}, in items. */
export function countOutstanding(state, voice) {
  const items = itemRows(state);
  const sounds = items.map((item) => [item, audibleNarration(state, item)]);
  return {
    total: items.length,
    without: sounds.filter(([, sound]) => !sound).length,
    changed: sounds.filter(([item, sound]) => sound && item.stale).length,
    revoiced: sounds.filter(([item, sound]) => sound && !item.stale && sound.voice !== voice).length,
  };
}

const CHARACTERS_PER_SECOND = { ar: 11, en: 14.5, es: 15.5, fr: 15 }; // characters, where nothing was heard yet

/** How long the items of a draft last when they are heard, in seconds: by key, and altogether. */
export function estimateLengths(state, draft) {
  const pace = speakingRates(state, draft.language);
  const seconds = new Map();
  for (const item of draft.present) {
    const held = rowOf(state, "item", item.id);
    const sound = audibleNarration(state, held);
    const current = sound && !held.stale && held.title === item.title && held.text === item.text;
    const language = item.language || draft.language;
    const characters = item.title.length + item.text.length;
    seconds.set(
      item.key,
      current ? sound.duration : characters / (pace.get(language) ?? CHARACTERS_PER_SECOND[language] ?? 14),
    );
  }
  return { seconds, all: [...seconds.values()].reduce((sum, one) => sum + one, 0) };
}

// Characters a second of each language, as far as some of this brief can be heard.
function speakingRates(state, language) {
  const sums = new Map();
  for (const item of itemRows(state)) {
    const sound = audibleNarration(state, item);
    if (!sound?.duration || item.stale) continue;
    const [characters, seconds] = sums.get(item.language || language) ?? [0, 0];
    sums.set(item.language || language, [characters + item.title.length + item.text.length, seconds + sound.duration]);
  }
  return new Map([...sums].map(([code, [characters, seconds]]) => [code, characters / seconds]));
}
