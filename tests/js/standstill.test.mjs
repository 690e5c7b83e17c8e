import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";

const { Standstill } = await import("../../static/js/story-desk/standstill.js");

describe("a story of which nothing new comes", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("is said to stand still once, until something comes", () => {
    let told = 0;
    const still = new Standstill(() => told++);
    assert.equal(still.look("1 of 5", true), false);
    mock.timers.tick(30_000);
    assert.equal(still.look("2 of 5", true), false); // the wait begins anew
    mock.timers.tick(30_000);
    assert.equal(told, 0);
    mock.timers.tick(15_000);
    assert.equal(told, 1);
    assert.equal(still.look("2 of 5", true), true);
    assert.equal(still.look("3 of 5", true), false);
  });

  it("waits for nothing once it is over", () => {
    let told = 0;
    const still = new Standstill(() => told++);
    still.look("1 of 5", true);
    assert.equal(still.look("5 of 5", false), false);
    mock.timers.tick(600_000);
    assert.equal(told, 0);
  });
});
