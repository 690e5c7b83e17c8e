// The words of the item that is heard: each is lit while it is said, and pressed it is heard from there.

import { wordAt } from "../rows/timed-words.js";

/** @typedef {[number, string]} HeardWord when it begins, in ms, and the word as it was given to the voice */

/** @typedef {[number, number, number]} Place when a word begins, in ms, its first code unit, and one past its last */

const FURTHEST = 80; // code units that may be skipped to find a word: what was rewritten since is not lit

/**
 * Return where the words stand in a text, in their order. What is not found is left out.
 * @param {string} text
 * @param {HeardWord[]} words
 * @returns {Place[]}
 */
export function placesOf(text, words) {
  /** @type {Place[]} */
  const places = [];
  let at = 0;
  for (const [start, word] of words) {
    const found = text.slice(at, at + FURTHEST + word.length).indexOf(word);
    if (!word || found < 0) continue;
    places.push([start, at + found, at + found + word.length]);
    at += found + word.length;
  }
  return places;
}

export class LitWords {
  constructor() {
    /** @type {Element | null} whose words are marked */
    this.item = null;
    /** @type {{span: HTMLElement, start: number}[]} */
    this.words = [];
    /** @type {[number, number, number, number][]} the same as the search takes them */
    this.times = [];
    /** @type {HTMLElement | null} */
    this.lit = null;
  }

  /**
   * Mark the words of an item of the transcript, unless they are.
   * @param {Element | null} item
   * @param {HeardWord[]} words
   */
  mark(item, words) {
    if (item === this.item) return;
    this.light(-1);
    this.item = item;
    const nodes = item ? textNodes(item) : [];
    const places = placesOf(nodes.map((node) => node.data).join(""), words);
    this.words = wrap(nodes, places);
    this.times = this.words.map(({ start }) => [start, 0, 0, 0]);
  }

  /** @param {number} ms of the recording; before its beginning nothing is lit */
  light(ms) {
    const span = this.words[wordAt(this.times, ms)]?.span ?? null;
    if (span === this.lit) return;
    this.lit?.classList.remove("heard-now");
    span?.classList.add("heard-now");
    this.lit = span;
  }

  /**
   * Return when the word begins that this element is, in seconds; null where it is none.
   * @param {EventTarget | null} element
   */
  startOf(element) {
    const word = this.words.find(({ span }) => span === element);
    return word ? word.start / 1000 : null;
  }
}

/** @param {Element} item */
function textNodes(item) {
  /** @type {Text[]} */
  const found = [];
  for (const part of item.querySelectorAll("h2, .transcript-text")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(/** @type {Text} */ (node));
  }
  return found;
}

/**
 * Put each word into an element of its own.
 * @param {Text[]} nodes
 * @param {Place[]} places
 */
function wrap(nodes, places) {
  /** @type {{span: HTMLElement, start: number}[]} */
  const words = [];
  let next = 0;
  let begin = 0; // of the node in the text of all of them
  for (const node of nodes) {
    const { data } = node;
    const parts = document.createDocumentFragment();
    let at = 0;
    for (; next < places.length && places[next][1] < begin + data.length; next++) {
      const [start, first, end] = places[next];
      const [from, to] = [first - begin, end - begin];
      if (from < at || to > data.length) continue; // a word does not reach from one paragraph into the next
      const span = document.createElement("span");
      span.className = "heard-word";
      span.textContent = data.slice(from, to);
      parts.append(data.slice(at, from), span);
      words.push({ span, start });
      at = to;
    }
    begin += data.length;
    if (!at) continue;
    parts.append(data.slice(at));
    node.replaceWith(parts);
  }
  return words;
}
