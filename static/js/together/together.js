// Listening together: a teacher leads the class through the story, and each device follows until its listener leaves.

import { isPlayable } from "../rows/story-rows.js";
import { $, errorDetail, pageData, takeWish } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";
import { text } from "../ui/texts.js";
import { Bar } from "./bar.js";
import { ClassQuestion } from "./class-question.js";
import { Follower } from "./follower.js";
import { secondsAt } from "./place.js";
import { Room } from "./room.js";
import { ServerClock } from "./server-clock.js";

/**
 * @import { FollowingPlayer } from "./follower.js"
 * @import { ClassListeningRow } from "../live/row-types.js"
 * @import { Quiz } from "../lesson/quiz.js"
 */

/**
 * What it needs of the player. `toggle`, `go` and `seek`: what its listener does.
 * @typedef {FollowingPlayer & {
 *   announce: (words: string, seen?: boolean) => void,
 *   toggle: () => void,
 *   go: (index: number) => void,
 *   seek: (seconds: number) => void,
 *   parts: {quiz: Quiz | null, second: {voice: {pause: () => void}} | null},
 *   goingOn: {continueWaiting: () => void},
 * }} TogetherPlayer
 */

const SIGN_OF_LIFE_EVERY = 30_000; // ms

const HERE_EVERY = 20_000; // ms; the server forgets who says nothing for 50 s

export class Together {
  /**
   * @param {TogetherPlayer} player
   * @param {string} story its id
   */
  constructor(player, story) {
    this.player = player;
    this.story = story;
    this.clock = new ServerClock();
    this.follower = new Follower(player, this.clock, () => this._interrupted());
    this.rooms = pageData("together").map((/** @type {any} */ it) => new Room(it, this.clock, () => this.show()));
    this.question = new ClassQuestion(this);
    this.wishedClass = Number(new URLSearchParams(location.search).get("lead")); // its id; 0: none is named
    this.wishesToLead = takeWish("lead");
    this.begunUnpressed = false; // no press here has let the browser play so far
    this.bar = new Bar(this);
    /** @type {Room | null} with which this page is, following or leading */
    this.room = null;
    this.arrived = false; // the class of this room was seen in this story
    this.wishes = takeWish("together"); // "Listen along": to go with the class at once
    /** @type {ClassListeningRow | null} where the class would be, had it been reached */
    this.adrift = null;
    /** @type {{where: ClassListeningRow, seconds: number | null} | null} the command that is on its way */
    this.sent = null;
    /** @type {{where: ClassListeningRow, seconds: number | null} | null} the last of those given meanwhile */
    this.next = null;
    setInterval(() => this._giveSign(), SIGN_OF_LIFE_EVERY);
    setInterval(() => this._goAlong(), HERE_EVERY);
    for (const [at, known] of pageData("together").entries()) if (!known.leads || known.on) this.rooms[at].open();
    this._beginAsWished();
    this.show();
  }

  /** Lead the class from whose own page one comes, which was pressed there; whoever comes otherwise is asked. */
  _beginAsWished() {
    if (!this.wishesToLead) return;
    const at = pageData("together").findIndex((/** @type {any} */ it) => it.leads && it.id === this.wishedClass);
    const path = `/classes/${this.wishedClass}/`;
    const isPressed = document.referrer.split(/[?#]/u)[0] === location.origin + path;
    // Nobody is taken out of what their class hears already without a question.
    if (at < 0 || !isPressed || pageData("together")[at].on) return this.bar.askWhichClass();
    this.begunUnpressed = true;
    this.begin(this.rooms[at]);
  }

  /** Whether this page leads the class. */
  get leads() {
    return Boolean(this.room?.leads && this.room.row);
  }

  /** Return where the class is, for its conductor: a second press comes before the answer of the first. */
  get led() {
    if (!this.leads) return null;
    return this.next?.where ?? this.sent?.where ?? this.adrift ?? this.room?.row ?? null;
  }

  // What the listener does in the player. Each tells whether that is the class's affair, or everything is as ever.

  toggle() {
    if (this._staysAlong(() => this.player.toggle())) return true;
    const row = this.led;
    if (!row) return false;
    const { player } = this;
    const over = player.atEnd || player.narrator.audio.ended;
    if (row.playing && !over) return this.lead({ ...row, playing: false }, null);
    const scene = player.atEnd ? 0 : player.index;
    if (this.begunUnpressed) this.follower.warmUp();
    this.begunUnpressed = false;
    return this.lead({ ...row, playing: true, asking: false, scene }, over ? 0 : null);
  }

  /** @param {number} scene */
  go(scene) {
    if (this._staysAlong(() => this.player.go(scene))) return true;
    const row = this.led;
    if (!row) return false;
    const found = this.player.scenes.find(({ index }) => index === scene);
    const playing = row.playing && isPlayable(found);
    return Boolean(found) && this.lead({ ...row, scene, playing, asking: false }, 0);
  }

  /** @param {number} seconds */
  seek(seconds, playing = this.room?.row?.playing ?? false) {
    if (this._staysAlong(() => this.player.seek(seconds))) return true;
    const row = this.led;
    return Boolean(row) && this.lead({ .../** @type {any} */ (row), playing }, seconds);
  }

  /** Tell whether a scene that has ended is the class's affair: its conductor leads on. */
  endsScene() {
    const last = !this.player.scenes.some(({ index }) => index > this.player.index);
    return this.follower.where !== null && !this.leads && !last;
  }

  /** @param {() => void} act what goes on by itself, once what this page asks is answered: nothing opens over that */
  afterAsking(act) {
    if (this.bar.dialog.open) this.bar.afterwards = act;
    else act();
  }

  // Coming and going

  /**
   * Bring a class together here, where this page is.
   * @param {Room} room that this person leads
   */
  begin(room) {
    this.room = room;
    room.open();
    this.follower.warmUp();
    const { index, narrator } = this.player;
    const where = { story: this.story, playing: false, scene: index, asking: false, told: false };
    return this._send(/** @type {any} */ (where), narrator.at);
  }

  /**
   * Go with a class from now on.
   * @param {Room} room
   */
  join(room) {
    this.room = room;
    if (!room.row?.playing) this.follower.warmUp();
    this._goAlong();
    this.show();
  }

  /** Go one's own way; the class goes on. */
  leave() {
    this._part();
    this.show();
  }

  /**
   * End it for the whole class.
   * @param {Room} room
   */
  async end(room) {
    const { ok, body } = await room.letGo();
    if (!ok) this.player.announce(errorDetail(body, text("offline")), true);
  }

  /** Whether this round's question was put already, on this device. @param {Room} room */
  wasAsked(room) {
    return readStored(`together:${room.url}`).round === room.row?.round;
  }

  /** @param {Room} room */
  noteAsked(room) {
    writeStored(`together:${room.url}`, { round: room.row?.round });
  }

  /** Show where the classes are, and be where the one is that this page goes with. */
  show() {
    const wished =
      this.wishes && this.rooms.find((/** @type {Room} */ it) => !it.leads && it.row?.story === this.story);
    if (wished) {
      this.wishes = false;
      return this.join(wished);
    }
    const row = this.room?.row;
    if (row?.story === this.story) this.arrived = true;
    else if (this.arrived) this._ended();
    if (row && this.arrived && !this.adrift) this.follower.follow(row);
    this.question.show();
    this.bar.show();
  }

  /** The player has changed something, such as the speed. */
  changed() {
    this.question.show();
    const row = this.leads ? this.led : null;
    const speed = Number($("speed").value);
    if (row && row.speed !== speed && !this.sent) this._send({ ...row, speed }, null);
  }

  // Leading

  /**
   * Who goes along and acts is asked whether they want to leave the class, and has done nothing before they say so.
   * @param {() => void} act what they do then by themselves
   */
  _staysAlong(act) {
    if (this.bar.invites) return true;
    if (!this.room?.row || !this.arrived || this.leads) return false;
    // Not on a screen that is off: headphones and the lock screen stop the sound at once.
    if (document.hidden) this.leave();
    else this.bar.askToLeave(act);
    return !document.hidden;
  }

  /**
   * @param {ClassListeningRow} where
   * @param {number | null} seconds null: where the class is by then
   */
  lead(where, seconds) {
    this._send(where, seconds);
    return true;
  }

  /**
   * @param {ClassListeningRow} where
   * @param {number | null} seconds
   */
  async _send(where, seconds) {
    const room = this.room;
    if (!room) return;
    if (this.sent) {
      this.next = { where, seconds };
      return;
    }
    this.sent = { where, seconds };
    const { ok, status, body } = await room.lead({ ...where, seconds, speed: Number($("speed").value) });
    this.sent = null;
    const { next } = this;
    this.next = null;
    if (this.room !== room) return;
    if (ok) this.adrift = null;
    else if (room.row && (status === 0 || status >= 500)) this._goOnAlone(where, seconds);
    else {
      this.player.announce(errorDetail(body, text(status ? "failed" : "offline")), true);
      return this.leave();
    }
    this.show();
    if (next) await this._send(next.where, next.seconds);
  }

  /**
   * The class is out of reach: its conductor's own page goes on, and brings it along when it is reached again.
   * @param {ClassListeningRow} where
   * @param {number | null} seconds
   */
  _goOnAlone(where, seconds) {
    const now = this.clock.now();
    if (!this.clock.known) this.clock.guess(now);
    const before = this.adrift ?? this.room?.row;
    this.adrift = { ...where, seconds: seconds ?? (before ? secondsAt(before, now) : 0), at: now };
    this.follower.follow(this.adrift);
    this.player.announce(text("together-away"), true);
  }

  async _giveSign() {
    const { adrift, room } = this;
    if (!this.leads || !room) return;
    if (adrift) return this._send(adrift, secondsAt(adrift, this.clock.now()));
    const { status } = await room.keepTogether();
    if (status === 409) this.leave();
  }

  _interrupted() {
    const row = this.leads ? this.room?.row : null;
    if (row?.playing) this.lead({ ...row, playing: false }, null);
    else if (!row) {
      this.leave();
      this.player.announce(text("together-left"), true);
    }
  }

  _ended() {
    this._part();
    const { player } = this;
    player.wants = "pause";
    player.narrator.pause();
    player.announce(text("together-over"), true);
    player.render();
  }

  _goAlong() {
    if (this.room && !this.room.leads) this.room.goAlong(true);
  }

  _part() {
    if (this.room && !this.room.leads) this.room.goAlong(false);
    this.room = null;
    this.arrived = false;
    this.adrift = null;
    this.question.show();
    this.follower.follow(null);
    this.player.narrator.audio.playbackRate = Number($("speed").value);
  }
}
