// A story's scenes in other languages, as its pages see them. Pure.

import { rowOf, rowsOf } from "../live/reducer.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { NarrationRow, TranslationRow } from "../live/row-types.js"
 */

/**
 * Return a scene in a language, however far it is.
 * @param {TopicState} state
 * @param {number | undefined} scene its id
 * @param {string} language
 */
export const translationOf = (state, scene, language) =>
  rowsOf(state, "translation").find((row) => row.scene === scene && row.language === language);

/**
 * Return a scene in a language as listeners have it: made, and saying what the scene says.
 * @param {TopicState} state
 * @param {number | undefined} scene its id
 * @param {string} language
 */
export function shownTranslation(state, scene, language) {
  const row = translationOf(state, scene, language);
  return row?.text && !row.stale ? row : undefined;
}

/**
 * Return what a translation says of a title or caption, "" where it says what was there before.
 * @param {TranslationRow | undefined} row
 * @param {"title" | "caption" | "story_title"} name
 */
export const saidBeside = (row, name) => (row && !row.outdated?.includes(name) ? row[name] : "");

/**
 * Return the story's title in a language. It is kept with one scene, wherever that stands by now.
 * @param {TopicState} state
 * @param {string} language
 */
export function storyTitle(state, language) {
  const rows = rowsOf(state, "translation").filter((row) => row.language === language && row.text && !row.stale);
  return rows.map((row) => saidBeside(row, "story_title")).find(Boolean) ?? "";
}

/**
 * Return the languages that some scene has besides the story's own.
 * @param {TopicState} state
 */
export const languagesOf = (state) => [...new Set(rowsOf(state, "translation").map((row) => row.language))];

/**
 * Return how a translation is spoken, however far that is.
 * @param {TopicState} state
 * @param {TranslationRow | undefined} row
 * @returns {NarrationRow | undefined}
 */
export const voiceOf = (state, row) => (row?.narration ? rowOf(state, "narration", row.narration) : undefined);

/**
 * Return the rev of what was changed last of a story's words in a language; 0 where there are none.
 * @param {TopicState} state
 * @param {string} language
 */
export const lastRevIn = (state, language) =>
  Math.max(0, ...rowsOf(state, "translation").map((it) => (it.language === language ? it.rev : 0)));
