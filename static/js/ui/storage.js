// What a browser remembers: where somebody was in a story, and how they like to listen. Never fails.

const PREFIX = "edusmart:";

export function readStored(key, otherwise = {}) {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + key));
    return kept && typeof kept === "object" ? kept : otherwise;
  } catch {
    return otherwise;
  }
}

/** Forget whatever begins like this, but for one thing. */
export function clearStored(start, but = "") {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX + start) && !(but && key.startsWith(PREFIX + but))) localStorage.removeItem(key);
    }
  } catch {
    // Then there is nothing to forget.
  }
}

export function writeStored(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the story plays all the same.
  }
}
