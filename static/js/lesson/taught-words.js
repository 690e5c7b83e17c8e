// The words to learn of a scene: what they mean, or where the story tells of them, and a picture of what they name.

import { el, ownUrl } from "../ui/dom.js";
import { text } from "../ui/texts.js";
import { aroundWord, heardSentence, quotedSentence } from "./heard-sentence.js";
import { partOf } from "./read-aloud.js";

/**
 * @import { Scene } from "../rows/story-rows.js"
 * @import { ReadAloud } from "./read-aloud.js"
 */

/**
 * Return the words and their meanings; words that the same sentence explains stand above it together.
 * @param {Scene} scene
 * @param {ReadAloud} reading
 */
export function explainedWords(scene, reading) {
  const meanings = new Set(scene.words.map(({ meaning }) => meaning));
  return [...meanings].flatMap((meaning) => {
    const words = scene.words.filter((it) => it.meaning === meaning).map(({ word }) => word);
    return explained(scene, words, meaning, reading);
  });
}

/**
 * Return words and what they mean. Without a meaning of its own the sentence stands there that tells of it, and is heard
 * in the story's voice.
 * @param {Scene} scene
 * @param {string[]} words
 * @param {string} meaning
 * @param {ReadAloud} reading
 */
function explained(scene, words, meaning, reading) {
  const sentence = quotedSentence(meaning, scene.text);
  const said = words.map((word) => el("span", {}, word));
  const meant = el("span", {}, ...(sentence ? withWordsLit(meaning, words) : [meaning]));
  const { lang, dir } = document.documentElement;
  const told = sentence ? [el("small", { class: "told-of", lang, dir }, text("in-the-story"))] : []; // and no meaning
  const parts = [...said, meant].map(partOf);
  const heard = heardSentence(scene, sentence, ownUrl(scene.voice?.audio_url));
  const reads = () => (heard ? [{ ...partOf(meant), heard }] : parts);
  const say = reading.button(words.join(" – "), reads, Boolean(heard));
  if (heard) say.ariaLabel = `${text("told")}: ${words.join(" – ")}`;
  return [
    ...said.map((it, place) => el("dt", {}, pictureOf(words[place], scene), it)),
    el("dd", {}, ...told, meant, say),
  ];
}

/**
 * Return the picture of what the word names, null where it cannot be shown; without one on a plain page.
 * @param {string} word
 * @param {Scene} scene
 */
function pictureOf(word, scene) {
  const url = ownUrl(scene.words.find((it) => it.word === word)?.picture);
  const isPlain = /** @type {HTMLInputElement | null} */ (document.getElementById("plain"))?.checked;
  return url && !isPlain ? el("img", { src: url, alt: "", width: 240, height: 240 }) : null;
}

/**
 * Return a sentence in which words are lit.
 * @param {string} sentence
 * @param {string[]} words
 * @returns {(string | HTMLElement)[]}
 */
function withWordsLit(sentence, words) {
  /** @type {(string | HTMLElement)[]} */
  let pieces = [sentence];
  for (const word of words) {
    pieces = pieces.flatMap((piece) => {
      if (typeof piece !== "string") return [piece];
      const [before, lit, after] = aroundWord(piece, word);
      return lit ? [before, el("b", {}, lit), after] : [piece];
    });
  }
  return pieces;
}
