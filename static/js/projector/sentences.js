// Where sentences begin among the words of a scene, so that a page before a class ends with one.

const ENDS = /[.!?؟۔…][»”"’')\]]*\s+/gu;

/**
 * The beginning of a sentence: a paragraph, or a place in a text node.
 * @typedef {{block: HTMLElement, node: Text | null, offset: number}} Start
 */

/**
 * Return where sentences begin, in their order.
 * @param {HTMLElement[]} blocks headings and paragraphs
 * @returns {Start[]}
 */
export function sentenceStarts(blocks) {
  return blocks.flatMap((block) => [{ block, node: null, offset: 0 }, ...startsWithin(block)]);
}

/** @param {HTMLElement} block @returns {Start[]} */
function startsWithin(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  /** @type {Start[]} */
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    for (const { index, 0: end } of text.data.matchAll(ENDS))
      found.push({ block, node: text, offset: index + end.length });
  }
  return found.filter(({ node, offset }) => offset < (node?.length ?? 0) || isFollowed(block, node));
}

/** @param {HTMLElement} block @param {Text | null} node */
const isFollowed = (block, node) => Boolean(node?.nextSibling || node?.parentElement !== block);

/**
 * Return the middle of the line at which it begins, and whether that line begins with it; null where it is not shown.
 * @param {Start} start
 * @returns {{middle: number, leads: boolean} | null} in pixels of the window
 */
export function placeOf({ block, node, offset }) {
  const whole = block.getBoundingClientRect();
  const line = Number.parseFloat(getComputedStyle(block).lineHeight);
  if (!node) return { middle: whole.top + line / 2, leads: true };
  const range = document.createRange();
  range.setStart(node, offset);
  range.setEndAfter(block.lastChild ?? node);
  const rect = [...range.getClientRects()].find(({ width }) => width > 0);
  if (!rect) return null;
  const away = getComputedStyle(block).direction === "rtl" ? whole.right - rect.right : rect.left - whole.left;
  return { middle: (rect.top + rect.bottom) / 2, leads: away < 2 };
}

/**
 * Have the sentence begin a line of its own; returns where it begins from now on, and what was put before it.
 * @param {Start} start
 * @returns {{start: Start, mark: HTMLElement | null}}
 */
export function breakBefore(start) {
  const { block, node, offset } = start;
  if (!node) return { start, mark: null };
  const rest = offset < node.length ? node.splitText(offset) : null;
  const mark = document.createElement("br");
  node.after(mark);
  return { start: { block, node: rest ?? node, offset: rest ? 0 : offset }, mark };
}
