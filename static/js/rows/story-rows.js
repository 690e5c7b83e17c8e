// A story's rows as a player sees them. Pure.

import { rowOf, rowsOf } from "../live/reducer.js";

const FINISHED = new Set(["completed", "failed", "cancelled"]);
const PROVIDER_AWAY = new Set(["unavailable", "rate_limited", "unreachable", "key"]);

/** The one story row, or undefined. */
export const storyOf = (state) => [...(state.rows.get("story")?.values() ?? [])][0];

/** The scenes in order, each with its two parts. */
export function scenesOf(state) {
  return rowsOf(state, "scene", "scene_index").map((scene) => ({
    ...scene,
    index: scene.scene_index,
    voice: rowOf(state, "narration", scene.narration),
    picture: rowOf(state, "illustration", scene.illustration),
  }));
}

/** May it be played? */
export const isPlayable = (scene) => Boolean(scene?.voice?.status === "completed" && scene.voice.audio_url);

/** Has it words to learn or a question? */
export const hasLesson = (scene) => Boolean(scene && (scene.words?.length || scene.question));

/** Is nothing more to come for it? */
export const isFinished = (scene) => [scene.voice, scene.picture].every((part) => part && FINISHED.has(part.status));

/** ready | making | failed | stopped */
export function sceneStatus(scene) {
  const parts = [scene.voice?.status, scene.picture?.status];
  if (parts.every((status) => status === "completed")) return "ready";
  if (parts.includes("failed")) return "failed";
  if (parts.every((status) => FINISHED.has(status))) return "stopped";
  return "making";
}

/** Does a part wait because its provider is away? */
export const isWaitingForProvider = (part) => part?.status === "pending" && PROVIDER_AWAY.has(part.error_code);

/** How the voice of a scene stands: ready | coming | waiting | resting | failed | stopped */
export function voiceStatus(scene) {
  const voice = scene?.voice;
  if (isPlayable(scene)) return "ready";
  if (voice?.status === "failed") return "failed";
  if (voice?.status === "cancelled") return "stopped";
  if (voice?.status === "processing") return "coming";
  return isWaitingForProvider(voice) ? "resting" : "waiting";
}

/** How many scenes there will be, as far as anybody knows. */
export const expectedScenes = (story, scenes) =>
  FINISHED.has(story?.status) ? scenes.length : Math.max(story?.total_scenes ?? 0, scenes.length);

/** Is the story still being made? */
export const isInProgress = (story) => Boolean(story) && !FINISHED.has(story.status);

/** Is nothing missing of it, and nothing to be said about it? */
export const isComplete = (story) =>
  story.status === "completed" && !story.failed_scenes && !story.left_out_pages?.length;

/** What is being made right now: {key, n} of a sentence, or null. */
export function currentStep(scenes) {
  const voice = scenes.find((scene) => scene.voice?.status === "processing");
  if (voice) return { key: "whole-voice", n: voice.index + 1 };
  const picture = scenes.find((scene) => scene.picture?.status === "processing");
  if (scenes.some((scene) => isWaitingForProvider(scene.voice))) return { key: "whole-resting", n: 0 };
  if (picture) return { key: "whole-picture", n: picture.index + 1 };
  return scenes.some((scene) => isWaitingForProvider(scene.picture)) ? { key: "whole-resting-pictures", n: 0 } : null;
}
