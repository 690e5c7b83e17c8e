// Days and hours as the server writes them too: 30 November 2026, 22:41. Pure but for the page's language.

/** @type {Intl.DateTimeFormatOptions} */
const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
/** @type {Intl.DateTimeFormatOptions} */
const DAY = { day: "numeric", month: "long", year: "numeric", numberingSystem: "latn" };

const language = () => document.documentElement.lang || "en";

/** Plain "en" would put the month first. */
const locale = () => (language() === "en" ? "en-GB" : language());

/**
 * Return an hour as 22:41.
 * @param {Date} at
 */
export const hourInWords = (at) => new Intl.DateTimeFormat(locale(), HOUR).format(at);

/**
 * Return a time as a field for one takes it: 2026-11-30T22:41, by the clock of whoever looks.
 * @param {Date} at
 */
export function momentInField(at) {
  const here = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return here.toISOString().slice(0, 16);
}

/**
 * Return a day and its hour.
 * @param {Date} at
 * @param {Intl.DateTimeFormatOptions} [more] what else is said of the day
 */
export function momentInWords(at, more = {}) {
  const day = new Intl.DateTimeFormat(locale(), { ...DAY, ...more }).format(at);
  return `${day}${language() === "ar" ? "،" : ","} ${hourInWords(at)}`;
}
