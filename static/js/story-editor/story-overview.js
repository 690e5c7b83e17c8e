// What is beside the scenes: how hard the story is to read, how far it is, who sees it, what the class answered.

import { $, el, icon, say, show } from "../ui/dom.js";
import { apart } from "../ui/format.js";
import { figure, storyFigure } from "./reading-level.js";
import { expected, playable, standing, underway } from "../rows/story-rows.js";
import { reason, text } from "../ui/texts.js";

export function aboutStory(story, scenes, limits) {
  level(scenes, limits);
  say($("title"), story.title);
  const done = scenes.filter((scene) => standing(scene) === "ready").length;
  const holes = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
  const key = story.status === "completed" && story.failed_scenes ? "holes" : story.status;
  say($("story-words"), story.error && !["completed", "cancelled"].includes(story.status) ? reason(story)
    : text(`whole-${key}`, { done, all: expected(story, scenes) }));
  $("story-bar").value = story.progress;
  show($("story-bar"), underway(story));
  show($("take"), !underway(story) && scenes.length && scenes.every(playable));
  show($("retry-all"), holes && !underway(story));
  sharing(story);
  jumps(scenes);
}

// A way to each scene; its colour says how it stands, its ground whether it is over the grade's caps.
function jumps(scenes) {
  const list = $("jumps");
  while (list.children.length > scenes.length) list.lastChild.remove();
  for (const [at, scene] of scenes.entries()) {
    const n = scene.index + 1;
    if (!list.children[at]) list.append(el("li", {}, el("a")));
    const link = list.children[at].firstChild;
    link.href = `#scene-${n}`;
    say(link, String(n));
    link.dataset.state = standing(scene);
    link.toggleAttribute("data-over", Boolean(scene.level?.over?.length));
    link.setAttribute("aria-label", `${text("scene", { n })}: ${text(`stands-${standing(scene)}`)}`);
  }
}

function level(scenes, limits) {
  const grade = storyFigure(scenes.map((scene) => scene.level));
  say($("story-figure"), grade === null ? "–" : figure(grade));
  say($("story-level-words"), grade === null ? text("level-unknown")
    : text("level-asked", { grade: figure(grade), asked: limits.grade }));
  say($("story-caps"), text("caps", { asked: limits.grade, sentence: limits.sentence, scene: limits.scene }));
}

function sharing(story) {
  const state = story.published ? "published" : story.offered ? "offered" : "private";
  say($("sharing-words"), text(`shared-${state}`));
  for (const form of document.querySelectorAll("form[data-when]")) {
    show(form, form.dataset.when.split(" ").includes(state));
  }
}

/** The class's answers, where this site keeps them and somebody was asked something. */
export async function classAnswers(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(() => null);
  const asked = answer?.ok ? await answer.json().catch(() => []) : [];
  show($("class"), asked.length);
  $("answers").replaceChildren(...asked.map(question));
}

function question(it) {
  const right = it.given.filter((given) => given.right).length;
  const choices = it.answers.map((words, choice) => {
    const count = it.given.filter((given) => given.choice === choice).length;
    const isRight = choice === it.right_choice;
    return el("li", { class: isRight ? "choice-right" : null },
      isRight ? icon("check") : null, el("span", { dir: "auto" }, words), el("strong", {}, String(count)));
  });
  const people = it.given.map((given) => el("li", { class: "chip" }, icon(given.right ? "check" : "again"),
    `${apart(given.user)}: ${apart(it.answers[given.choice] ?? "–")}`));
  return el("li", { class: "class-question" },
    el("p", { class: "label" }, `${text("scene", { n: it.scene_index + 1 })}: ${apart(it.question)}`),
    el("p", { class: "hint" }, it.given.length ? text("right-of", { right, all: it.given.length }) : text("nobody-yet")),
    el("ul", { role: "list", class: "class-choices" }, ...choices),
    el("ul", { role: "list", class: "class-people" }, ...people));
}
