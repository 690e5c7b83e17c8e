// Numbers and times as people read them. Pure.

/** Put values into the {places} of a sentence. */
export function interpolate(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/** Somebody else's words inside a sentence: their direction is their own. */
export function isolate(words) {
  return `\u2068${words}\u2069`;
}

/** Seconds as 1:05 or 1:02:03. */
export function formatTime(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return "–:––";
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** [1, 2, 3, 5] as "1–3, 5". */
export function formatRanges(numbers) {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const runs = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}

/** Bytes as megabytes with one digit; nothing that is there is 0. */
export function formatMegabytes(bytes) {
  return Math.max(bytes / 1024 / 1024, bytes && 0.1)
    .toFixed(1)
    .replace(/\.0$/, "");
}

/** How much longer, in whole seconds, something takes that has come `fraction` of its way in `elapsed` ms; or null. */
export function secondsLeft(fraction, elapsed) {
  if (!(fraction > 0.1) || fraction >= 1 || elapsed < 500) return null;
  return Math.max(1, Math.round((elapsed * (1 - fraction)) / fraction / 1000));
}
