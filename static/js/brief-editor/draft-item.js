// An item of a draft: what it holds, and how items are compared and ordered. Pure.

/** @typedef {{title: string, text: string, language: string}} ItemText `language` "" is the brief's */

/**
 * `id` is null until it is stored, `theirs` is another version that waits for a choice, `seen` is the rev of its row that
 * was taken in, `leaving` is removed but can be restored.
 * @typedef {ItemText & {key: number, id: number | null, base: ItemText, theirs: ItemText | null, seen: number,
 *   leaving: boolean}} DraftItem
 */

/** @type {(keyof ItemText)[]} */
const FIELDS = ["title", "text", "language"];

/**
 * @param {ItemText} item
 * @returns {ItemText}
 */
export const contentOf = ({ title, text, language }) => ({ title, text, language: language ?? "" });

/**
 * @param {ItemText} a
 * @param {ItemText} b
 */
export const sameContent = (a, b) => FIELDS.every((field) => (a[field] ?? "") === (b[field] ?? ""));

/**
 * Order items as the server does. What the server does not have stays behind what it stands behind here.
 * @param {DraftItem[]} items
 * @param {{id: number}[]} rows
 */
export function orderLike(items, rows) {
  const place = new Map(rows.map((row, index) => [row.id, index]));
  const places = new Map();
  let last = -1;
  for (const item of items) {
    // Half a step behind the one before, and before the server's next.
    last = (item.id === null ? undefined : place.get(item.id)) ?? Math.floor(last) + 0.5;
    places.set(item, last);
  }
  items.sort((a, b) => places.get(a) - places.get(b));
}

/**
 * Merge one item; false when it is to go here too. What the other removed is kept where it was written on, as new.
 * @param {DraftItem} item
 * @param {ItemText | undefined} other
 */
export function mergeItem(item, other) {
  const untouched = sameContent(item, item.base);
  if (!other) {
    item.id = null;
    item.theirs = null;
    return !untouched;
  }
  if (!sameContent(other, item.base)) item.leaving = false; // who removed it has not read these words
  if (untouched && !item.theirs) Object.assign(item, contentOf(other));
  else if (!sameContent(other, item.base) && !sameContent(other, item)) item.theirs = contentOf(other);
  else if (sameContent(other, item)) item.theirs = null;
  item.base = contentOf(other);
  return true;
}
