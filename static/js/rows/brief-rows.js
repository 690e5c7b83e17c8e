// A brief's rows as the desk sees them. Pure.

import { all, progressOf, row } from "../live/reducer.js";
import { resting } from "./story-rows.js";

const RUNNING = new Set(["queued", "pending", "processing"]);

export const briefOf = (state) => all(state, "brief")[0];
export const itemRows = (state) => all(state, "item", "position");
export const latestJob = (state) => all(state, "job").at(-1);
export const running = (job) => Boolean(job) && RUNNING.has(job.status);

/** How many items' newest audio failed or was stopped, whichever job it was of. */
export function failed(state) {
  const over = new Set(["failed", "cancelled"]);
  return itemRows(state).filter((item) => over.has(ordered(state, item.id)?.status)).length;
}

/** What a listener hears of an item now: its narration row, if it has sound. */
export function heard(state, item) {
  const narration = item && item.narration !== null ? row(state, "narration", item.narration) : undefined;
  return narration?.audio_url ? narration : undefined;
}

/** The narration that was ordered last for an item, or undefined. */
export function ordered(state, itemId) {
  const part = all(state, "item_audio").findLast((it) => it.item === itemId);
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

const PER_SECOND = { ar: 11, en: 14.5, es: 15.5, fr: 15 }; // characters, where nothing was heard yet

/** How long the items of a draft last when they are heard, in seconds: by key, and altogether. */
export function lengths(state, draft) {
  const pace = paces(state, draft.language);
  const seconds = new Map();
  for (const item of draft.present) {
    const held = row(state, "item", item.id);
    const sound = heard(state, held);
    const current = sound && !held.stale && held.title === item.title && held.text === item.text;
    const language = item.language || draft.language;
    const characters = item.title.length + item.text.length;
    seconds.set(item.key, current ? sound.duration : characters / (pace.get(language) ?? PER_SECOND[language] ?? 14));
  }
  return { seconds, all: [...seconds.values()].reduce((sum, one) => sum + one, 0) };
}

// Characters a second of each language, as far as some of this brief can be heard.
function paces(state, language) {
  const sums = new Map();
  for (const item of itemRows(state)) {
    const sound = heard(state, item);
    if (!sound?.duration || item.stale) continue;
    const [characters, seconds] = sums.get(item.language || language) ?? [0, 0];
    sums.set(item.language || language, [characters + item.title.length + item.text.length, seconds + sound.duration]);
  }
  return new Map([...sums].map(([code, [characters, seconds]]) => [code, characters / seconds]));
}
