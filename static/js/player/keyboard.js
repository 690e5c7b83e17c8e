// The keyboard of the player. Letters only while something of the player has the focus, so that nobody
// who dictates or types elsewhere sets it off; a dialog that is open keeps its keys.

const SKIP = 10; // seconds
export const SPEEDS = [0.75, 0.9, 1, 1.25, 1.5];

/** `acts`: toggle(), step(by), skip(seconds), faster(by), mute(), help(). `isForward(right)`: does right lead on? */
export function listenToKeys(player, acts, isForward) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const { target, key } = event;
    if (target.closest("input:not([type=checkbox]), select, textarea")) return;
    const inside = player.contains(target);
    if (!inside && target !== document.body) return;
    const act = key === " " ? space(target, acts) : (arrow(event, acts, isForward) ?? (inside && letter(key, acts)));
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function space(target, acts) {
  return target.closest("button, a, summary, input") ? null : acts.toggle;
}

// The arrow that points where the story goes leads to the next scene; with shift it skips within this one.
function arrow({ key, shiftKey }, acts, isForward) {
  const right = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (!right) return null;
  return shiftKey ? () => acts.skip(right * SKIP) : () => acts.step(isForward(right > 0) ? 1 : -1);
}

function letter(key, acts) {
  return {
    "[": () => acts.faster(-1),
    "]": () => acts.faster(1),
    m: acts.mute,
    M: acts.mute,
    "?": acts.help,
  }[key];
}

/** The speed next to this one, as far as there is one. */
export function nextSpeed(speed, by) {
  const at = SPEEDS.indexOf(speed);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? SPEEDS.indexOf(1) : at) + by))];
}
