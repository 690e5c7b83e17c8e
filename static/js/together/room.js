// One class as the player's page knows it: its socket, where it is, and the commands to it.

import { LiveTopic } from "../live/live-topic.js";
import { rowsOf } from "../live/reducer.js";
import { sendJson } from "../ui/dom.js";

/**
 * @import { Environment } from "../live/browser-environment.js"
 * @import { ConnectionEvent, StateEvent } from "../live/live-topic.js"
 * @import { ClassListeningRow, TimeFrame } from "../live/row-types.js"
 * @import { ApiResponse } from "../ui/dom.js"
 * @import { ServerClock } from "./server-clock.js"
 */

/** @typedef {{id: number, name: string, leads: boolean, on: boolean, live_url: string, url: string}} KnownRoom */

const FIRST_QUESTIONS = 5; // about the time, one after the other
const ASK_AGAIN_EVERY = 20_000; // ms

export class Room {
  /**
   * @param {KnownRoom} known
   * @param {ServerClock} clock
   * @param {() => void} changed where the class is, or what time it is
   * @param {Environment} [environment]
   */
  constructor({ id, name, leads, live_url, url }, clock, changed, environment) {
    this.id = id;
    this.name = name;
    this.leads = leads;
    this.url = url;
    this.clock = clock;
    this.topic = new LiveTopic({ liveUrl: live_url, statusUrl: url, environment });
    this.questions = 0;
    this.topic.addEventListener("state", (event) => {
      const { frame } = /** @type {StateEvent} */ (event).detail;
      // Asked over HTTP, where sockets do not get through: the answer says the time too.
      if (frame && "now" in frame && !clock.known) clock.guess(Number(frame.now));
      changed();
    });
    this.topic.addEventListener("time", (event) => {
      clock.heard(/** @type {CustomEvent<{frame: TimeFrame}>} */ (event).detail.frame);
      if (--this.questions > 0) this._askTime();
      else changed();
    });
    this.topic.addEventListener("connection", (event) => {
      const { status } = /** @type {ConnectionEvent} */ (event).detail;
      if (status === "live") this._measure();
      if (status === "stopped") changed(); // they are not of the class any more
    });
    setInterval(() => this._measure(2), ASK_AGAIN_EVERY);
  }

  open() {
    if (this.topic.status === "idle") this.topic.start();
  }

  /** @returns {ClassListeningRow | undefined} where the class is, if it listens together */
  get row() {
    if (this.topic.status === "stopped") return undefined;
    return rowsOf(this.topic.state, "class_listening").find((row) => row.story);
  }

  /**
   * Bring the class to a place; of several in a row the last counts.
   * @param {{story: string | null, playing: boolean, scene: number, seconds: number | null, speed: number,
   *   asking: boolean, told: boolean}} where
   * @returns {Promise<ApiResponse>}
   */
  async lead({ story, playing, scene, seconds, speed, asking, told }) {
    const answer = await sendJson("PUT", this.url, { story, playing, scene, seconds, speed, asking, told });
    if (answer.ok) {
      if (!this.clock.known) this.clock.guess(answer.body.now);
      this.topic.take(answer.body); // the socket may be away
    }
    return answer;
  }

  /** Say that its conductor is still here. */
  keepTogether() {
    return sendJson("POST", this.url);
  }

  /**
   * Say that this page goes along with the class, or does no more.
   * @param {boolean} goes
   */
  goAlong(goes) {
    this.topic.focus(null);
    this.topic.focus("class_listening", Number(goes));
  }

  letGo() {
    return sendJson("DELETE", this.url);
  }

  _measure(questions = FIRST_QUESTIONS) {
    if (questions === FIRST_QUESTIONS) this.clock.doubt();
    this.questions = questions;
    this._askTime();
  }

  _askTime() {
    this.topic.send(this.clock.question());
  }
}
