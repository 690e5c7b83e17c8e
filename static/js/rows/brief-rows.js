// A brief's rows as its editor sees them. Pure.

import { progressOf, rowOf, rowsOf } from "../live/reducer.js";
import { isWaitingForProvider } from "./story-rows.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { ItemRow, JobRow, NarrationRow } from "../live/row-types.js"
 */

/**
 * How an item's audio stands; `narration` is what can be heard now, `stale` when it says an older text.
 * @typedef {object} ItemStatus
 * @property {"none" | "empty" | "pending" | "resting" | "processing" | "completed" | "failed" | "cancelled"} key
 * @property {string} why it failed, in the server's words
 * @property {string} code of the reason
 * @property {number | null} fraction
 * @property {NarrationRow | undefined} narration
 * @property {boolean} stale
 */

/**
 * What an estimate of lengths needs of a draft.
 * @typedef {object} DraftText
 * @property {string} language
 * @property {{key: number, id: number | null, title: string, text: string, language: string}[]} present
 */

const RUNNING = new Set(["queued", "pending", "processing"]);

/** @param {TopicState} state */
export const briefOf = (state) => rowsOf(state, "brief")[0];

/** @param {TopicState} state */
export const itemRows = (state) => rowsOf(state, "item", "position");

/** @param {TopicState} state */
export const editorsHere = (state) => rowsOf(state, "at_desk");

/** @param {TopicState} state */
export const latestJob = (state) => rowsOf(state, "job").at(-1);

/**
 * @param {JobRow | undefined} job
 * @returns {job is JobRow}
 */
export const isRunning = (job) => Boolean(job && RUNNING.has(job.status));

/** A letter or a digit; the stroke that lengthens Arabic words is none, and alone a line. */
const SAID = /[\p{L}\p{N}]/u;
const STROKES = /\u0640/g;

/** @param {string} words */
const isSaid = (words) => SAID.test(words.replace(STROKES, ""));

/**
 * Whether there is something to read aloud.
 * @param {{text: string}} item
 */
export const isSpeakable = (item) => isSaid(item.text);

/**
 * Why nothing of a draft can be read aloud; "" where something can.
 * @param {{present: {title: string, text: string}[]}} draft
 * @returns {"" | "none" | "unspeakable"}
 */
export function whyUnheard({ present }) {
  if (present.some(isSpeakable)) return "";
  return present.some((item) => (item.title + item.text).trim()) ? "unspeakable" : "none";
}

/** @param {TopicState} state */
const speakableRows = (state) => itemRows(state).filter(isSpeakable);

/**
 * Count how the audio of the whole brief stands, whichever jobs it is of. `percent` grows with each second spoken.
 * @param {TopicState} state
 */
export function countWhole(state) {
  const counts = { all: 0, ready: 0, failed: 0, stopped: 0 };
  let under = 0;
  for (const { id } of speakableRows(state)) {
    const { key, stale, fraction } = itemStatus(state, id);
    counts.all += 1;
    under += fraction ?? 0;
    if (key === "failed") counts.failed += 1;
    else if (key === "completed" && !stale) counts.ready += 1;
    else if (latestOrder(state, id)?.status === "cancelled") counts.stopped += 1;
  }
  const { all, ready, failed } = counts;
  return { ...counts, percent: all ? Math.floor((100 * (ready + failed + under)) / all) : 0 };
}

/**
 * Whether a worker has begun to have something spoken, and not ended it.
 * @param {TopicState} state
 */
export const isBeingSpoken = (state) =>
  itemRows(state).some(({ id }) => latestOrder(state, id)?.status === "processing");

/**
 * The voices of what can be heard, each once.
 * @param {TopicState} state
 */
export function voicesHeard(state) {
  const sounds = itemRows(state).map((item) => audibleNarration(state, item)?.voice);
  return new Set(sounds.filter((voice) => voice !== undefined));
}

/**
 * Count the items whose newest audio failed or was stopped, whichever job it was of.
 * @param {TopicState} state
 */
export function countUnmade(state) {
  const ends = speakableRows(state).map((item) => latestOrder(state, item.id)?.status);
  const [failed, stopped] = ["failed", "cancelled"].map((end) => ends.filter((it) => it === end).length);
  return { failed, stopped };
}

/**
 * Return the narration a listener hears of an item now, if there is one.
 * @param {TopicState} state
 * @param {ItemRow | undefined} item
 */
export function audibleNarration(state, item) {
  const narration = item && item.narration !== null ? rowOf(state, "narration", item.narration) : undefined;
  return narration?.audio_url ? narration : undefined;
}

/**
 * Return the narration that was ordered last for an item, or undefined.
 * @param {TopicState} state
 * @param {number} itemId
 */
export function latestOrder(state, itemId) {
  const part = rowsOf(state, "item_audio").findLast((it) => it.item === itemId);
  return part && rowOf(state, "narration", part.narration);
}

/**
 * @param {TopicState} state
 * @param {number | null} itemId null: an item that was never saved
 * @returns {ItemStatus}
 */
export function itemStatus(state, itemId) {
  const item = rowOf(state, "item", itemId);
  const now = audibleNarration(state, item);
  const order = itemId === null ? undefined : latestOrder(state, itemId);
  const base = { narration: now, stale: Boolean(now && item?.stale), why: "", code: "", fraction: null };
  if (order?.status === "processing") {
    return { ...base, key: "processing", fraction: progressOf(state, "narration", order.id)?.fraction ?? null };
  }
  if (order?.status === "pending") return { ...base, key: isWaitingForProvider(order) ? "resting" : "pending" };
  if (order?.status === "failed") return { ...base, key: "failed", why: order.error, code: order.error_code };
  if (now) return { ...base, key: "completed" };
  if (order?.status === "cancelled") return { ...base, key: "cancelled" };
  return { ...base, key: item && !isSpeakable(item) ? "empty" : "none" };
}

/**
 * Return how an item stands as it is written now: what there is nothing to read in is left out, whatever it once was.
 * @param {ItemStatus} status
 * @param {{text: string}} item
 * @returns {ItemStatus}
 */
export function asWritten(status, item) {
  const isUnderWay = ["pending", "resting", "processing"].includes(status.key);
  return isUnderWay || isSpeakable(item) ? status : { ...status, key: "empty", stale: false };
}

/**
 * Count the items that "generate" would make in this voice, by the reason for it.
 * @param {TopicState} state
 * @param {string} voice
 */
export function countOutstanding(state, voice) {
  const items = speakableRows(state);
  const sounds = items.map((item) => ({ item, sound: audibleNarration(state, item) }));
  return {
    total: items.length,
    without: sounds.filter(({ sound }) => !sound).length,
    changed: sounds.filter(({ item, sound }) => sound && item.stale).length,
    revoiced: sounds.filter(({ item, sound }) => sound && !item.stale && sound.voice !== voice).length,
  };
}

/**
 * How many characters a second take in each language, until some of the brief can be heard.
 * @type {Record<string, number>}
 */
const CHARACTERS_PER_SECOND = { ar: 11, en: 14.5, es: 15.5, fr: 15 };
const JINGLE_SECONDS = 0.98; // as in tts/audio/gap.py
const CHARACTERS_PER_SECOND_ELSEWHERE = 14;

/**
 * Return how long the items of a draft last when they are heard, in seconds: by item key, and together.
 * @param {TopicState} state
 * @param {DraftText} draft
 */
export function estimateLengths(state, draft) {
  const rates = speakingRates(state, draft.language);
  const seconds = new Map();
  for (const item of draft.present) {
    const row = rowOf(state, "item", item.id);
    const sound = audibleNarration(state, row);
    const current = sound && row && !row.stale && row.title === item.title && row.text === item.text;
    const language = item.language || draft.language;
    const rate = rates.get(language) ?? CHARACTERS_PER_SECOND[language] ?? CHARACTERS_PER_SECOND_ELSEWHERE;
    seconds.set(item.key, current ? sound.duration : charactersSaid(item) / rate);
  }
  const sounds = [...seconds.values()].filter(Boolean);
  const { pause_seconds: pause = 0, has_jingle: jingle = false } = briefOf(state) ?? {};
  const between = Math.max(0, sounds.length - 1) * (pause + (jingle ? JINGLE_SECONDS : 0));
  return { seconds, all: sounds.reduce((sum, one) => sum + one, between) };
}

/**
 * Return how many characters of an item are said: none where it is left out, nor of a title of signs alone.
 * @param {{title: string, text: string}} item
 */
function charactersSaid({ title, text }) {
  return isSaid(text) ? (isSaid(title) ? title.length : 0) + text.length : 0;
}

/**
 * Return the characters a second of each language, as far as some of this brief can be heard.
 * @param {TopicState} state
 * @param {string} briefLanguage
 * @returns {Map<string, number>}
 */
function speakingRates(state, briefLanguage) {
  /** @type {Map<string, [number, number]>} */
  const sums = new Map();
  for (const item of itemRows(state)) {
    const sound = audibleNarration(state, item);
    if (!sound?.duration || item.stale) continue;
    const language = item.language || briefLanguage;
    const [characters, seconds] = sums.get(language) ?? [0, 0];
    sums.set(language, [characters + item.title.length + item.text.length, seconds + sound.duration]);
  }
  return new Map([...sums].map(([code, [characters, seconds]]) => [code, characters / seconds]));
}
