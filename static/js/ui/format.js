// Numbers and times as people read them. Pure.

/**
 * Put values into the {places} of a sentence; a place without a value stays.
 * @param {string} sentence
 * @param {Record<string, any>} values
 */
export function interpolate(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * Isolate words inside a sentence, so that their direction does not turn the sentence around.
 * @param {string} words
 */
export function isolate(words) {
  return `\u2068${words}\u2069`;
}

/**
 * Return the words for a scene's number with the name that a teacher gave it, where there is one.
 * @param {string} number
 * @param {string | undefined} title
 */
export const named = (number, title) => (title ? `${number} · ${isolate(title)}` : number);

/**
 * Return seconds as 1:05 or 1:02:03.
 * @param {number} seconds
 */
export function formatTime(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return "–:––";
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  /** @param {number} n */
  const two = (n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/**
 * Return [1, 2, 3, 5] as "1–3, 5".
 * @param {number[]} numbers
 */
export function formatRanges(numbers) {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  /** @type {[number, number][]} */
  const runs = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/**
 * Return bytes as megabytes with one digit. Anything there is shows as 0.1 at least, so that it never reads as nothing.
 * @param {number} bytes
 */
export function formatMegabytes(bytes) {
  return Math.max(bytes / 1024 / 1024, bytes && 0.1)
    .toFixed(1)
    .replace(/\.0$/, "");
}

/**
 * Return how many whole seconds are left when `fraction` of the work took `elapsed` ms; null while it is too early to
 * say.
 * @param {number} fraction
 * @param {number} elapsed
 */
export function secondsLeft(fraction, elapsed) {
  if (!(fraction > 0.1) || fraction >= 1 || elapsed < 500) return null;
  return Math.max(1, Math.round((elapsed * (1 - fraction)) / fraction / 1000));
}
