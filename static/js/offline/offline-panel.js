// "Keep on this device" for a finished story, its progress, and "remove".

import { smallPicture } from "../rows/story-rows.js";
import { $, ownUrl, setText, setVisible } from "../ui/dom.js";
import { sizeText } from "../ui/size.js";
import { text } from "../ui/texts.js";
import { canSave, isSaved, removeStory, savedStories, saveStory } from "./offline-stories.js";

/**
 * @import { StoryRow } from "../live/row-types.js"
 * @import { Scene } from "../rows/story-rows.js"
 */

export class OfflinePanel {
  /**
   * @param {string} story its id
   * @param {(words: string) => void} announce
   */
  constructor(story, announce) {
    this.story = story;
    this.announce = announce;
    this.user = document.documentElement.dataset.user ?? "";
    this.kept = false;
    this.busy = false;
    /** @type {StoryRow | null} */
    this.row = null;
    /** @type {Scene[]} */
    this.scenes = [];
    $("keep").addEventListener("click", () => this._save());
    $("unkeep").addEventListener("click", () => this._remove());
    if (canSave()) this._look();
  }

  /**
   * @param {StoryRow} row
   * @param {Scene[]} scenes
   */
  show(row, scenes) {
    this.row = row;
    this.scenes = scenes;
    this._render();
  }

  async _look() {
    this.kept = await isSaved(this.story);
    this._render();
  }

  _render() {
    const complete = this.row?.status === "completed" && !this.row.failed_scenes;
    setVisible($("keeping"), canSave() && this.user && (complete || this.kept));
    setVisible($("keep"), !this.kept && !this.busy);
    setVisible($("unkeep"), this.kept);
    setVisible($("keep-bar"), this.busy);
  }

  async _save() {
    if (this.busy || !this.row) return;
    this.busy = true;
    this._render();
    $("keep-bar").value = 0;
    try {
      await saveStory(this.user, this._note(this.row), this._files(), (done, all) => {
        $("keep-bar").value = (done / all) * 100;
        setText($("keep-words"), text("keeping", { percent: Math.round((done / all) * 100) }));
      });
      this.kept = true;
      const note = (await savedStories()).find((it) => it.id === this.story);
      this._say(text("is-kept", { size: sizeText(note?.bytes ?? 0) }));
    } catch (error) {
      const full = error instanceof Error && error.name === "QuotaExceededError";
      this._say(text(full ? "keep-no-room" : "keep-failed"));
    }
    this.busy = false;
    this._render();
    $(this.kept ? "unkeep" : "keep").focus(); // the button that was pressed is hidden now
  }

  async _remove() {
    await removeStory(this.story);
    this.kept = false;
    this._say(text("not-kept"));
    this._render();
    $("keep").focus();
  }

  /** @param {string} words */
  _say(words) {
    setText($("keep-words"), words);
    this.announce(words);
  }

  /** @param {StoryRow} row */
  _note({ title, language, direction }) {
    const seconds = this.scenes.reduce((sum, scene) => sum + (scene.voice?.duration ?? 0), 0);
    const cover = ownUrl(
      smallPicture(
        this.scenes.find((scene) => scene.picture?.image_url),
        "cover",
      ),
    );
    const scenes = this.scenes.length;
    return { id: this.story, title, language, direction, cover, seconds, scenes, path: location.pathname };
  }

  /** Return the page, its media, and exactly those static files it has loaded: they belong to the same version. */
  _files() {
    const media = this.scenes.flatMap((scene) => [
      ownUrl(scene.voice?.audio_url),
      ownUrl(scene.picture?.image_url),
      ownUrl(scene.picture?.front_url),
      ownUrl(smallPicture(scene, "thumb")),
      ownUrl(smallPicture(scene, "cover")),
    ]);
    const loaded = performance.getEntriesByType("resource").map((entry) => ownUrl(entry.name));
    const statics = [...loaded, document.documentElement.dataset.icons].filter((url) => url?.startsWith("/static/"));
    return { page: location.pathname, media: strings(media), statics: [...new Set(strings(statics))] };
  }
}

/**
 * @param {(string | null | undefined)[]} list
 * @returns {string[]} without what is empty
 */
const strings = (list) => list.filter((it) => typeof it === "string" && it !== "").map(String);
