// The desk of a story: one live topic, a card for each scene, and what its owner or teacher does to it.

import { LiveTopic } from "../live/live-topic.js";
import { rowsOf } from "../live/reducer.js";
import { scenesOf, storyOf } from "../rows/story-rows.js";
import { SceneCard } from "../story-editor/scene-card.js";
import { showClassAnswers, showOverview } from "../story-editor/story-overview.js";
import { showConnectionNotice } from "../ui/connection-notice.js";
import { $, csrfToken, errorDetail, pageData, sendJson, setText, setVisible } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";

const page = $("main").dataset;
const limits = pageData("limits");
const api = `/api/story/${page.story}`;
const draftsKey = `desk:${page.story}`;
const cards = new Map();
const rewritingStates = new Map(); // scene > the rewriting whose end was told
const topic = new LiveTopic({ liveUrl: page.liveUrl, statusUrl: page.statusUrl, first: pageData("first-state") });
const context = {
  language: page.lang,
  pageUrl: (number) => `/story/${page.story}/page/${number}.jpg`,
};

function render() {
  const { state } = topic;
  const story = storyOf(state);
  if (!story) return;
  const scenes = scenesOf(state);
  const may = page.teacher === "yes" || !story.published;
  context.language = story.language;
  showOverview(story, scenes, limits);
  setVisible($("shared-note"), !may);
  setVisible($("no-scenes"), !scenes.length);
  const pictures = new Map(rowsOf(state, "illustration").map((it) => [it.replaces, it]));
  const rewritings = new Map(rowsOf(state, "rewriting").map((it) => [it.scene, it]));
  for (const scene of scenes) {
    const rewriting = rewritings.get(scene.id);
    card(scene).show(scene, rewriting, pictures.get(scene.illustration), may);
    announceRewriting(scene, rewriting);
  }
  for (const [id, gone] of cards) {
    if (scenes.some((scene) => scene.id === id)) continue;
    gone.element.remove();
    cards.delete(id);
  }
}

function card(scene) {
  if (!cards.has(scene.id)) {
    const made = new SceneCard(scene, limits, context, sceneActions(scene), readStored(draftsKey)[scene.index]);
    cards.set(scene.id, made);
    const after = [...$("scenes").children].find((it) => Number(it.dataset.index) > scene.index);
    made.element.dataset.index = String(scene.index);
    $("scenes").insertBefore(made.element, after ?? null);
  }
  return cards.get(scene.id);
}

function announceRewriting(scene, rewriting) {
  const key = rewriting ? `${rewriting.id}:${rewriting.status}` : "";
  const before = rewritingStates.get(scene.id);
  rewritingStates.set(scene.id, key);
  if (before !== undefined && before !== key && rewriting?.status === "completed")
    showMessage("found", { n: scene.index + 1 });
}

function sceneActions(scene) {
  const url = `${api}/scene/${scene.index}`;
  const n = scene.index + 1;
  return {
    look: () => topic.focus("scene", scene.id),
    keep: (keepsake) => writeStored(draftsKey, { ...readStored(draftsKey), [scene.index]: keepsake ?? undefined }),
    measure: async (words) => (await sendJson("POST", `${api}/measure`, { text: words })).body,
    async save(words, seen) {
      const answer = await report(sendJson("PATCH", url, { text: words, seen_text: seen }), "saved", { n });
      return answer ? answer.text : null;
    },
    async rewrite(direction) {
      return Boolean(await report(sendJson("POST", `${url}/rewrite`, { direction }), `finding-${direction}`));
    },
    async wish(words) {
      return Boolean(await report(sendJson("POST", `${url}/picture`, { wish: words }), "picture-asked", { n }));
    },
    async replace(file, alt) {
      return Boolean(await report(uploadPicture(`${url}/picture`, file, alt), "picture-used", { n }));
    },
    decide: (choice, seen) =>
      report(sendJson("PATCH", url, { question: choice, seen_text: seen }), `question-${choice}`, { n }),
    again: () => report(sendJson("POST", `${url}/retry`), "asked"),
  };
}

async function uploadPicture(url, file, alt) {
  const body = new FormData();
  body.append("file", file);
  body.append("alt", alt);
  try {
    const answer = await fetch(url, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
      credentials: "same-origin",
    });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

/** Wait for an answer and say how it went; the body, or null when it did not work. */
async function report(answering, key, values = {}) {
  const answer = await answering;
  if (answer.ok) showMessage(key, values);
  else toast(answer.status === 0 ? text("offline") : errorDetail(answer.body, text("failed")), true);
  return answer.ok ? answer.body : null;
}

const showMessage = (key, values) => toast(text(key, values), false);

let toastTimer = null;
function toast(words, bad) {
  const notice = $("says");
  setText(notice, words);
  notice.className = `toast note ${bad ? "note-bad" : ""}`;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(
    () => {
      notice.className = "visually-hidden";
    },
    bad ? 10_000 : 4000,
  );
}

addEventListener("beforeunload", (event) => {
  if ([...cards.values()].some((it) => it.unsaved)) event.preventDefault();
});
$("retry-all").addEventListener("click", () => report(sendJson("POST", `${api}/retry`), "asked"));
topic.addEventListener("state", render);
showConnectionNotice(topic);
render();
topic.start();
if (page.answersUrl) showClassAnswers(page.answersUrl);
