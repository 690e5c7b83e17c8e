import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pagesOf } from "../../static/js/projector/pages.js";
import { commandOf } from "../../static/js/projector/remote.js";

const meant = (key, leftwards = false) => commandOf({ key }, leftwards);

describe("a presenter's remote", () => {
  it("turns the pages, plays and makes the screen black", () => {
    assert.deepEqual(
      ["PageDown", "PageUp", " ", ".", "b", "B"].map((key) => meant(key)),
      ["next", "previous", "toggle", "black", "black", "black"],
    );
  });

  it("ends the show with the button that began it", () => {
    assert.equal(meant("F5"), "leave");
    assert.equal(meant("Escape"), "leave");
  });

  it("leads on with the arrow that points where the story goes", () => {
    assert.equal(meant("ArrowRight"), "next");
    assert.equal(meant("ArrowRight", true), "previous");
    assert.equal(meant("ArrowLeft", true), "next");
  });

  it("leaves the browser its own keys", () => {
    assert.equal(commandOf({ key: "l", ctrlKey: true }, false), null);
    assert.equal(meant("Tab"), null);
    assert.equal(meant("F11"), null);
  });
});

describe("a scene before a class", () => {
  it("is parted between lines, and no page is higher than the screen", () => {
    const lines = [0, 10, 26, 36, 46].map((top) => ({ top, bottom: top + 10 }));
    const pages = pagesOf(lines, 30);
    assert.deepEqual(pages, [
      { top: 0, bottom: 20 },
      { top: 26, bottom: 56 },
    ]);
  });

  it("shows a line that is higher than the screen by itself", () => {
    const lines = [0, 40].map((top) => ({ top, bottom: top + 40 }));
    assert.deepEqual(pagesOf(lines, 30), lines);
  });
});
