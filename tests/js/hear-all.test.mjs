import assert from "node:assert/strict";
import { beforeEach, describe, it, mock } from "node:test";

let button;
const parts = { setAttribute() {}, append() {}, setAttributeNS() {} };
globalThis.location ??= { origin: "http://localhost", href: "http://localhost/" };
globalThis.document ??= {
  getElementById: () => button,
  querySelector: () => null,
  querySelectorAll: () => [],
  createElementNS: () => parts,
  documentElement: { dataset: {} },
};
const { HearAll } = await import("../../static/js/brief-editor/hear-all.js");
const { applyFrame, EMPTY_STATE } = await import("../../static/js/live/reducer.js");
const { playsAlone } = await import("../../static/js/ui/plays-alone.js");

class Sound extends EventTarget {
  paused = true;
  ended = false;
  source = "/audio/1";

  constructor() {
    super();
    playsAlone(this);
  }

  getAttribute() {
    return this.source;
  }

  begin() {
    this.paused = false;
    this.ended = false;
    this.dispatchEvent(new Event("play"));
  }

  pause() {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }

  finish() {
    this.ended = true;
    this.pause();
    this.dispatchEvent(new Event("ended"));
  }
}

function player(mayPlay = true) {
  const audio = new Sound();
  return {
    audio,
    element: { closest: () => null },
    seek() {},
    async play() {
      if (mayPlay) audio.begin();
      return mayPlay;
    },
  };
}

describe("hearing a whole brief at the desk", () => {
  let all, one, two, three;

  function show(...players) {
    const brief = { kind: "brief", id: 1, pause_seconds: 2, has_jingle: false };
    const frame = { type: "state", epoch: "a", prev: 0, rev: 1, rows: [brief] };
    all.show(applyFrame(EMPTY_STATE, frame).state, players);
  }

  const press = () => button.dispatchEvent(new Event("click"));
  const playing = () => [one, two, three].map((it) => !it.audio.paused);

  beforeEach(() => {
    button = Object.assign(new EventTarget(), { dataset: {}, hidden: false, replaceChildren() {} });
    mock.timers.reset();
    mock.timers.enable({ apis: ["setTimeout"] });
    all = new HearAll("/jingle.mp3");
    [one, two, three] = [player(), player(), player()];
  });

  it("plays item after item with the pause between them, and leaves out what was never made", () => {
    show(one, null, two);
    press();
    assert.deepEqual(playing(), [true, false, false]);
    one.audio.finish();
    assert.deepEqual(playing(), [false, false, false]);
    mock.timers.tick(2000);
    assert.deepEqual(playing(), [false, true, false]);
    two.audio.finish();
    assert.equal(button.dataset.shows, "hear-all");
  });

  it("wants no more of the rest when an item is paused or another is played, in a pause too", () => {
    show(one, two, three);
    press();
    one.audio.pause();
    assert.equal(button.dataset.shows, "hear-all");
    press();
    one.audio.finish();
    three.audio.begin(); // while it waits for the second
    assert.equal(button.dataset.shows, "hear-all");
    mock.timers.tick(5000);
    assert.deepEqual(playing(), [false, false, true]);
  });

  it("ends where a browser lets nothing play, and where what is heard is made again", async () => {
    [one] = [player(false)];
    show(one, two);
    press();
    await Promise.resolve();
    await Promise.resolve();
    assert.equal(button.dataset.shows, "hear-all");
    show(two, three);
    press();
    two.audio.dispatchEvent(new Event("emptied"));
    assert.equal(button.dataset.shows, "hear-all");
  });
});
