// Parts of the player that not every listener needs, loaded on demand so that the page stays light: the sleep timer and
// keeping a story when their card is opened, the quiz when a scene has one, media controls, what was heard and resuming
// on the first play, progress and estimates while a story is not complete, vowels where they are wanted, listening
// together for classes, a second language where there is one, and the projector.

import { hasLesson, isComplete, shownLanguages, storyOf } from "../rows/story-rows.js";
import { $ } from "../ui/dom.js";
import { text } from "../ui/texts.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { StoryRow } from "../live/row-types.js"
 * @import { OfflinePanel } from "../offline/offline-panel.js"
 * @import { Scene } from "../rows/story-rows.js"
 * @import { ProjectedPlayer, Projector } from "../projector/projector.js"
 * @import { Ending, EndingPlayer } from "../stage/ending.js"
 * @import { Heard } from "./heard.js"
 * @import { BilingualPlayer, SecondLanguage } from "./second-language.js"
 * @import { SessionDisplay, SessionPlayer } from "./media-session.js"
 * @import { ResumingPlayer } from "./resumption.js"
 * @import { Together, TogetherPlayer } from "../together/together.js"
 * @import { Transcript } from "../stage/transcript.js"
 * @import { ProgressPanel } from "../stage/progress-panel.js"
 * @import { Quiz, QuizPlayer } from "../lesson/quiz.js"
 * @import { Vowels } from "../stage/vowels.js"
 * @import { SleepTimer } from "./sleep-timer.js"
 * @import { MedianTimes, WaitEstimate } from "./wait-estimate.js"
 */

/**
 * What the parts need of the player.
 * @typedef {object} PartsPlayer
 * @property {TopicState} state
 * @property {(path: string) => string} api
 * @property {(scene: Scene, act?: string) => string} sceneUrl
 * @property {(words: string, seen?: boolean) => void} announce
 * @property {() => void} fallAsleep
 * @property {{key: string, scenes: number[]}} heardBefore
 * @property {{hear: (scene: number) => void}} bookmark
 * @property {(action: string, done: string) => void} request
 * @property {() => void} render
 * @property {{keepInView: (word: HTMLElement) => void}} view
 * @property {{figures: typeof import("../stage/figures.js") | null}} theatre
 */

export class LazyParts {
  /**
   * @param {PartsPlayer & SessionPlayer & ResumingPlayer & EndingPlayer & ProjectedPlayer & QuizPlayer & TogetherPlayer & BilingualPlayer} player
   * @param {object} options
   * @param {string} options.story its id
   * @param {Record<string, number>} options.answered scene id > choice
   * @param {MedianTimes} options.times
   */
  constructor(player, { story, answered, times }) {
    this.player = player;
    this.story = story;
    this.answered = answered;
    this.times = times;
    /** @type {Quiz | null} */
    this.quiz = null;
    /** @type {OfflinePanel | null} */
    this.offline = null;
    /** @type {SleepTimer | null} */
    this.sleep = null;
    /** @type {Transcript | null} of the whole text */
    this.transcript = null;
    /** @type {SessionDisplay | null} */
    this.mediaSession = null;
    /** @type {Ending | null} */
    this.ending = null;
    /** @type {Heard | null} */
    this.heard = null;
    /** @type {ProgressPanel | null} */
    this.progress = null;
    /** @type {WaitEstimate | null} */
    this.estimate = null;
    /** @type {Projector | null} */
    this.projector = null;
    /** @type {Together | null} */
    this.together = null;
    /** @type {Vowels | null} */
    this.vowels = null;
    /** @type {SecondLanguage | null} */
    this.second = null;
    /** @type {Set<string>} */
    this.requested = new Set();
    // Keeping a story looks through the loaded files, also after hours of listening: the default is 250 entries.
    performance.setResourceTimingBufferSize?.(10_000);
    $("listening").addEventListener("toggle", () => this._loadListening());
    $("about")?.addEventListener("toggle", () => this._loadProgress());
    if ($("together")) this._loadTogether();
    $("project").addEventListener("click", () => this.project());
    if (new URLSearchParams(location.search).has("project")) this.project(); // from the desk
    if (navigator.serviceWorker?.controller) this._loadListening(); // something is kept: perhaps this story
  }

  /**
   * @param {Scene | undefined} scene
   * @param {Scene[]} scenes
   * @param {StoryRow} story
   */
  show(scene, scenes, story) {
    if (scenes.some(hasLesson)) this._loadQuiz();
    if (!isComplete(story)) this._loadProgress();
    if (story.language === "ar" && $("vowels").checked) this._loadVowels();
    if (shownLanguages(this.player.state).length) this._loadSecond();
    this.quiz?.show(scene);
    this.offline?.show(story, scenes);
    this.transcript?.show(scenes);
    this.together?.changed();
    this.second?.show(scene);
    this.progress?.show(this.player.state, story, scenes);
  }

  /** What asks between two scenes: before a class large, else in a card. */
  get lessons() {
    return this.projector?.isOn ? this.projector : this.quiz;
  }

  /** Show the story to a whole class. */
  async project() {
    const { player } = this;
    if (this.projector) return this.projector.enter();
    const mayReveal = $("main").dataset.mayEdit === "yes";
    const load = () => import("../projector/projector.js");
    await this._load("projector", load, ({ Projector }) => {
      this.projector = new Projector(player, { language: () => storyOf(player.state), mayReveal });
      this.projector.enter();
    });
    if (!this.projector) player.announce(text("offline"), true);
  }

  /** Connect the lock screen and headphones, and go on after an outage, once something plays. */
  loadPlaying() {
    const { player } = this;
    const load = () =>
      Promise.all([
        import("./heard.js"),
        import("./media-session.js"),
        import("./resumption.js"),
        import("../stage/ending.js"),
        import("../stage/figures.js"),
        import("../stage/follow-words.js"),
      ]);
    this._load(
      "playing",
      load,
      ([{ Heard }, { connectMediaSession }, { Resumption }, { Ending }, figures, { followingWords }]) => {
        player.theatre.figures = figures;
        player.view.keepInView = followingWords();
        this.heard = new Heard(player.heardBefore.key, player.heardBefore.scenes, (id) => player.bookmark.hear(id));
        this.mediaSession = connectMediaSession(player);
        this.ending = new Ending(player);
        new Resumption(player);
      },
    );
  }

  _loadListening() {
    const { player } = this;
    this.loadPlaying(); // only loaded scripts are kept with a story, and it may not have played yet
    const load = () =>
      Promise.all([
        import("../offline/offline-panel.js"),
        import("./sleep-timer.js"),
        import("../stage/transcript.js"),
      ]);
    this._load("listening", load, ([{ OfflinePanel }, { SleepTimer }, { Transcript }]) => {
      this.transcript = new Transcript(() => player.scenes);
      this.offline = new OfflinePanel(this.story, (words) => player.announce(words));
      this.sleep = new SleepTimer($("sleep"), () => player.fallAsleep());
    });
  }

  _loadVowels() {
    const { player } = this;
    this._load(
      "vowels",
      () => import("../stage/vowels.js"),
      ({ Vowels }) => {
        this.vowels = new Vowels({
          url: (scene) => player.sceneUrl(scene, "/vowels"),
          changed: () => player.render(),
          failed: (words) => player.announce(words, true),
        });
      },
    );
  }

  _loadTogether() {
    const { player } = this;
    this._load(
      "together",
      () => import("../together/together.js"),
      ({ Together }) => {
        this.together = new Together(player, this.story);
      },
    );
  }

  _loadSecond() {
    const { player } = this;
    this._load(
      "second",
      () => import("./second-language.js"),
      ({ SecondLanguage }) => {
        this.second = new SecondLanguage(player);
      },
    );
  }

  _loadProgress() {
    const { player } = this;
    const load = () => Promise.all([import("./wait-estimate.js"), import("../stage/progress-panel.js")]);
    this._load("progress", load, ([{ WaitEstimate }, { ProgressPanel }]) => {
      this.estimate = new WaitEstimate(this.times);
      this.progress = new ProgressPanel({
        stop: () => player.request("cancel", "stopping"),
        retry: () => player.request("retry", "asked"),
      });
    });
  }

  _loadQuiz() {
    const { player } = this;
    const load = () => import("../lesson/quiz.js");
    this._load("quiz", load, ({ Quiz }) => {
      this.quiz = new Quiz(player, {
        answered: this.answered,
        answerUrl: (scene) => player.sceneUrl(scene, "/answer"),
        story: () => storyOf(player.state),
      });
    });
  }

  /**
   * Load a part once and use it; where that fails, the next need for it tries again.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} load
   * @param {(modules: T) => void} use
   */
  async _load(name, load, use) {
    if (this.requested.has(name)) return;
    this.requested.add(name);
    const modules = await load().catch(() => null);
    if (!modules) {
      this.requested.delete(name);
      return;
    }
    use(modules);
    this.player.render();
  }
}
