// A scene's text and the times of its words. Offsets count Unicode code points, as the server does. Pure.

/** @import { WordTimes } from "../live/row-types.js" */

/** @typedef {{text: string, word: number | null}} Piece `word` is an index into the words, or null between words */

/**
 * Return the text as paragraphs of pieces. Times that do not fit the text are left out; no text is lost.
 * @param {string} text
 * @param {WordTimes[]} words
 * @returns {Piece[][]}
 */
export function paragraphs(text, words) {
  // An array of code points: indexing the string itself would count UTF-16 units.
  const points = Array.from(text);
  /** @type {Piece[]} */
  const pieces = [];
  let at = 0;
  /** @param {number} end */
  const addGap = (end) => {
    if (end > at) pieces.push({ text: points.slice(at, end).join(""), word: null });
  };
  words.forEach(([, , first, end], index) => {
    if (!(first >= at && end > first && end <= points.length)) return;
    addGap(first);
    pieces.push({ text: points.slice(first, end).join(""), word: index });
    at = end;
  });
  addGap(points.length);
  return splitParagraphs(pieces);
}

/**
 * Begin a paragraph at every empty line. Empty lines lie between words, never inside one.
 * @param {Piece[]} pieces
 */
function splitParagraphs(pieces) {
  /** @type {Piece[][]} */
  const result = [[]];
  for (const piece of pieces) {
    const parts = piece.word === null ? piece.text.split(/[^\S\n]*\n[^\S\n]*\n\s*/u) : [piece.text];
    parts.forEach((part, index) => {
      if (index) result.push([]);
      if (part) result.at(-1)?.push({ text: part, word: piece.word });
    });
  }
  return result.filter((paragraph) => paragraph.some((piece) => piece.text.trim()));
}

/**
 * Return the words with their places in the same text with marks added, such as Arabic vowels; null if more differs.
 * @param {string} text
 * @param {string} marked
 * @param {WordTimes[]} words
 * @returns {WordTimes[] | null}
 */
export function placesWithMarks(text, marked, words) {
  /** @type {number[]} */
  const places = [];
  const letters = Array.from(text);
  for (const [at, letter] of Array.from(marked).entries()) {
    if (letter === letters[places.length]) places.push(at);
    else if (!/\p{M}/u.test(letter)) return null;
  }
  if (places.length !== letters.length) return null;
  places.push(Array.from(marked).length);
  return words.map(([start, end, first, last]) => [start, end, places[first], places[last]]);
}

/**
 * Return how many of the first paragraphs are the heading itself: a text may begin with it.
 * @param {Piece[][]} paragraphs
 * @param {string | null | undefined} heading
 */
export function headingParagraphs(paragraphs, heading) {
  /** @param {string} words */
  const plain = (words) => words.replace(/\s+/gu, " ").trim();
  const wanted = plain(heading ?? "");
  let read = "";
  for (const [index, pieces] of paragraphs.entries()) {
    read = plain(`${read} ${pieces.map((piece) => piece.text).join("")}`);
    if (read === wanted) return index + 1;
    if (!wanted.startsWith(read)) return 0;
  }
  return 0;
}

/**
 * Return the index of the word that is spoken at `ms`, or -1 before the first. Binary search, since it runs each frame.
 * @param {WordTimes[]} words
 * @param {number} ms
 */
export function wordAt(words, ms) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][0] <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
