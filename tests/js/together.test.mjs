import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { correction, learntLag, secondsAt } from "../../static/js/together/place.js";
import { ServerClock } from "../../static/js/together/server-clock.js";
import { dice } from "./server.mjs";

const SERVER = 1_700_000_000_000; // ms; the server's clock when the device's says 0
const NEAR = 0.05; // seconds in which a class is one

/** Numbers from 0 to 1. */
const share = (seed) => {
  const roll = dice(seed);
  return () => roll(1e6) / 1e6;
};

describe("the server's clock", () => {
  const device = (time) => {
    const clock = new ServerClock(() => device.time);
    device.time = time;
    return clock;
  };
  /** One question: so long on the way there, so long on the way back. */
  const ask = (clock, there, back) => {
    const { sent } = clock.question();
    const now = SERVER + device.time + there;
    device.time += there + back;
    clock.heard({ sent, now });
  };

  it("is exact where both ways take as long, whatever they take", () => {
    const clock = device(5000);
    ask(clock, 200, 200);
    assert.equal(clock.now(), SERVER + device.time);
  });

  it("is told by the quickest answer", () => {
    const clock = device(0);
    ask(clock, 900, 100);
    ask(clock, 8, 6);
    ask(clock, 300, 20);
    assert.ok(Math.abs(clock.now() - (SERVER + device.time)) <= 1);
  });

  it("is never wrong by more than half of the quickest round", () => {
    const chance = share(7);
    for (let round = 0; round < 200; round++) {
      const clock = device(chance() * 1e6);
      let quickest = Infinity;
      for (let n = 0; n < 5; n++) {
        const [there, back] = [chance() * 200, chance() * 200];
        quickest = Math.min(quickest, there + back);
        ask(clock, there, back);
      }
      assert.ok(Math.abs(clock.now() - (SERVER + device.time)) <= quickest / 2 + 0.2);
    }
  });

  it("is asked anew after the device has slept", () => {
    const clock = device(0);
    ask(clock, 1, 1);
    device.time -= 60_000; // as if it had not run for a minute
    clock.doubt();
    assert.ok(clock.known);
    ask(clock, 50, 50);
    assert.equal(clock.now(), SERVER + device.time);
  });

  it("takes an answer of unknown age until there is a better one", () => {
    const clock = device(0);
    assert.equal(clock.known, false);
    clock.guess(SERVER + device.time - 400);
    assert.equal(clock.now(), SERVER + device.time - 400);
    ask(clock, 100, 100);
    assert.equal(clock.now(), SERVER + device.time);
  });
});

const here = { at: 0, playing: false, rate: 1, ready: true, duration: 60, lag: 0 };
const playing = { playing: true, seconds: 4, speed: 1, at: 10_000 };
const resting = { ...playing, playing: false };

describe("a class that plays", () => {
  it("moves on from where it began, at its speed", () => {
    assert.equal(secondsAt(playing, 9_000), 4);
    assert.equal(secondsAt({ ...playing, speed: 0.5 }, 12_000), 5);
    assert.equal(secondsAt(resting, 12_000), 4);
  });

  it("is waited for at its place, and begun with at its moment", () => {
    assert.deepEqual(correction(playing, 9_700, here), { play: false, seek: 4, rate: 1, again: 300 });
    const { play, seek } = correction(playing, 10_000, { ...here, at: 4 });
    assert.deepEqual([play, seek], [true, null]);
  });

  it("is begun with earlier where a device takes a while to be heard", () => {
    const slow = { ...here, at: 4, lag: 0.12 };
    assert.equal(correction(playing, 9_800, slow).again, 80);
    assert.equal(correction(playing, 9_880, slow).play, true);
  });

  it("is joined where it is by then", () => {
    assert.deepEqual(correction(playing, 13_000, { ...here, lag: 0.1 }).seek, 7.1);
  });

  it("is caught up with by running a little faster or slower, and by a jump from far", () => {
    const sound = { ...here, playing: true };
    const rate = (at) => correction(playing, 12_000, { ...sound, at }).rate;
    assert.equal(rate(6.01), 1);
    assert.ok(rate(5.9) > 1.03 && rate(5.9) < 1.09);
    assert.ok(rate(6.1) < 0.97 && rate(6.1) > 0.91);
    assert.equal(correction(playing, 12_000, { ...sound, at: 5.9 }).seek, null);
    assert.equal(correction(playing, 12_000, { ...sound, at: 2 }).seek, 6);
  });

  it("is not jumped after while the sound is still on its way", () => {
    assert.equal(correction(playing, 12_000, { ...here, playing: true, at: 0, ready: false }).seek, null);
  });

  it("plays its last moment for who came when it was over, and began before its length was known", () => {
    const over = { playing: true, seconds: 0, speed: 1, at: 1000 };
    const sound = { at: 0.6, playing: true, rate: 1, ready: true, duration: 20, lag: 0 };
    const late = correction(over, 41_000, sound);
    assert.ok(late.seek > 19.9 && late.seek < 20);
    assert.equal(correction(over, 21_000, { ...sound, at: 19.5 }).seek, null, "who was there hears its end");
  });

  it("does not stumble over a command that changes nothing", () => {
    const before = { ...here, playing: true, at: 3.6 };
    assert.deepEqual(correction(playing, 9_600, before), { play: true, seek: null, rate: 1, again: 400 });
  });

  it("lets a scene end", () => {
    const ending = { ...here, playing: true, at: 59.9, duration: 60 };
    assert.deepEqual(correction(playing, 66_000, ending), { play: true, seek: null, rate: 1, again: null });
    const late = { ...here, at: 59.7 };
    assert.deepEqual(correction(playing, 99_000, late), { play: true, seek: 59.95, rate: 1, again: null });
    assert.equal(correction(playing, 99_000, { ...here, at: 60 }).play, false, "who was there waits");
  });
});

describe("a class that rests", () => {
  it("stops at one moment, and not when each hears of it", () => {
    const sound = { ...here, playing: true, at: 3.7 };
    assert.deepEqual(correction(resting, 9_700, sound), { play: true, seek: null, rate: 1, again: 300 });
    assert.deepEqual(correction(resting, 10_050, { ...sound, at: 4.05 }).play, false);
    assert.equal(correction(resting, 10_050, { ...sound, at: 4.05 }).seek, 4);
  });
});

/** A device whose sound takes a while to start and to be elsewhere; its time passes in steps. */
class Device {
  constructor({ lag, offset, skew }) {
    Object.assign(this, {
      at: 0,
      playing: false,
      rate: 1,
      silent: 0,
      offset,
      skew,
      trueLag: lag,
      lag: 0,
      learns: false,
    });
    this.look = 0;
  }

  /** Let `ms` of true time pass up to `now`. */
  pass(ms) {
    const heard = Math.max(0, ms - this.silent);
    this.silent = Math.max(0, this.silent - ms);
    if (this.playing) this.at += (heard / 1000) * this.rate * this.skew;
  }

  correct(place, now) {
    if (now < this.look) return;
    const ready = !this.silent;
    const believed = now + this.offset;
    if (this.playing && ready && this.learns && believed > place.at) {
      this.lag = learntLag(this.lag, this.at - secondsAt(place, believed));
      this.learns = false;
    }
    const next = correction(place, believed, { ...this, ready, duration: 600 });
    if (next.seek !== null) this.at = next.seek;
    if (next.play && (next.seek !== null || !this.playing)) {
      this.learns = true;
      this.silent = this.trueLag;
    }
    this.playing = next.play;
    this.rate = next.rate;
    this.look = now + (next.again ?? Infinity);
  }
}

describe("thirty devices", () => {
  it("are one class two seconds after each command, with clocks and sounds of their own", () => {
    const chance = share(11);
    const devices = Array.from({ length: 30 }, () => {
      const error = () => (chance() - 0.5) * 40; // ms that its estimate of the server's clock is wrong
      return new Device({ lag: 20 + chance() * 130, offset: error(), skew: 1 + (chance() - 0.5) * 2e-3 });
    });
    const commands = [
      { playing: true, seconds: 0, speed: 1, at: 1_000 },
      { playing: true, seconds: 40, speed: 1, at: 6_000 },
      { playing: true, seconds: 44, speed: 0.75, at: 10_000 },
      { playing: false, seconds: 47, speed: 1, at: 14_000 },
    ];
    let worst = 0;
    for (let now = 0; now < 18_000; now += 5) {
      const place = commands.findLast(({ at }) => at - 400 <= now) ?? { ...commands[0], playing: false };
      for (const device of devices) {
        device.pass(5);
        if (commands.some(({ at }) => at - 400 === now)) device.look = 0;
        device.correct(place, now);
      }
      const settled = now > place.at + 2_000;
      if (settled) for (const { at } of devices) worst = Math.max(worst, Math.abs(at - secondsAt(place, now)));
    }
    assert.ok(worst < NEAR, `${worst} s`);
  });
});
