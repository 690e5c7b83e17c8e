// What not every listener needs comes when it is needed, so that the page stays light: keeping a story and the
// sleep timer when their card is opened, words and questions when a scene has some, the lock screen on the first play,
// how a story is coming along when it is not whole.

import { hasLesson, isComplete, storyOf } from "../rows/story-rows.js";
import { $ } from "../ui/dom.js";

export class LazyParts {
  /** `story`: its id; `answered`: scene id > choice; `times`: what things take. */
  constructor(player, { story, answered, times }) {
    Object.assign(this, { player, story, answered, times });
    this.learning = this.keeping = this.sleep = this.lock = this.making = this.pace = null;
    this.asked = new Set();
    performance.setResourceTimingBufferSize?.(10_000); // what keeping a story looks through, after hours of listening
    $("listening").addEventListener("toggle", () => this._extras());
    $("about")?.addEventListener("toggle", () => this._growing());
    if (navigator.serviceWorker?.controller) this._extras(); // something is kept: perhaps this
  }

  show(scene, scenes, story) {
    if (scenes.some(hasLesson)) this._learning();
    if (!isComplete(story)) this._growing();
    this.learning?.show(scene);
    this.keeping?.show(story, scenes);
    this.making?.show(this.player.state, story, scenes);
  }

  /** Something plays: the lock screen and headphones may steer it. */
  lockScreen() {
    this._bring(
      "lock",
      () => import("./media-session.js"),
      ({ connectMediaSession }) => (this.lock = connectMediaSession(this.player)),
    );
  }

  _extras() {
    const { player } = this;
    const acts = { fallAsleep: () => player.fallAsleep(), told: (words) => player.announce(words) };
    // The lock screen's controls come with it, since only loaded scripts are kept with a story.
    const load = () =>
      Promise.all([import("../offline/offline-panel.js"), import("./sleep-timer.js"), import("./media-session.js")]);
    this._bring("extras", load, ([{ OfflinePanel }, { SleepTimer }]) => {
      this.keeping = new OfflinePanel(this.story, acts.told);
      this.sleep = new SleepTimer($("sleep"), acts.fallAsleep);
    });
  }

  _growing() {
    const acts = { stop: () => this.player.ask("cancel", "stopping"), retry: () => this.player.ask("retry", "asked") };
    const load = () => Promise.all([import("./wait-estimate.js"), import("./progress-panel.js")]);
    this._bring("growing", load, ([{ WaitEstimate }, { ProgressPanel }]) => {
      this.pace = new WaitEstimate(this.times);
      this.making = new ProgressPanel(acts);
    });
  }

  _learning() {
    const { player, answered } = this;
    const said = () => ({ lang: storyOf(player.state).language, dir: storyOf(player.state).direction });
    const answerUrl = (index) => player.api(`scene/${index}/answer`);
    this._bring(
      "learning",
      () => import("./quiz.js"),
      ({ Quiz }) => {
        this.learning = new Quiz({ answerUrl, answered, said });
      },
    );
  }

  async _bring(name, load, use) {
    if (this.asked.has(name)) return;
    this.asked.add(name);
    const module = await load().catch(() => null);
    if (!module) return this.asked.delete(name); // no line: the next time it is wanted
    use(module);
    this.player.render();
  }
}
