// The words that are heard stay in view, sentence by sentence, and no line stands half in it. Comes once something plays.

import { $ } from "../ui/dom.js";

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const SCROLL_PAUSE = 5000; // ms after a scroll by hand in which the page does not scroll by itself
const SENTENCE_END = /[.!?؟…]/u;

/**
 * Return what keeps a word of the scene's text in view, unless the listener has scrolled by hand just now.
 * @returns {(word: HTMLElement) => void}
 */
export function followingWords() {
  let scrolled = -SCROLL_PAUSE;
  const note = () => {
    scrolled = performance.now();
  };
  for (const name of ["wheel", "touchmove"]) addEventListener(name, note, { passive: true });
  const mayScroll = () => performance.now() - scrolled >= SCROLL_PAUSE;
  let wide = innerWidth;
  // A device that is turned has other lines, also while it is silent.
  addEventListener("resize", () => {
    /** @type {HTMLElement | null} */
    const lit = $("text").querySelector(".word-now");
    if (lit && innerWidth !== wide && mayScroll()) {
      $("telling").scrollTop = 0; // from there all lines are whole
      keepInView(lit);
    }
    wide = innerWidth;
  });
  return (word) => {
    if (mayScroll()) keepInView(word);
  };
}

/** @param {HTMLElement} word */
function keepInView(word) {
  const telling = $("telling");
  // A projector turns pages instead.
  if (!telling.dispatchEvent(new CustomEvent("hearing", { detail: word, cancelable: true }))) return;
  const [box, frame] = [word.getBoundingClientRect(), telling.getBoundingClientRect()];
  const behavior = reducedMotion.matches ? "auto" : "smooth";
  if (telling.closest(".theatre-big")) return telling.scrollTo({ top: lineTop(box), behavior });
  // Below that line words fade out, or the window ends.
  const bottom = Math.min(frame.bottom - fading(telling), innerHeight);
  const last = lastOfSentence(word).getBoundingClientRect().bottom;
  // A sentence that is longer than the room is followed line by line.
  const until = last - box.top > bottom - frame.top ? box.bottom : last;
  if (box.top >= frame.top && until <= bottom) return;
  // Only the words scroll. Where they have no room of their own the page does.
  if (telling.scrollHeight === telling.clientHeight) return word.scrollIntoView({ block: "center", behavior });
  const above = (lineHeight(word) - box.height) / 2; // the line is as high as the words have room, which is more than the word
  telling.scrollBy({ top: box.top - above - frame.top, behavior });
}

/** @param {Element} element */
const lineHeight = (element) => Number.parseFloat(getComputedStyle(element).lineHeight);

/** @param {Element} telling */
function fading(telling) {
  const { maskImage, paddingBlockEnd } = getComputedStyle(telling);
  return maskImage && maskImage !== "none" ? Number.parseFloat(paddingBlockEnd) : 0;
}

/**
 * Return the last word of the sentence that a word stands in.
 * @param {HTMLElement} word
 */
function lastOfSentence(word) {
  let last = word;
  for (let node = word.nextSibling; node; node = node.nextSibling) {
    if (node instanceof HTMLElement) last = node;
    else if (SENTENCE_END.test(node.textContent ?? "")) break;
  }
  return last;
}

/**
 * Return how far down in the text the line of a word begins, in pixels, where all lines are as high as each other.
 * @param {DOMRect} word
 */
function lineTop(word) {
  const line = lineHeight($("text"));
  const middle = (word.top + word.bottom) / 2 - $("text").getBoundingClientRect().top;
  return Math.floor(middle / line) * line;
}
