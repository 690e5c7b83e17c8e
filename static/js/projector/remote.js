// What a key means while a story is projected: of a keyboard, or of a presenter's remote, which is one. Pure.

/**
 * @typedef {"next" | "previous" | "toggle" | "black" | "room" | "question" | "reveal" | "leave"} Command
 */

/** @type {Record<string, Command>} */
const COMMANDS = {
  PageDown: "next",
  ArrowDown: "next",
  n: "next",
  PageUp: "previous",
  ArrowUp: "previous",
  p: "previous",
  " ": "toggle",
  Enter: "reveal",
  b: "black",
  ".": "black",
  l: "room",
  q: "question",
  f: "leave",
  F5: "leave", // the remote's button that begins and ends a show
  Escape: "leave",
};

/**
 * Return what a key asks for, or null for one that is not the projector's.
 * @param {{key: string, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}} event
 * @param {boolean} leftwards the story is read from right to left
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, altKey, metaKey }, leftwards) {
  if (ctrlKey || altKey || metaKey) return null;
  if (key === "ArrowRight" || key === "ArrowLeft") return (key === "ArrowLeft") === leftwards ? "next" : "previous";
  return COMMANDS[key] ?? COMMANDS[key.toLowerCase()] ?? null;
}
