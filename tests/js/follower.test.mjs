import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";
import { Follower } from "../../static/js/together/follower.js";
import { ServerClock } from "../../static/js/together/server-clock.js";

let time, sound, player, follower, interrupted;

/** A voice whose time is the test's, and a player that does as it is told. */
class Voice extends EventTarget {
  audio = { paused: true, ended: false, readyState: 4, seeking: false, duration: 60, playbackRate: 1, src: "/x" };
  broken = false;
  at = 0;
  get playing() {
    return !this.audio.paused;
  }
  seek(seconds) {
    this.at = seconds;
  }
  play() {
    this.audio.paused = false;
    this.dispatchEvent(new Event("change"));
  }
  pause() {
    this.audio.paused = true;
    this.dispatchEvent(new Event("change"));
  }
}

const scene = (index) => ({ index, voice: { status: "completed", audio_url: "/x" } });
const where = (more) => ({ story: "a", round: 1, scene: 0, playing: true, seconds: 4, speed: 1, at: 1000, ...more });

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  time = 1000;
  interrupted = 0;
  sound = new Voice();
  player = {
    narrator: sound,
    index: 0,
    scenes: [scene(0), scene(1)],
    get scene() {
      return this.scenes[this.index];
    },
    wants: "pause",
    atEnd: true,
    turnTo(index, from) {
      this.index = index;
      sound.at = from;
    },
    render() {},
  };
  const clock = new ServerClock(() => time);
  clock.heard({ sent: time, now: time });
  follower = new Follower(player, clock, () => interrupted++);
});

const pass = (ms) => {
  time += ms;
  if (sound.playing) sound.at += (ms / 1000) * sound.audio.playbackRate;
  mock.timers.tick(ms);
};

describe("a device that follows", () => {
  it("plays from where the class is, whenever it comes", () => {
    time = 6000;
    follower.follow(where());
    assert.deepEqual([sound.playing, sound.at, player.wants, player.atEnd], [true, 9, "play", false]);
  });

  it("is in the scene of the class, and stops with it", () => {
    follower.follow(where({ scene: 1 }));
    assert.equal(player.index, 1);
    pass(2000);
    follower.follow(where({ scene: 1, playing: false, seconds: 6.4, at: 3400 }));
    assert.equal(sound.playing, true, "the others have not heard of it yet");
    pass(400);
    assert.deepEqual([sound.playing, Math.round(sound.at * 10) / 10, player.wants], [false, 6.4, "pause"]);
    assert.equal(interrupted, 0);
  });

  it("starts at the moment that is named", () => {
    follower.follow(where({ at: 1400 }));
    assert.equal(sound.playing, false);
    pass(399);
    assert.equal(sound.playing, false);
    pass(1);
    assert.deepEqual([sound.playing, sound.at], [true, 4]);
  });

  it("waits for a scene that has no voice yet", () => {
    player.scenes[0].voice.status = "pending";
    follower.follow(where());
    assert.equal(sound.playing, false);
    player.scenes[0].voice.status = "completed";
    pass(1000);
    assert.deepEqual([sound.playing, sound.at], [true, 5]);
  });

  it("says when something else stops its voice", () => {
    follower.follow(where());
    sound.pause();
    assert.equal(interrupted, 1);
  });

  it("says when the browser wants to be asked first", () => {
    follower.follow(where());
    sound.dispatchEvent(new Event("refused"));
    assert.equal(interrupted, 1);
  });

  it("goes its own way once it does not follow", () => {
    follower.follow(where());
    follower.follow(null);
    sound.pause();
    pass(5000);
    assert.deepEqual([sound.playing, interrupted], [false, 0]);
  });

  it("does nothing before it knows the time", () => {
    const lost = new Follower(player, new ServerClock(() => time), () => {});
    lost.follow(where());
    assert.equal(sound.playing, false);
  });
});
