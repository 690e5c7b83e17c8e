// One button that plays what is on the desk from the first item to the last, with what is heard between them.

import { briefOf } from "../rows/brief-rows.js";
import { $, icon, setVisible } from "../ui/dom.js";
import { Gap } from "../ui/gap.js";
import { onPlay } from "../ui/plays-alone.js";
import { text } from "../ui/texts.js";

/**
 * @import { TopicState } from "../live/reducer.js"
 * @import { RecordingPlayer } from "../ui/recording-player.js"
 */

export class HearAll {
  /** @param {string} jingle where its sound is */
  constructor(jingle) {
    this.jingle = jingle;
    /** @type {RecordingPlayer[]} of the items that can be heard, in their order */
    this.players = [];
    /** @type {RecordingPlayer | null} whose turn it is */
    this.current = null;
    /** @type {Gap | null} */
    this.gap = null;
    this.letGo = () => {};
    /** @type {TopicState | null} */
    this.state = null;
    $("hear-all").addEventListener("click", () => (this.current ? this._stop() : this._begin()));
  }

  /**
   * @param {TopicState} state
   * @param {(RecordingPlayer | null)[]} players of the items in their order; null where one was never heard
   */
  show(state, players) {
    this.state = state;
    this.players = players.filter((player) => player !== null).filter((player) => player.audio.getAttribute("src"));
    if (this.current && !this.players.includes(this.current)) this._stop(); // it was removed
    setVisible($("hear-all"), this.players.length > 1);
    this._showButton();
  }

  _showButton() {
    const key = this.current ? "hear-no-more" : "hear-all";
    if ($("hear-all").dataset.shows === key) return;
    $("hear-all").dataset.shows = key;
    $("hear-all").replaceChildren(icon(this.current ? "stop" : "play"), text(key));
  }

  _begin() {
    const brief = this.state && briefOf(this.state);
    const jingle = brief?.has_jingle ? this.jingle : null;
    this.gap = new Gap({ seconds: brief?.pause_seconds ?? 0, jingle });
    this._play(this.players[0]);
  }

  /** @param {RecordingPlayer | undefined} player */
  _play(player) {
    if (!player) return this._stop();
    this.current = player;
    player.seek(0);
    player.element.closest("li")?.scrollIntoView({ block: "nearest" });
    const heard = new AbortController();
    const { signal } = heard;
    // Whoever pauses an item, or plays another one, wants no more of the rest.
    player.audio.addEventListener("pause", () => !player.audio.ended && this._stop(), { signal });
    for (const event of ["error", "emptied"]) player.audio.addEventListener(event, () => this._stop(), { signal });
    player.audio.addEventListener("ended", () => this._next(player), { signal });
    this.letGo = () => heard.abort();
    player.play().then((plays) => plays || signal.aborted || this._stop());
    this._showButton();
  }

  /** @param {RecordingPlayer} player */
  _next(player) {
    this.letGo();
    const next = this.players[this.players.indexOf(player) + 1];
    if (!next) return this._stop();
    const waits = new AbortController();
    onPlay(() => this._stop(), waits.signal); // between two items too, another one may be wanted
    this.letGo = () => waits.abort();
    this.gap?.begin(() => {
      this.letGo();
      this._play(next);
    });
  }

  _stop() {
    this.letGo();
    this.gap?.end();
    const { current } = this;
    this.current = null;
    if (current && !current.audio.paused) current.audio.pause();
    this._showButton();
  }
}
