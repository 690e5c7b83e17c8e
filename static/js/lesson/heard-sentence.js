// Where the story's own voice says a sentence: words to learn that are explained by where they stand. Pure.

/** @import { Scene } from "../rows/story-rows.js" */

/** @typedef {{url: string, start: number, end: number}} HeardSentence seconds of the scene's recording */

const QUOTES = /^[“«"‘\s]*(?:… )?|…?[”»"’\s]*$/gu;
const AFTER = 0.15; // seconds: the last sound of a word dies away behind it

/**
 * Return the sentence of the scene that stands for a word's meaning, "" where the meaning is one of its own.
 * @param {string} meaning
 * @param {string} told the scene's text
 */
export function quotedSentence(meaning, told) {
  const sentence = meaning.replace(QUOTES, "");
  return sentence !== meaning && told.includes(sentence) ? sentence : "";
}

/**
 * Return where the scene's voice says the sentence, null where that is not known.
 * @param {Scene} scene
 * @param {string} sentence that its text has
 * @param {string | null} url of its recording
 * @returns {HeardSentence | null}
 */
export function heardSentence(scene, sentence, url) {
  const words = scene.voice?.words;
  const at = scene.text.indexOf(sentence);
  if (!sentence || !url || !words?.length || at < 0) return null;
  // Times count code points, as the server does.
  const first = Array.from(scene.text.slice(0, at)).length;
  const last = first + Array.from(sentence).length;
  const said = words.filter(([, , from, to]) => from >= first && to <= last);
  if (!said.length) return null;
  return { url, start: said[0][0] / 1000, end: said[said.length - 1][1] / 1000 + AFTER };
}

/**
 * Return a text in three parts: what stands before the word, the word, and what follows; the word is "" if it is not there.
 * @param {string} sentence
 * @param {string} word
 * @returns {[string, string, string]}
 */
export function aroundWord(sentence, word) {
  const letters = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = new RegExp(`(?<![\\p{L}\\p{M}])${letters}(?![\\p{L}\\p{M}])`, "iu").exec(sentence);
  if (!found) return [sentence, "", ""];
  const end = found.index + found[0].length;
  return [sentence.slice(0, found.index), found[0], sentence.slice(end)];
}
