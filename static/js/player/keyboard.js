// The player's keyboard. Letters work only while something of the player has the focus, so that dictation or typing
// elsewhere does not trigger them; an open dialog keeps its keys.

import { $ } from "../ui/dom.js";

/**
 * @typedef {object} KeyActions
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(seconds: number) => void} skip
 * @property {(by: number) => void} faster
 * @property {() => void} mute
 * @property {() => void} project
 * @property {() => void} help
 */

/** @typedef {(() => void) | null | false | undefined} Action */

/**
 * What the keys need of the player.
 * @typedef {object} KeyPlayer
 * @property {{changeSpeed: (by: number) => void, toggleMute: () => void}} transport
 * @property {() => void} toggle
 * @property {(by: number) => void} step
 * @property {(seconds: number) => void} skip
 * @property {{project: () => void}} parts
 */

const SKIP = 10; // seconds
export const SPEEDS = [0.75, 0.9, 1, 1.25, 1.5];

/**
 * Let the keyboard control the player.
 * @param {HTMLElement} page
 * @param {KeyPlayer} player
 */
export function listenToPlayerKeys(page, player) {
  const help = () => $("keys").showModal();
  /** @type {KeyActions} */
  const actions = {
    toggle: () => $("play").disabled || player.toggle(),
    step: (by) => player.step(by),
    skip: (seconds) => player.skip(seconds),
    faster: (by) => player.transport.changeSpeed(by),
    mute: () => player.transport.toggleMute(),
    project: () => player.parts.project(),
    help,
  };
  listenToKeys(page, actions, (right) => ($("stage").dir === "rtl") !== right);
  $("keys-open").addEventListener("click", help);
}

/**
 * @param {Element} player
 * @param {KeyActions} actions
 * @param {(right: boolean) => boolean} isForward whether an arrow to the right leads on in this story
 */
function listenToKeys(player, actions, isForward) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const target = /** @type {Element} */ (event.target);
    if (target.closest("input:not([type=checkbox]), select, textarea")) return;
    const inside = player.contains(target);
    if (!inside && target !== document.body) return;
    const act =
      event.key === " "
        ? spaceAction(target, actions)
        : (arrowAction(event, actions, isForward) ?? (inside && letterAction(event.key, actions)));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/**
 * @param {Element} target
 * @param {KeyActions} actions
 * @returns {Action}
 */
function spaceAction(target, actions) {
  // On a control that has the focus, space presses that control.
  return target.closest("button, a, summary, input") ? null : actions.toggle;
}

/**
 * The arrow that points where the story goes leads to the next scene; with shift it skips on within this one.
 * @param {KeyboardEvent} event
 * @param {KeyActions} actions
 * @param {(right: boolean) => boolean} isForward
 * @returns {Action}
 */
function arrowAction({ key, shiftKey }, actions, isForward) {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return null;
  const by = isForward(key === "ArrowRight") ? 1 : -1;
  return shiftKey ? () => actions.skip(by * SKIP) : () => actions.step(by);
}

/**
 * @param {string} key
 * @param {KeyActions} actions
 * @returns {Action}
 */
function letterAction(key, actions) {
  /** @type {Record<string, () => void>} */
  const letters = {
    "[": () => actions.faster(-1),
    "]": () => actions.faster(1),
    m: actions.mute,
    M: actions.mute,
    f: actions.project,
    F: actions.project,
    "?": actions.help,
  };
  return letters[key];
}

/**
 * Return the speed next to this one, or the same at either end.
 * @param {number} speed
 * @param {number} by
 */
export function nextSpeed(speed, by) {
  const at = SPEEDS.indexOf(speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? SPEEDS.indexOf(1) : at) + by))];
}
