// What not every listener needs comes when it is needed, so that the page stays light: keeping a story and the
// sleep timer when their card is opened, words and questions when a scene has some.

import { $ } from "./dom.js";
import { storyOf, teaches } from "./scenes.js";

export class Later {
  constructor(player, story, answered) {
    this.player = player;
    this.story = story;
    this.answered = answered;
    this.learning = this.keeping = this.sleep = null;
    this.asked = new Set();
    $("listening").addEventListener("toggle", () => this._extras());
    if (navigator.serviceWorker?.controller) this._extras(); // something is kept: perhaps this
  }

  show(scene, scenes, story) {
    if (scenes.some(teaches)) this._learning();
    this.learning?.show(scene);
    this.keeping?.show(story, scenes);
  }

  async _extras() {
    if (!this._first("extras")) return;
    const { extras } = await import("./extras.js");
    const { player } = this;
    const acts = { fallAsleep: () => player.fallAsleep(), told: (words) => player.announce(words) };
    Object.assign(this, extras(this.story, acts));
    player.render();
  }

  async _learning() {
    if (!this._first("learning")) return;
    const { Learning } = await import("./learning.js");
    const { player, answered } = this;
    const said = () => ({ lang: storyOf(player.state).language, dir: storyOf(player.state).direction });
    this.learning = new Learning({ answerUrl: (index) => player.api(`scene/${index}/answer`), answered, said });
    player.render();
  }

  _first(name) {
    const first = !this.asked.has(name);
    this.asked.add(name);
    return first;
  }
}
