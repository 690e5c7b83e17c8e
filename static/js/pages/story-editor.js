// The editor of a story: one live topic, a list of its scenes, a card for the open one, and what its owner or teacher
// does with it.

import { LiveTopic } from "../live/live-topic.js";
import { rowsOf } from "../live/reducer.js";
import { isInProgress, scenesOf, storyOf } from "../rows/story-rows.js";
import { arrangeActions } from "../story-desk/arranging.js";
import { Naming } from "../story-desk/naming.js";
import { RemovedScenes } from "../story-desk/removed.js";
import { ReviewBar } from "../story-desk/review-bar.js";
import { report, reportFailure, showToast, uploadPicture } from "../story-desk/said.js";
import { SceneList } from "../story-desk/scene-list.js";
import { Standstill } from "../story-desk/standstill.js";
import { isEasy } from "../story-editor/reading-level.js";
import { SceneCard } from "../story-editor/scene-card.js";
import { SecondLanguage, statusOf } from "../story-editor/second-language.js";
import { showClassAnswers, showOverview } from "../story-editor/story-overview.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, pageData, sendJson, setVisible } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";

/**
 * @import { RewritingRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { SceneActions, StoryContext } from "../story-editor/scene-card.js"
 */

const page = $("main").dataset;
const limits = pageData("limits");
const api = `/api/story/${page.story}`;
// By the ids of scenes: their order may change.
const draftsKey = `drafts:${page.story}`;
const reviews = "review" in page;
const list = new SceneList($("scenes"), $("scene-rows"), $(reviews ? "scene-list" : "open-scene"), {
  make: makeCard,
  changed() {
    removed.left();
    render();
  },
  place: (id, to) => placeScene(id, to),
  // Who reviews goes on where they stopped: what is other than at their last look comes first.
  first: (scenes) => (reviews ? (scenes.find(isNew) ?? scenes.find((it) => !it.looked_at)) : scenes[0]),
});
const isNew = (/** @type {Scene} */ scene) => scene.id in pageData("changes") && !scene.looked_at;
const review = reviews ? new ReviewBar(list, pageData("changes"), { approve, say: showToast }) : null;
const removed = new RemovedScenes(api, list, "removed" in page);
/** @type {Map<number, string>} scene > the rewriting that was announced last */
const announced = new Map();
const topic = new LiveTopic({ liveUrl: page.liveUrl, statusUrl: page.statusUrl, first: pageData("first-state") });
/** @type {StoryContext} */
const context = {
  language: page.lang,
  teacher: page.teacher === "yes",
  reviews,
  lessons: false,
  pageUrl: (number) => `/story/${page.story}/page/${number}.${page.divided === "page" ? "jpg" : "txt"}`,
};
let arranging = false; // whether lessons are shown: what was chosen is not taken back while it is sent
let answersOf = ""; // which questions they were given to
const secondUrl = (/** @type {string} */ language) => `${api}/translation/${language}`;
const secondActions = {
  order: (/** @type {string} */ code) => report(sendJson("POST", secondUrl(code)), "second-ordered"),
  remove: (/** @type {string} */ code, /** @type {number} */ seen) =>
    report(sendJson("DELETE", `${secondUrl(code)}?seen_rev=${seen}`), "second-removed"),
};
const naming = new Naming((/** @type {string} */ title, /** @type {string} */ before) =>
  report(sendJson("PUT", `${api}/title`, { title, seen_title: before }), "retitled"),
);
const standstill = new Standstill(render);
const second = new SecondLanguage(topic.state, limits.translates, secondActions, render);

function render() {
  const { state } = topic;
  const story = storyOf(state);
  if (!story) return;
  const scenes = scenesOf(state);
  const mayEdit = mayChange();
  context.language = story.language;
  context.lessons = story.lessons;
  const standing = JSON.stringify([state.rev, story.progress]);
  showOverview(story, scenes, limits, state.rev, standstill.look(standing, isInProgress(story)));
  setVisible($("shared-note"), !mayEdit);
  naming.show(story.title, mayEdit);
  removed.enable(mayEdit);
  if (!arranging) $("show-lessons").checked = story.lessons;
  $("show-lessons").disabled = !mayEdit;
  setVisible($("no-scenes"), !scenes.length);
  const replacements = new Map(rowsOf(state, "illustration").map((it) => [it.replaces, it]));
  const rewritings = new Map(rowsOf(state, "rewriting").map((it) => [it.scene, it]));
  list.receive(scenes);
  for (const scene of scenes) {
    const rewriting = rewritings.get(scene.id);
    announceRewriting(scene, rewriting);
    const card = list.cards.get(scene.id);
    card?.show(scene, rewriting, replacements.get(scene.illustration), mayEdit, scenes.length);
    card?.second.show(state, scene, second, mayEdit);
  }
  second.show(state, scenes, mayEdit);
  showRows();
  review?.show();
  setVisible($("pager"), scenes.length > 1);
  $("page-back").disabled = !scenes[(list.scene?.index ?? 0) - 1];
  $("page-on").disabled = !scenes[(list.scene?.index ?? 0) + 1];
  showAnswers(scenes);
}

/**
 * Fetch what the class answered, at first and whenever questions are others or stand elsewhere.
 * @param {Scene[]} scenes
 */
function showAnswers(scenes) {
  const story = storyOf(topic.state);
  const isShared = Boolean(story?.published || story?.shared);
  const asked = scenes.map((scene) => [scene.id, scene.question?.text, scene.held_question?.text]);
  const key = JSON.stringify([isShared, asked]);
  if (!page.answersUrl || key === answersOf) return;
  answersOf = key;
  showClassAnswers(page.answersUrl, isShared);
}

/** Of a story that others have only a teacher changes something. */
function mayChange() {
  const story = storyOf(topic.state);
  return page.teacher === "yes" || !(story?.published || story?.shared);
}

function showRows() {
  const mayEdit = mayChange();
  const stored = readStored(draftsKey);
  list.showRows((scene) => ({
    mayEdit: mayEdit && list.scenes.length > 1,
    teacher: context.teacher,
    second: statusOf(topic.state, scene, second.language),
    changed: Boolean(review?.isChanged(scene)),
    easy: isEasy(scene.level, limits.grade),
    unsaved: list.cards.get(scene.id)?.unsaved ?? Boolean(stored[scene.id]),
  }));
}

/** @param {Scene} scene */
function makeCard(scene) {
  const stored = readStored(draftsKey)[scene.id] ?? null;
  return new SceneCard(scene, limits, context, sceneActions(scene), stored);
}

/**
 * Put a scene at another index.
 * @param {number} id
 * @param {number} to
 */
async function placeScene(id, to) {
  const from = list.scenes.find((scene) => scene.id === id)?.index ?? 0;
  // With its id: the scene may stand somewhere else when the server is asked.
  const sent = sendJson("PUT", `${api}/scene/${from}/place?scene_id=${id}`, { to });
  const moved = Boolean(await report(sent, "moved", { n: from + 1, to: to + 1 }));
  if (moved) list.rebase();
  return moved;
}

/**
 * Tick a scene as it is shown.
 * @param {number} id
 */
async function approve(id) {
  const card = list.cards.get(id);
  return card && sceneActions({ id }).look(true, card.seenText, card.seenPicture);
}

/**
 * Say when other words for a scene were found, but not for those that were there when the page was opened.
 * @param {Scene} scene
 * @param {RewritingRow | undefined} rewriting
 */
function announceRewriting(scene, rewriting) {
  const key = rewriting ? `${rewriting.id}:${rewriting.status}` : "";
  const before = announced.get(scene.id);
  announced.set(scene.id, key);
  if (before === undefined || before === key || rewriting?.status !== "completed") return;
  const isLong = scene.level?.over?.includes("sentence");
  showToast(text(isLong ? "found-long" : "found", { n: scene.index + 1 }));
}

/**
 * @param {Pick<Scene, "id">} scene
 * @returns {SceneActions}
 */
function sceneActions({ id }) {
  const now = () => scenesOf(topic.state).find((scene) => scene.id === id);
  // With its id: the scene may stand somewhere else when the server is asked.
  const url = (act = "") => `${api}/scene/${now()?.index ?? 0}${act}?scene_id=${id}`;
  const values = () => ({ n: (now()?.index ?? 0) + 1 });
  return {
    focus: () => topic.focus("scene", id),
    store(draft) {
      writeStored(draftsKey, { ...readStored(draftsKey), [id]: draft ?? undefined });
      queueMicrotask(render); // its row says whether it is saved
    },
    measure: async (words) => (await sendJson("POST", `${api}/measure`, { text: words })).body,
    async save(words, seen) {
      const body = await report(sendJson("PATCH", url(), { text: words, seen_text: seen }), "saved", values());
      if (body) list.rebase();
      return body ? body.text : null;
    },
    async rewrite(direction) {
      return Boolean(await report(sendJson("POST", url("/rewrite"), { direction }), `finding-${direction}`));
    },
    async wish(words) {
      return Boolean(await report(sendJson("POST", url("/picture"), { wish: words }), "picture-asked", values()));
    },
    async replace(file, alt) {
      return Boolean(await report(uploadPicture(url("/picture"), file, alt), "picture-used", values()));
    },
    decide: (choice, seen) =>
      report(sendJson("PATCH", url(), { question: choice, seen_text: seen }), `question-${choice}`, values()),
    look: (looked, words, picture) =>
      looked
        ? report(sendJson("PUT", url("/look"), { seen_text: words, seen_image_url: picture }), "look-noted", values())
        : report(sendJson("DELETE", url("/look")), "look-taken-back", values()),
    retry: () => report(sendJson("POST", url("/retry")), "asked"),
    move(by) {
      const to = (now()?.index ?? 0) + by;
      if (to >= 0 && to < list.scenes.length) placeScene(id, to);
    },
    lesson: {
      load: async () => reportFailure(await sendJson("GET", url("/lesson"))),
      async keep(edited) {
        const response = await sendJson("PUT", url("/lesson"), edited);
        if (response.ok) showToast(text("lesson-saved", values())); // else the form says it
        return response;
      },
      another: () => report(sendJson("POST", url("/lesson/another")), "lesson-other", values()),
    },
    second: {
      async keep(language, written, seen, before) {
        const sent = { ...written, seen_text: seen, seen_translation: before };
        return Boolean(await report(sendJson("PUT", url(`/translation/${language}`), sent), "second-kept", values()));
      },
      again: async (language) =>
        Boolean(await report(sendJson("POST", url(`/translation/${language}`)), "second-asked", values())),
    },
    arrange: arrangeActions({ api, list, topic, removed }, id, url, values),
  };
}

/** @type {HTMLTextAreaElement | null} */
const note = $("note");
let sendsNote = false;
note?.form?.addEventListener("submit", () => {
  sendsNote = true;
});
addEventListener("beforeunload", (event) => {
  if (list.unsaved || naming.unsaved || (note?.value.trim() && !sendsNote)) event.preventDefault();
});
// What is typed in a card, or saved, shows in its row at once. The card stays: a box that was ticked a moment ago is
// not yet said.
for (const it of ["input", "saving"]) $("scenes").addEventListener(it, () => showRows());
$("page-back").addEventListener("click", () => list.step(-1));
$("page-on").addEventListener("click", () => list.step(1));
$("show-lessons").addEventListener("change", async () => {
  const shown = $("show-lessons").checked;
  const key = shown ? "lessons-shown" : "lessons-hidden";
  arranging = true;
  const done = await report(sendJson("PUT", `${api}/lessons`, { shown }), key);
  arranging = false;
  if (!done) render();
});
$("retry-all").addEventListener("click", () => report(sendJson("POST", `${api}/retry`), "asked"));
topic.addEventListener("state", render);
showConnectionNotice(topic);
render();
// On a phone on its side nothing of a scene would be in sight.
if (reviews && !location.hash && matchMedia("(max-height: 30rem)").matches) $("scene-list").scrollIntoView();
topic.start();
