// "Keep on this device" for a finished story, how far it is, and "remove" again.

import { $, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatMegabytes } from "../ui/format.js";
import { text } from "../ui/texts.js";
import { canSave, isSaved, removeStory, savedStories, saveStory } from "./offline-stories.js";

export class OfflinePanel {
  /** `told(words)`: say something to everybody. */
  constructor(story, told) {
    this.story = story;
    this.told = told;
    this.user = document.documentElement.dataset.user;
    this.kept = false;
    this.busy = false;
    this.scenes = [];
    $("keep").addEventListener("click", () => this._keep());
    $("unkeep").addEventListener("click", () => this._unkeep());
    if (canSave()) this._look();
  }

  /** `ready`: nothing of the story is missing. */
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
    const whole = this.row?.status === "completed" && !this.row.failed_scenes;
    setVisible($("keeping"), canSave() && this.user && (whole || this.kept));
    setVisible($("keep"), !this.kept && !this.busy);
    setVisible($("unkeep"), this.kept);
    setVisible($("keep-bar"), this.busy);
  }

  async _keep() {
    if (this.busy) return;
    this.busy = true;
    this._render();
    $("keep-bar").value = 0;
    try {
      await saveStory(this.user, this._note(), this._paths(), (done, all) => {
        $("keep-bar").value = (done / all) * 100;
        setText($("keep-words"), text("keeping", { percent: Math.round((done / all) * 100) }));
      });
      this.kept = true;
      const { bytes } = (await savedStories()).find((note) => note.id === this.story);
      this._say(text("is-kept", { size: formatMegabytes(bytes) }));
    } catch (error) {
      this._say(text(error.name === "QuotaExceededError" ? "keep-no-room" : "keep-failed"));
    }
    this.busy = false;
    this._render();
    $(this.kept ? "unkeep" : "keep").focus();
  }

  async _unkeep() {
    await removeStory(this.story);
    this.kept = false;
    this._say(text("not-kept"));
    this._render();
    $("keep").focus();
  }

  _say(words) {
    setText($("keep-words"), words);
    this.told(words);
  }

  _note() {
    const { title, language, direction } = this.row;
    const seconds = this.scenes.reduce((sum, scene) => sum + (scene.voice?.duration ?? 0), 0);
    const cover = ownUrl(this.scenes.find((scene) => scene.picture?.image_url)?.picture.image_url);
    return {
      id: this.story,
      title,
      language,
      direction,
      cover,
      seconds,
      scenes: this.scenes.length,
      path: location.pathname,
    };
  }

  _paths() {
    const media = this.scenes.flatMap(({ voice, picture }) => [ownUrl(voice?.audio_url), ownUrl(picture?.image_url)]);
    const loaded = performance.getEntriesByType("resource").map((entry) => ownUrl(entry.name));
    const statics = [...loaded, document.documentElement.dataset.icons].filter((url) => url?.startsWith("/static/"));
    return { page: location.pathname, media: media.filter(Boolean), statics: [...new Set(statics)] };
  }
}
