// Small things this browser remembers: positions in stories, and how a person likes to listen. Never fails.

const PREFIX = "edusmart:";

/**
 * Return the stored object, or `otherwise`.
 * @param {string} key
 * @param {any} otherwise
 */
export function readStored(key, otherwise = {}) {
  try {
    const stored = JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
    return stored && typeof stored === "object" ? stored : otherwise;
  } catch {
    return otherwise; // storage is forbidden, or another version of the site wrote something else
  }
}

/**
 * Remove every key that begins with `prefix`, except those that begin with `except`.
 * @param {string} prefix
 * @param {string} except
 */
export function clearStored(prefix, except = "") {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + prefix) && !(except && key.startsWith(PREFIX + except))) localStorage.removeItem(key);
    }
  } catch {
    // Storage is forbidden, so nothing is stored.
  }
}

/**
 * @param {string} key
 * @param {object} value
 */
export function writeStored(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the story plays all the same.
  }
}
