// Thirty devices of a class, each with its own clock, its own line and its own sound, following through real sockets
// with the scripts that pages use. Started by bench/conductor.py; prints what was heard when, as JSON.

import { Follower } from "../static/js/together/follower.js";
import { Room } from "../static/js/together/room.js";
import { ServerClock } from "../static/js/together/server-clock.js";

const { web, conductor, pupils, classId, story, rounds } = JSON.parse(process.argv[2]);
const LENGTH = 300; // seconds of a scene
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const between = (low, high) => low + Math.random() * (high - low);
/** The time that everything is measured by, which no device knows: ms since 1970. */
const truth = () => performance.timeOrigin + performance.now();

/** A socket behind a line that takes its time, more for some messages than for others, and keeps their order. */
class SlowSocket {
  constructor(url, token, line) {
    this.socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
    this.line = line;
    this.free = { in: 0, out: 0 };
    this.socket.onopen = () => this.onopen?.();
    this.socket.onclose = (event) => this.onclose?.({ code: event.code });
    this.socket.onmessage = ({ data }) => this._later("in", () => this.onmessage?.({ data }));
  }

  get readyState() {
    return this.socket.readyState;
  }

  send(text) {
    this._later("out", () => this.socket.readyState === 1 && this.socket.send(text));
  }

  close() {
    this.socket.close();
  }

  _later(way, act) {
    this.free[way] = Math.max(this.free[way], truth() + this.line());
    setTimeout(act, this.free[way] - truth());
  }
}

/** A sound that takes a while to start and to be elsewhere; it remembers what was heard when. */
class Sound {
  constructor() {
    this.duration = LENGTH;
    this.readyState = 4;
    this.src = "/x";
    this.paused = true;
    this.lag = between(10, 140);
    this.rate = 1;
    this.heard = [{ at: 0, since: truth(), rate: 0 }];
  }

  get playbackRate() {
    return this.rate;
  }

  set playbackRate(rate) {
    this.rate = rate;
    if (!this.paused) this._from(this.currentTime, Math.max(0, this.heard.at(-1).since - truth()));
  }

  get currentTime() {
    const { at, since, rate } = this.heard.at(-1);
    return at + (Math.max(0, truth() - since) / 1000) * rate;
  }

  set currentTime(at) {
    this._from(at, this.paused ? 0 : this.lag * between(0.7, 1.3));
  }

  get ended() {
    return this.currentTime >= this.duration;
  }

  get seeking() {
    return truth() < this.heard.at(-1).since;
  }

  async play() {
    if (!this.paused) return;
    const at = this.currentTime;
    this.paused = false;
    this._from(at, this.lag * between(0.7, 1.3));
  }

  pause() {
    const at = this.currentTime;
    this.paused = true;
    this._from(at, 0);
  }

  _from(at, wait) {
    this.heard.push({ at, since: truth() + wait, rate: this.paused ? 0 : this.rate });
  }

  /** When this second was heard after a moment, or null. */
  when(second, after) {
    for (const [n, { at, since, rate }] of this.heard.entries()) {
      const until = this.heard[n + 1]?.since ?? truth();
      const moment = since + ((second - at) / rate) * 1000;
      if (rate && second >= at && moment <= until && moment >= after) return moment;
    }
    return null;
  }
}

/** A page of the player, as far as following asks for it. */
class Device {
  constructor(token) {
    const base = between(5, 60);
    // Now and then a message is held up, as in the air between thirty phones.
    this.line = () => base + -Math.log(1 - Math.random()) * 15 + (Math.random() < 0.02 ? between(100, 300) : 0);
    const [offset, skew] = [between(-5000, 5000), 1 + between(-5e-5, 5e-5)];
    const now = () => performance.now() * skew + offset;
    this.sound = new Sound();
    this.clock = new ServerClock(now);
    this.follower = new Follower(this._player(), this.clock, () => {});
    this.sockets = [];
    const environment = {
      page: Object.assign(new EventTarget(), { visibilityState: "visible" }),
      window: new EventTarget(),
      openSocket: (url) => {
        this.sockets.push(new SlowSocket(url, token, this.line));
        return this.sockets.at(-1);
      },
      fetch: () => Promise.reject(new Error("no other way")),
      now,
      random: Math.random,
      setTimer: setTimeout,
      clearTimer: clearTimeout,
      socketOrigin: () => web.replace("http", "ws"),
    };
    const known = { name: "", leads: false, live_url: `/ws/class/${classId}/`, url: "" };
    this.room = new Room(known, this.clock, () => this.follower.follow(this.room.row ?? null), environment);
    this.room.open();
    this.follower.warmUp();
  }

  _player() {
    const { sound } = this;
    const narrator = {
      audio: sound,
      broken: false,
      get at() {
        return sound.currentTime;
      },
      get playing() {
        return !sound.paused && !sound.ended;
      },
      play: () => sound.play(),
      pause: () => sound.pause(),
      seek: (seconds) => {
        sound.currentTime = seconds;
      },
      addEventListener() {},
    };
    const scene = { index: 0, voice: { status: "completed", audio_url: "/x" } };
    return { narrator, index: 0, scene, scenes: [scene], wants: "pause", atEnd: false, turnTo() {}, render() {} };
  }

  /** Lose the line, and get it back after so long. */
  async lose(ms) {
    this.room.topic._disconnect(); // as when the air is gone: nothing more comes, and nothing says so
    await sleep(ms);
    this.room.topic._connect();
  }
}

async function command(where) {
  const response = await fetch(`${web}/api/class/${classId}/listening`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${conductor}`, "Content-Type": "application/json" },
    body: JSON.stringify({ story, scene: 0, speed: 1, ...where }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).rows[0];
}

const figures = {};

/** Note when each device heard a second of the scene, as ms from when the row says that it is heard. */
function note(what, devices, row, second, after) {
  const due = row.at + (second - row.seconds) * 1000;
  const moments = devices.map(({ sound }) => sound.when(second, after ?? row.at - 300));
  figures[what] = [...(figures[what] ?? []), moments.map((moment) => (moment === null ? null : moment - due))];
}

async function round() {
  const late = pupils.slice(-5);
  const devices = pupils.slice(0, -5).map((token) => new Device(token));
  await command({ playing: false, seconds: 0 });
  await sleep(4000); // they come, and look at the clock
  let row = await command({ playing: true, seconds: 0 });
  await sleep(6500);
  note("start: the first word", devices, row, 0.05);
  note("start: after one second", devices, row, 1);
  note("start: after five seconds", devices, row, 5);

  row = await command({ playing: true, seconds: 60 });
  await sleep(6500);
  note("jump: the first word", devices, row, 60.05);
  note("jump: after one second", devices, row, 61);
  note("jump: after five seconds", devices, row, 65);

  const before = row;
  row = await command({ playing: false, seconds: null });
  await sleep(2500);
  note("pause: the last quarter of a second", devices, before, row.seconds - 0.25);
  figures["pause: where they rest"] = [
    ...(figures["pause: where they rest"] ?? []),
    devices.map(({ sound }) => (sound.currentTime - row.seconds) * 1000),
  ];

  row = await command({ playing: true, seconds: null });
  await sleep(5000);
  const joined = truth();
  const newcomers = late.map((token) => new Device(token));
  await sleep(6000);
  const second = (moment) => row.seconds + (moment - row.at) / 1000;
  note("late join: after two seconds", newcomers, row, second(joined + 2000), joined);
  note("late join: after five seconds", newcomers, row, second(joined + 5000), joined);

  const lost = devices.slice(0, 10).map((device) => device.lose(3000));
  await sleep(1000);
  row = await command({ playing: true, seconds: 150 });
  await Promise.all(lost);
  const back = truth();
  await sleep(6000);
  note("reconnect: after two seconds", devices.slice(0, 10), row, second(back + 2000), back);
  note("reconnect: after five seconds", devices.slice(0, 10), row, second(back + 5000), back);
  note("everybody, at the end", [...devices, ...newcomers], row, second(back + 5000), back);
  for (const { room, follower } of [...devices, ...newcomers]) {
    follower.follow(null);
    room.topic.stop();
  }
}

for (let n = 0; n < rounds; n++) await round();
process.stdout.write(JSON.stringify(figures), () => process.exit());
