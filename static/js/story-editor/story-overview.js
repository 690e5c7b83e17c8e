// What is beside the scenes: how hard the story is to read, its progress, who sees it, what the class answered.

import { expectedScenes, isInProgress, isPlayable, sceneStatus } from "../rows/story-rows.js";
import { $, el, icon, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { formatGrade, storyGrade } from "./reading-level.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { Limits } from "./reading-level.js"
 */

/**
 * A question and what each child answered.
 * @typedef {object} ClassQuestion
 * @property {number} scene_index
 * @property {string} question
 * @property {string[]} answers
 * @property {number} right_choice
 * @property {{user: string, name: string, choice: number, right: boolean}[]} given
 */

/**
 * @param {StoryRow} story
 * @param {Scene[]} scenes
 * @param {Limits} limits
 * @param {number} rev of the state that the page shows
 * @param {boolean} isStill whether nothing new has come for a while
 */
export function showOverview(story, scenes, limits, rev, isStill) {
  const inProgress = isInProgress(story);
  const incomplete = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
  showLevel(scenes, limits);
  setText($("title"), story.title);
  setText($("story-words"), statusText(story, scenes, isStill));
  $("story-bar").value = story.progress;
  setVisible($("story-bar"), inProgress);
  setVisible($("take"), !inProgress && scenes.length && scenes.every(isPlayable));
  // Of a story that others have only a teacher adds to it.
  const mayAdd = $("main").dataset.teacher === "yes" || !(story.published || story.shared);
  setVisible($("retry-all"), incomplete && !inProgress && mayAdd);
  showSharing(story, rev, inProgress);
  showLooks(scenes);
}

/**
 * @param {StoryRow} story
 * @param {Scene[]} scenes
 * @param {boolean} isStill
 */
function statusText(story, scenes, isStill) {
  if (story.error && !["completed", "cancelled"].includes(story.status)) return failureText(story);
  const done = scenes.filter((scene) => sceneStatus(scene) === "ready").length;
  const key = story.status === "completed" && story.failed_scenes ? "holes" : isStill ? "still" : story.status;
  return text(`whole-${key}`, { done, all: expectedScenes(story, scenes) });
}

/**
 * @param {Scene[]} scenes
 * @param {Limits} limits
 */
function showLevel(scenes, limits) {
  const grade = storyGrade(scenes.map((scene) => scene.level));
  const shown = grade === null ? "–" : formatGrade(grade);
  setText($("story-figure"), shown);
  const words = grade === null ? text("level-unknown") : text("level-asked", { grade: shown, asked: limits.grade });
  setText($("story-level-words"), words);
  const caps = { asked: limits.grade, sentence: limits.sentence, scene: limits.scene };
  setText($("story-caps"), text("caps", caps));
}

/**
 * @param {StoryRow} story
 * @param {number} rev what the page shows: whoever shares the story has seen it as it is here
 * @param {boolean} inProgress what is unfinished is not shared
 */
function showSharing(story, rev, inProgress) {
  const state = story.published ? "published" : story.shared ? "shared" : story.offered ? "offered" : "private";
  setText($("sharing-words"), text(`shared-${state}`));
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-when]"))) {
    const waits = inProgress && "done" in part.dataset;
    setVisible(part, part.dataset.when?.split(" ").includes(state) && !waits);
  }
  const tag = document.getElementById("sharing-state");
  if (tag) setText(tag, text(`state-${state}`));
  /** @type {NodeListOf<HTMLInputElement>} */
  const seen = document.querySelectorAll("form[data-when] [name=seen]");
  for (const field of seen) field.value = String(rev);
}

/**
 * Say how many scenes no teacher looked at, before and after it is shared.
 * @param {Scene[]} scenes
 */
function showLooks(scenes) {
  const n = scenes.filter((scene) => !scene.looked_at).length;
  setText($("looks"), n ? text("not-looked-at", { n, all: scenes.length }) : text("all-looked-at"));
  setVisible($("looks"), $("main").dataset.teacher === "yes" && scenes.length);
}

let asks = 0;

/**
 * Show the class's answers, where this site keeps them and somebody has heard the questions.
 * @param {string} url
 * @param {boolean} isShared
 */
export async function showClassAnswers(url, isShared) {
  asks += 1;
  const ask = asks;
  const options = { headers: { Accept: "application/json" }, credentials: /** @type {const} */ ("same-origin") };
  const response = await fetch(url, options).catch(() => null);
  /** @type {ClassQuestion[]} */
  const asked = response?.ok ? await response.json().catch(() => []) : [];
  if (ask !== asks) return; // newer ones are on their way
  setVisible($("class"), asked.length && (isShared || asked.some((it) => it.given.length)));
  $("answers").replaceChildren(...asked.map(questionSummary));
}

/** @param {ClassQuestion} it */
function questionSummary(it) {
  const right = it.given.filter((given) => given.right).length;
  const choices = it.answers.map((words, choice) => {
    const count = it.given.filter((given) => given.choice === choice).length;
    const isRight = choice === it.right_choice;
    const parts = [el("span", { dir: "auto" }, words), el("strong", {}, String(count))];
    return el("li", { class: isRight ? "choice-right" : null }, isRight && icon("check"), ...parts);
  });
  // By their names: who answered first is nobody's business.
  const byName = [...it.given].sort((one, other) => one.name.localeCompare(other.name));
  const people = byName.map((given) => {
    const words = `${isolate(given.name)}: ${isolate(it.answers[given.choice] ?? "–")}`;
    return el("li", { class: "chip" }, icon(given.right ? "check" : "again"), words);
  });
  const summary = it.given.length ? text("right-of", { right, all: it.given.length }) : text("nobody-yet");
  const asked = `${text("scene", { n: it.scene_index + 1 })}: ${isolate(it.question)}`;
  const head = el("summary", {}, el("span", { class: "label" }, asked), el("span", { class: "hint" }, summary));
  const lists = [
    el("ul", { role: "list", class: "class-choices" }, ...choices),
    el("ul", { role: "list", class: "class-people" }, ...people),
  ];
  return el("li", { class: "class-question" }, el("details", {}, head, ...lists));
}
