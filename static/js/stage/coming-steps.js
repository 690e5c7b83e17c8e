// Before there is a scene: which steps are done, which one is under way and how far, and what comes then.

import { $, el, icon, setVisible } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @typedef {object} Step what is under way before the first scene
 * @property {"reading" | "telling"} at
 * @property {string} words
 * @property {{n: number, all: number} | null} page
 */

/** @param {Step | null} step null once there are scenes, or nothing is under way */
export function showSteps(step) {
  const list = $("coming-steps");
  setVisible(list, step);
  if (!step) return;
  const isTelling = step.at === "telling";
  const page = step.page;
  const bar = page && el("progress", { max: page.all, value: page.n - 1, "aria-label": step.words });
  list.replaceChildren(
    isTelling ? line("done", text("step-read")) : line("now", step.words, bar),
    isTelling ? line("now", step.words) : line("later", text("step-tell")),
    line("later", text("step-hear")),
  );
}

const SIGNS = { done: "check", now: "brush", later: "clock" };

/**
 * @param {"done" | "now" | "later"} state
 * @param {string} words
 * @param {HTMLElement | null} [bar]
 */
function line(state, words, bar) {
  const options = { "data-state": state, "aria-current": state === "now" ? "step" : null };
  return el("li", options, icon(SIGNS[state]), el("span", {}, words), bar);
}
