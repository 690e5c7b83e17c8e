// The desk of a story: one live topic, a card for each scene, and what its owner or teacher does to it.

import { $, csrfToken, detail, pageData, say, send, show } from "../ui/dom.js";
import { noticeConnection } from "../ui/connection-notice.js";
import { LiveTopic } from "../live/live-topic.js";
import { recall, remember } from "../ui/storage.js";
import { SceneCard } from "../story-editor/scene-card.js";
import { scenesOf, storyOf } from "../rows/story-rows.js";
import { all } from "../live/reducer.js";
import { aboutStory, classAnswers } from "../story-editor/story-overview.js";
import { text } from "../ui/texts.js";

const page = $("main").dataset;
const limits = pageData("limits");
const api = `/api/story/${page.story}`;
const drafts = `desk:${page.story}`;
const cards = new Map();
const found = new Map(); // scene > the rewriting whose end was told
const topic = new LiveTopic({ liveUrl: page.liveUrl, statusUrl: page.statusUrl, first: pageData("first-state") });
const place = {
  language: page.lang,
  pageUrl: (number) => `/story/${page.story}/page/${number}.jpg`,
};

function draw() {
  const { state } = topic;
  const story = storyOf(state);
  if (!story) return;
  const scenes = scenesOf(state);
  const may = page.teacher === "yes" || !story.published;
  place.language = story.language;
  aboutStory(story, scenes, limits);
  show($("shared-note"), !may);
  show($("no-scenes"), !scenes.length);
  const pictures = new Map(all(state, "illustration").map((it) => [it.replaces, it]));
  const rewritings = new Map(all(state, "rewriting").map((it) => [it.scene, it]));
  for (const scene of scenes) {
    const rewriting = rewritings.get(scene.id);
    card(scene).show(scene, rewriting, pictures.get(scene.illustration), may);
    tellFound(scene, rewriting);
  }
  for (const [id, gone] of cards) {
    if (scenes.some((scene) => scene.id === id)) continue;
    gone.element.remove();
    cards.delete(id);
  }
}

function card(scene) {
  if (!cards.has(scene.id)) {
    const made = new SceneCard(scene, limits, place, actsOn(scene), recall(drafts)[scene.index]);
    cards.set(scene.id, made);
    const after = [...$("scenes").children].find((it) => Number(it.dataset.index) > scene.index);
    made.element.dataset.index = String(scene.index);
    $("scenes").insertBefore(made.element, after ?? null);
  }
  return cards.get(scene.id);
}

function tellFound(scene, rewriting) {
  const key = rewriting ? `${rewriting.id}:${rewriting.status}` : "";
  const before = found.get(scene.id);
  found.set(scene.id, key);
  if (before !== undefined && before !== key && rewriting?.status === "completed") tell("found", { n: scene.index + 1 });
}

function actsOn(scene) {
  const url = `${api}/scene/${scene.index}`;
  const n = scene.index + 1;
  return {
    look: () => topic.focus("scene", scene.id),
    keep: (keepsake) => remember(drafts, { ...recall(drafts), [scene.index]: keepsake ?? undefined }),
    measure: async (words) => (await send("POST", `${api}/measure`, { text: words })).body,
    async save(words, seen) {
      const answer = await done(send("PATCH", url, { text: words, seen_text: seen }), "saved", { n });
      return answer ? answer.text : null;
    },
    async rewrite(direction) {
      return Boolean(await done(send("POST", `${url}/rewrite`, { direction }), `finding-${direction}`));
    },
    async wish(words) {
      return Boolean(await done(send("POST", `${url}/picture`, { wish: words }), "picture-asked", { n }));
    },
    async replace(file, alt) {
      return Boolean(await done(upload(`${url}/picture`, file, alt), "picture-used", { n }));
    },
    decide: (choice, seen) => done(send("PATCH", url, { question: choice, seen_text: seen }), `question-${choice}`, { n }),
    again: () => done(send("POST", `${url}/retry`), "asked"),
  };
}

async function upload(url, file, alt) {
  const body = new FormData();
  body.append("file", file);
  body.append("alt", alt);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" }, credentials: "same-origin" });
    return { ok: answer.ok, status: answer.status, body: await answer.json().catch(() => ({})) };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

/** Wait for an answer and say how it went; the body, or null when it did not work. */
async function done(answering, key, values = {}) {
  const answer = await answering;
  if (answer.ok) tell(key, values);
  else toast(answer.status === 0 ? text("offline") : detail(answer.body, text("failed")), true);
  return answer.ok ? answer.body : null;
}

const tell = (key, values) => toast(text(key, values), false);

let quiet = null;
function toast(words, bad) {
  const notice = $("says");
  say(notice, words);
  notice.className = `toast note ${bad ? "note-bad" : ""}`;
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    notice.className = "visually-hidden";
  }, bad ? 10_000 : 4000);
}

addEventListener("beforeunload", (event) => {
  if ([...cards.values()].some((it) => it.unsaved)) event.preventDefault();
});
$("retry-all").addEventListener("click", () => done(send("POST", `${api}/retry`), "asked"));
topic.addEventListener("state", draw);
noticeConnection(topic);
draw();
topic.start();
if (page.answersUrl) classAnswers(page.answersUrl);
