// A story's rows as its pages see them. Pure.

import { rowOf, rowsOf } from "../live/reducer.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { IllustrationRow, NarrationRow, SceneRow, StoryRow } from "../live/row-types.js"
 */

/**
 * A scene with its two parts: `voice` is its narration, `picture` its illustration.
 * @typedef {SceneRow & {index: number, voice?: NarrationRow, picture?: IllustrationRow}} Scene
 */

const FINISHED = new Set(["completed", "failed", "cancelled"]);
// What a row waits with while its provider cannot work: it is still pending and goes on by itself.
const PROVIDER_AWAY = new Set(["unavailable", "rate_limited", "unreachable", "key"]);

/**
 * Return the one story row. Every page of a story begins with a state that has it.
 * @param {TopicState} state
 */
export function storyOf(state) {
  return /** @type {StoryRow} */ ([...(state.rows.get("story")?.values() ?? [])][0]);
}

/**
 * Return the scenes in their order, each with its two parts.
 * @param {TopicState} state
 * @returns {Scene[]}
 */
export function scenesOf(state) {
  return rowsOf(state, "scene", "scene_index").map((scene) => ({
    ...scene,
    index: scene.scene_index,
    voice: rowOf(state, "narration", scene.narration),
    picture: rowOf(state, "illustration", scene.illustration),
  }));
}

/**
 * Return the address of a small copy of a scene's picture, null where it has no picture.
 * @param {Scene | undefined} scene
 * @param {"thumb" | "cover"} size 160 or 384 pixels
 */
export const smallPicture = (scene, size) => scene?.picture?.image_url?.replace("/pictures/", `/pictures/${size}/`);

/**
 * Tell whether a scene can be heard.
 * @param {Scene | undefined} scene
 * @returns {scene is Scene & {voice: NarrationRow}}
 */
export const isPlayable = (scene) => Boolean(scene?.voice?.status === "completed" && scene.voice.audio_url);

/**
 * Tell whether a scene has words to learn or a question.
 * @param {Scene | undefined} scene
 * @returns {scene is Scene}
 */
export const hasLesson = (scene) => Boolean(scene && (scene.words?.length || scene.question));

/**
 * Tell whether the work on a scene is over, however it ended.
 * @param {Scene} scene
 */
export const isFinished = (scene) => [scene.voice, scene.picture].every((part) => part && FINISHED.has(part.status));

/**
 * @param {Scene} scene
 * @returns {"ready" | "making" | "failed" | "stopped"}
 */
export function sceneStatus(scene) {
  const parts = [scene.voice?.status, scene.picture?.status];
  if (parts.every((status) => status === "completed")) return "ready";
  if (parts.includes("failed")) return "failed";
  if (parts.every((status) => FINISHED.has(status ?? ""))) return "stopped";
  return "making";
}

/**
 * Tell whether a part waits because its provider is away.
 * @param {NarrationRow | IllustrationRow | undefined} part
 */
export const isWaitingForProvider = (part) => part?.status === "pending" && PROVIDER_AWAY.has(part.error_code);

/**
 * @param {Scene | undefined} scene
 * @returns {"ready" | "coming" | "waiting" | "resting" | "failed" | "stopped"} as the page's sentences are named
 */
export function voiceStatus(scene) {
  const voice = scene?.voice;
  if (isPlayable(scene)) return "ready";
  if (voice?.status === "failed") return "failed";
  if (voice?.status === "cancelled") return "stopped";
  if (voice?.status === "processing") return "coming";
  return isWaitingForProvider(voice) ? "resting" : "waiting";
}

/**
 * Return how many scenes there will be, as far as that is known.
 * @param {StoryRow | undefined} story
 * @param {Scene[]} scenes
 */
export const expectedScenes = (story, scenes) =>
  FINISHED.has(story?.status ?? "") ? scenes.length : Math.max(story?.total_scenes ?? 0, scenes.length);

/**
 * Tell whether the story is still being made.
 * @param {Pick<StoryRow, "status"> | undefined} story
 */
export const isInProgress = (story) => Boolean(story) && !FINISHED.has(story?.status ?? "");

/**
 * Tell whether nothing of a story is missing, and nothing has to be said about it.
 * @param {StoryRow} story
 */
export const isComplete = (story) =>
  story.status === "completed" && !story.failed_scenes && !story.left_out_pages?.length;

/**
 * Return what is being made right now as a sentence's key and scene number, or null.
 * @param {Scene[]} scenes
 */
export function currentStep(scenes) {
  const voice = scenes.find((scene) => scene.voice?.status === "processing");
  if (voice) return { key: "whole-voice", n: voice.index + 1 };
  const picture = scenes.find((scene) => scene.picture?.status === "processing");
  if (scenes.some((scene) => isWaitingForProvider(scene.voice))) return { key: "whole-resting", n: 0 };
  if (picture) return { key: "whole-picture", n: picture.index + 1 };
  return scenes.some((scene) => isWaitingForProvider(scene.picture)) ? { key: "whole-resting-pictures", n: 0 } : null;
}

/**
 * Return the key of the sentence that tells what has become ready since, or null.
 * @param {TopicState} before
 * @param {TopicState} now
 * @param {number} index of the scene that is shown
 */
export function milestoneSince(before, now, index) {
  /** @param {TopicState} state */
  const isShownReady = (state) => isPlayable(scenesOf(state).find((scene) => scene.index === index));
  const [old, story] = [storyOf(before)?.status, storyOf(now)];
  if (old && old !== "completed" && story?.status === "completed" && !story.failed_scenes) return "says-all";
  return !isShownReady(before) && isShownReady(now) ? "says-ready" : null;
}

/**
 * Return the languages besides the story's own that listeners have of some scene.
 * @param {TopicState} state
 */
export const shownLanguages = (state) => [
  ...new Set(rowsOf(state, "translation").flatMap((row) => (row.text && !row.stale ? [row.language] : []))),
];
