// What is beside the scenes: how hard the story is to read, how far it is, who sees it, what the class answered.

import { expectedScenes, isInProgress, isPlayable, sceneStatus } from "../rows/story-rows.js";
import { $, el, icon, setText, setVisible } from "../ui/dom.js";
import { isolate } from "../ui/format.js";
import { failureText, text } from "../ui/texts.js";
import { formatGrade, storyGrade } from "./reading-level.js";

export function showOverview(story, scenes, limits) {
  showLevel(scenes, limits);
  setText($("title"), story.title);
  const done = scenes.filter((scene) => sceneStatus(scene) === "ready").length;
  const holes = story.failed_scenes > 0 || ["failed", "cancelled"].includes(story.status);
  const key = story.status === "completed" && story.failed_scenes ? "holes" : story.status;
  setText(
    $("story-words"),
    story.error && !["completed", "cancelled"].includes(story.status)
      ? failureText(story)
      : text(`whole-${key}`, { done, all: expectedScenes(story, scenes) }),
  );
  $("story-bar").value = story.progress;
  setVisible($("story-bar"), isInProgress(story));
  setVisible($("take"), !isInProgress(story) && scenes.length && scenes.every(isPlayable));
  setVisible($("retry-all"), holes && !isInProgress(story));
  showSharing(story);
  showSceneLinks(scenes);
}

// A way to each scene; its colour says how it stands, its ground whether it is over the grade's caps.
function showSceneLinks(scenes) {
  const list = $("jumps");
  while (list.children.length > scenes.length) list.lastChild.remove();
  for (const [at, scene] of scenes.entries()) {
    const n = scene.index + 1;
    if (!list.children[at]) list.append(el("li", {}, el("a")));
    const link = list.children[at].firstChild;
    link.href = `#scene-${n}`;
    setText(link, String(n));
    link.dataset.state = sceneStatus(scene);
    link.toggleAttribute("data-over", Boolean(scene.level?.over?.length));
    link.setAttribute("aria-label", `${text("scene", { n })}: ${text(`stands-${sceneStatus(scene)}`)}`);
  }
}

function showLevel(scenes, limits) {
  const grade = storyGrade(scenes.map((scene) => scene.level));
  setText($("story-figure"), grade === null ? "–" : formatGrade(grade));
  setText(
    $("story-level-words"),
    grade === null ? text("level-unknown") : text("level-asked", { grade: formatGrade(grade), asked: limits.grade }),
  );
  setText($("story-caps"), text("caps", { asked: limits.grade, sentence: limits.sentence, scene: limits.scene }));
}

function showSharing(story) {
  const state = story.published ? "published" : story.offered ? "offered" : "private";
  setText($("sharing-words"), text(`shared-${state}`));
  for (const form of document.querySelectorAll("form[data-when]")) {
    setVisible(form, form.dataset.when.split(" ").includes(state));
  }
}

/** The class's answers, where this site keeps them and somebody was asked something. */
export async function showClassAnswers(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" }).catch(
    () => null,
  );
  const asked = answer?.ok ? await answer.json().catch(() => []) : [];
  setVisible($("class"), asked.length);
  $("answers").replaceChildren(...asked.map(questionSummary));
}

function questionSummary(it) {
  const right = it.given.filter((given) => given.right).length;
  const choices = it.answers.map((words, choice) => {
    const count = it.given.filter((given) => given.choice === choice).length;
    const isRight = choice === it.right_choice;
    return el(
      "li",
      { class: isRight ? "choice-right" : null },
      isRight ? icon("check") : null,
      el("span", { dir: "auto" }, words),
      el("strong", {}, String(count)),
    );
  });
  const people = it.given.map((given) =>
    el(
      "li",
      { class: "chip" },
      icon(given.right ? "check" : "again"),
      `${isolate(given.user)}: ${isolate(it.answers[given.choice] ?? "–")}`,
    ),
  );
  return el(
    "li",
    { class: "class-question" },
    el("p", { class: "label" }, `${text("scene", { n: it.scene_index + 1 })}: ${isolate(it.question)}`),
    el(
      "p",
      { class: "hint" },
      it.given.length ? text("right-of", { right, all: it.given.length }) : text("nobody-yet"),
    ),
    el("ul", { role: "list", class: "class-choices" }, ...choices),
    el("ul", { role: "list", class: "class-people" }, ...people),
  );
}
