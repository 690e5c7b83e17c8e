// Arranging a scene from its card: asked of the server with what was seen, so that nothing unseen is lost.

import { scenesOf } from "../rows/story-rows.js";
import { sendJson } from "../ui/dom.js";
import { text } from "../ui/texts.js";
import { report, reportFailure, showToast } from "./said.js";

/**
 * @import { LiveTopic } from "../live/live-topic.js"
 * @import { Seen } from "../story-editor/scene-arrange.js"
 * @import { SceneActions } from "../story-editor/scene-card.js"
 * @import { RemovedScenes } from "./removed.js"
 * @import { SceneList } from "./scene-list.js"
 */

/** @typedef {{api: string, list: SceneList, topic: LiveTopic, removed: RemovedScenes}} Desk */

/**
 * @param {LiveTopic} topic
 * @param {number} id of a scene
 * @returns {Seen}
 */
function seenOf(topic, id) {
  const scenes = scenesOf(topic.state);
  const at = scenes.findIndex((scene) => scene.id === id);
  return at < 0 ? null : { rev: scenes[at].rev, words: scenes[at].text, next: scenes[at + 1] };
}

/**
 * Tell whether something is written in a scene's card that splitting or joining would lose; then say so.
 * @param {boolean | undefined} unsaved
 * @param {number} n the scene's number
 */
function holdsBack(unsaved, n) {
  if (unsaved) showToast(text("save-first", { n }), true);
  return Boolean(unsaved);
}

/**
 * Return what arranges a scene: names, splits, joins, removes it, and adds one after it.
 * @param {Desk} desk
 * @param {number} id of a scene
 * @param {(act?: string) => string} url
 * @param {() => {n: number}} values
 * @returns {SceneActions["arrange"]}
 */
export function arrangeActions({ api, list, topic, removed }, id, url, values) {
  const seen = () => seenOf(topic, id);
  const shown = (/** @type {any} */ body) => goToWhatCame(list, body);
  return {
    seen,
    async name(title, before) {
      const sent = sendJson("PATCH", url(), { title, seen_title: before });
      return Boolean(await report(sent, title.trim() ? "named" : "unnamed", values()));
    },
    sentences: async () => reportFailure(await sendJson("GET", url("/sentences")))?.sentences ?? null,
    async split(keeps) {
      const { n } = values();
      if (holdsBack(list.cards.get(id)?.words.unsaved, n)) return false;
      const sent = sendJson("POST", url("/split"), { keeps, seen_text: seen()?.words });
      return shown(await report(sent, "was-split", { n, next: n + 1 }));
    },
    async join(before) {
      const { n } = values();
      if (holdsBack(list.cards.get(id)?.words.unsaved, n)) return false;
      if (holdsBack(list.cards.get(before?.next?.id ?? 0)?.unsaved, n + 1)) return false;
      const next = { next_id: before?.next?.id, next_rev: before?.next?.rev };
      const sent = sendJson("POST", url("/join"), { seen_text: before?.words, ...next });
      return shown(await report(sent, "joined", values()));
    },
    async add(words) {
      const { n } = values();
      return shown(await report(sendJson("POST", `${api}/scene`, { text: words, at: n }), "added", { n: n + 1 }));
    },
    async remove(before) {
      const sent = sendJson("DELETE", `${url()}&seen_rev=${before?.rev ?? 0}`);
      const gone = reportFailure(await sent) !== null; // the note says it, with the way back
      if (gone) await removed.gone();
      return gone;
    },
  };
}

/**
 * Go to the scene that came of an act. Returns whether there is one.
 * @param {SceneList} list
 * @param {any} body a scene, or null where it did not work
 */
function goToWhatCame(list, body) {
  if (body) {
    list.rebase();
    list.goTo(body.scene_id);
  }
  return Boolean(body);
}
