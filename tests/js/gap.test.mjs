import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";

globalThis.location ??= { origin: "http://localhost", href: "http://localhost/" };
const { Gap } = await import("../../static/js/ui/gap.js");

class Sound {
  currentTime = 0;
  playing = false;

  async play() {
    this.playing = true;
  }

  pause() {
    this.playing = false;
  }
}

describe("what is heard between two items", () => {
  beforeEach(() => {
    globalThis.Audio = Sound;
    mock.timers.enable({ apis: ["setTimeout"] });
  });
  afterEach(() => mock.timers.reset());

  it("is nothing where the brief has none", () => {
    let over = 0;
    new Gap({ seconds: 0, jingle: null }).begin(() => over++);
    assert.equal(over, 1);
  });

  it("is a jingle, then a pause", () => {
    let over = 0;
    const gap = new Gap({ seconds: 2, jingle: "/listen/jingle.mp3" });
    gap.begin(() => over++);
    assert.ok(gap.sound.playing);
    gap.sound.onended();
    mock.timers.tick(1999);
    assert.equal(over, 0);
    mock.timers.tick(1);
    assert.equal(over, 1);
  });

  it("ends without a word when the listener does something else", () => {
    let over = 0;
    const gap = new Gap({ seconds: 2, jingle: null });
    gap.begin(() => over++);
    gap.end();
    mock.timers.tick(5000);
    assert.equal(over, 0);
  });
});
