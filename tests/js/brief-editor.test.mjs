import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";

import { Autosave } from "../../static/js/brief-editor/autosave.js";
import { BriefDraft } from "../../static/js/brief-editor/brief-draft.js";
import { applyFrame, EMPTY_STATE } from "../../static/js/live/reducer.js";
import {
  countOutstanding,
  countUnmade,
  countWhole,
  estimateLengths,
  itemStatus,
  voicesHeard,
  whyUnheard,
} from "../../static/js/rows/brief-rows.js";

let rev, state;

const brief = (fields = {}) => ({ kind: "brief", id: 1, title: "Monday", language: "en", edition: 4, ...fields });
const item = (id, position, text, fields = {}) => ({
  kind: "item",
  id,
  position,
  title: "",
  text,
  language: "",
  narration: null,
  stale: false,
  ...fields,
});
const voice = (id, fields = {}) => ({
  kind: "narration",
  id,
  status: "completed",
  attempt: 1,
  voice: "warm",
  audio_url: `/audio/${id}`,
  duration: 2,
  words: [],
  error_code: "",
  error: "",
  ...fields,
});
const job = (id, fields = {}) => ({
  kind: "job",
  id,
  voice_id: "warm",
  status: "processing",
  progress: 0,
  total_items: 2,
  completed_items: 0,
  failed_items: 0,
  ...fields,
});

function tell(rows, ids) {
  const prev = rev;
  rev += 1;
  state = applyFrame(state, {
    type: "state",
    epoch: "a",
    prev,
    rev,
    rows: rows.map((row) => ({ ...row, rev })),
    ...(ids ? { ids } : {}),
  }).state;
}

beforeEach(() => {
  rev = 0;
  state = EMPTY_STATE;
  tell([brief(), item(1, 0, "one"), item(2, 1, "two")]);
});

const texts = (draft) => draft.items.map(({ text }) => text);
const saved = (draft, ids) => {
  const { body, sent } = draft.payload();
  draft.keep(sent, { items: ids.map((id) => ({ id })) });
  return body;
};

describe("a draft", () => {
  it("begins with the rows in their order", () => assert.deepEqual(texts(new BriefDraft(state)), ["one", "two"]));

  it("learns the ids of new items from the answer, in order", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.add(), { text: "three" });
    draft.move(draft.items[2], -1);
    assert.deepEqual(
      saved(draft, [1, 3, 2]).items.map(({ id }) => id),
      [1, null, 2],
    );
    assert.deepEqual(
      draft.items.map(({ id }) => id),
      [1, 3, 2],
    );
    assert.ok(!draft.unsaved);
  });

  it("sends nothing of a blank page, and a blank item in its place among others", () => {
    const blank = new BriefDraft(EMPTY_STATE);
    blank.add();
    assert.equal(blank.payload().body.items.length, 0);
    const draft = new BriefDraft(state);
    draft.place(draft.add(), 1);
    assert.deepEqual(
      draft.payload().body.items.map(({ id }) => id),
      [1, null, 2],
    );
  });

  it("is still unsaved when something was written while it was sent", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "a" });
    const { sent } = draft.payload();
    draft.change(draft.items[0], { text: "ab" });
    draft.keep(sent, { items: [{ id: 1 }, { id: 2 }] });
    assert.ok(draft.unsaved);
  });

  it("keeps a removed item, and its audio, until that is final", () => {
    const draft = new BriefDraft(state);
    draft.remove(draft.items[0]);
    assert.equal(draft.payload().body.items.length, 2);
    assert.equal(draft.present.length, 1);
    draft.drop(draft.items[0]);
    assert.deepEqual(
      draft.payload().body.items.map(({ id }) => id),
      [2],
    );
  });

  it("does not bring back a dropped item whose row lingers", () => {
    const draft = new BriefDraft(state);
    draft.drop(draft.items[0]);
    saved(draft, [2]);
    draft.adopt(state);
    assert.deepEqual(texts(draft), ["two"]);
  });

  it("is not turned back by rows from before it was saved", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "newer" });
    saved(draft, [1, 2]);
    draft.adopt(state);
    assert.deepEqual(texts(draft), ["newer", "two"]);
  });

  it("takes in what others wrote, added, moved and removed", () => {
    const draft = new BriefDraft(state);
    tell([brief({ title: "Tuesday" }), item(1, 1, "one!"), item(3, 0, "three")], { item: [1, 3] });
    assert.ok(draft.adopt(state));
    assert.deepEqual([draft.title, ...texts(draft)], ["Tuesday", "three", "one!"]);
    assert.ok(!draft.adopt(state));
  });

  it("leaves alone the item somebody writes in", () => {
    const draft = new BriefDraft(state);
    tell([item(1, 0, "theirs")]);
    draft.adopt(state, (it) => it?.id === 1);
    assert.deepEqual(texts(draft), ["one", "two"]);
  });

  it("can be put at any place, and says which edition it was written on", () => {
    const draft = new BriefDraft(state);
    assert.ok(draft.place(draft.items[1], 0));
    assert.ok(!draft.place(draft.items[0], 0));
    assert.deepEqual(texts(draft), ["two", "one"]);
    assert.equal(draft.payload().body.edition, 4);
  });
});

describe("two who save at once", () => {
  const theirs = (items, fields = {}) => ({
    title: "Monday",
    language: "en",
    edition: 5,
    ...fields,
    items: items.map(([id, text]) => ({ id, title: "", text, language: "" })),
  });

  it("get both their changes where they wrote in different items", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "mine" });
    draft.merge(
      theirs([
        [1, "one"],
        [3, "new"],
        [2, "theirs"],
      ]),
    );
    assert.deepEqual(texts(draft), ["mine", "new", "theirs"]);
    assert.equal(draft.conflicts, 0);
    assert.equal(draft.payload().body.edition, 5);
  });

  it("see both versions of the same item, and what is sent meanwhile is the other's", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "mine" });
    draft.merge(
      theirs([
        [1, "theirs"],
        [2, "two"],
      ]),
    );
    assert.deepEqual([draft.items[0].text, draft.items[0].theirs.text, draft.conflicts], ["mine", "theirs", 1]);
    assert.equal(draft.payload().body.items[0].text, "theirs");
    draft.choose(draft.items[0], true);
    assert.deepEqual([draft.payload().body.items[0].text, draft.conflicts], ["mine", 0]);
  });

  it("can take the other's version, or write on before choosing", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "mine" });
    draft.merge(
      theirs([
        [1, "theirs"],
        [2, "two"],
      ]),
    );
    draft.change(draft.items[0], { text: "mine, longer" });
    assert.equal(draft.conflicts, 1);
    draft.choose(draft.items[0], false);
    assert.deepEqual([draft.items[0].text, draft.conflicts], ["theirs", 0]);
  });

  it("keep what was written in an item the other removed, as a new one", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "precious" });
    draft.merge(theirs([[2, "two"]]));
    assert.deepEqual(
      draft.payload().body.items.map(({ id, text }) => [id, text]),
      [
        [null, "precious"],
        [2, "two"],
      ],
    );
  });

  it("keep what the other wrote in an item that one is about to remove", () => {
    const draft = new BriefDraft(state);
    draft.remove(draft.items[0]);
    draft.merge(
      theirs([
        [1, "just written"],
        [2, "two!"],
      ]),
    );
    assert.deepEqual(
      draft.present.map(({ text }) => text),
      ["just written", "two!"],
    );
  });

  it("do not bring back what one removed, unless the other wrote in it", () => {
    const draft = new BriefDraft(state);
    draft.drop(draft.items[0]);
    draft.merge(
      theirs([
        [1, "one"],
        [2, "two!"],
      ]),
    );
    assert.deepEqual(texts(draft), ["two!"]);
    draft.merge(
      theirs(
        [
          [1, "one, longer"],
          [2, "two!"],
        ],
        { edition: 6 },
      ),
    );
    assert.deepEqual(texts(draft), ["one, longer", "two!"]);
  });

  it("keep the order of the one who moved", () => {
    const draft = new BriefDraft(state);
    draft.move(draft.items[1], -1);
    draft.merge(
      theirs([
        [1, "one!"],
        [2, "two"],
      ]),
    );
    assert.deepEqual(texts(draft), ["two", "one!"]);
  });

  it("choose between two titles", () => {
    const draft = new BriefDraft(state);
    draft.change(draft, { title: "Mine" });
    draft.merge(
      theirs(
        [
          [1, "one"],
          [2, "two"],
        ],
        { title: "Theirs" },
      ),
    );
    assert.deepEqual([draft.title, draft.theirs.title, draft.conflicts], ["Mine", "Theirs", 1]);
    draft.choose(draft, false);
    assert.deepEqual([draft.title, draft.conflicts], ["Theirs", 0]);
  });

  it("are asked when somebody changed the item one is in", () => {
    const draft = new BriefDraft(state);
    tell([brief({ edition: 5 }), item(1, 0, "theirs")]);
    draft.adopt(state, (it) => it?.id === 1);
    assert.equal(draft.payload().body.edition, 4);
    draft.change(draft.items[0], { text: "mine" });
    draft.merge(
      theirs([
        [1, "theirs"],
        [2, "two"],
      ]),
    );
    assert.equal(draft.conflicts, 1);
  });
});

describe("an item's audio", () => {
  const order = (id, of, narration, status, fields = {}) => [
    { kind: "item_audio", id, job: of, item: 1, narration },
    voice(narration, { status, audio_url: null, ...fields }),
  ];

  it("stands as its newest order does", () => {
    assert.equal(itemStatus(state, 1).key, "none");
    tell([job(1), ...order(1, 1, 7, "pending")]);
    assert.equal(itemStatus(state, 1).key, "pending");
    tell([voice(7, { status: "pending", audio_url: null, error_code: "unavailable" })]);
    assert.equal(itemStatus(state, 1).key, "resting");
    tell([voice(7, { status: "failed", audio_url: null, error: "too odd" })]);
    assert.deepEqual([itemStatus(state, 1).key, itemStatus(state, 1).why], ["failed", "too odd"]);
    tell([job(2), ...order(2, 2, 8, "processing")]);
    assert.equal(itemStatus(state, 1).key, "processing");
    tell([voice(8), item(1, 0, "one", { narration: 8 })]);
    assert.equal(itemStatus(state, 1).key, "completed");
  });

  it("keeps its old sound while a new one is made", () => {
    tell([voice(7), item(1, 0, "one", { narration: 7, stale: true }), job(1), ...order(1, 1, 9, "pending")]);
    const { key, stale, narration } = itemStatus(state, 1);
    assert.deepEqual([key, stale, narration.id], ["pending", true, 7]);
  });

  it("is counted for the button", () => {
    tell([voice(7), item(1, 0, "one", { narration: 7, stale: true })]);
    assert.deepEqual(countOutstanding(state, "warm"), { total: 2, without: 1, changed: 1, revoiced: 0 });
    tell([item(1, 0, "one", { narration: 7 })]);
    assert.equal(countOutstanding(state, "calm").revoiced, 1);
  });

  it("is counted as failed until a newer order of it does better, whichever job that is of", () => {
    assert.deepEqual(countUnmade(state), { failed: 0, stopped: 0 });
    tell([job(1), ...order(1, 1, 7, "failed")]);
    assert.deepEqual(countUnmade(state), { failed: 1, stopped: 0 });
    tell([job(2), ...order(2, 2, 8, "completed", { audio_url: "/audio/8" })]);
    assert.equal(countUnmade(state).failed, 0);
  });

  it("that was stopped has not failed", () => {
    tell([job(1), ...order(1, 1, 7, "cancelled")]);
    assert.deepEqual(countUnmade(state), { failed: 0, stopped: 1 });
  });

  it("counts in the whole brief, whatever the last job was about", () => {
    tell([voice(7), item(2, 1, "two", { narration: 7 }), job(3, { status: "completed" })]);
    tell([...order(5, 2, 9, "failed")]);
    assert.deepEqual(countWhole(state), { all: 2, ready: 1, failed: 1, stopped: 0, percent: 100 });
    tell([...order(6, 2, 10, "cancelled")]);
    assert.deepEqual(countWhole(state), { all: 2, ready: 1, failed: 0, stopped: 1, percent: 50 });
  });

  it("without a letter or a digit is none of those that are counted", () => {
    tell([item(2, 1, " … ")]);
    assert.equal(countWhole(state).all, 1);
    assert.equal(countOutstanding(state, "warm").total, 1);
  });

  it("tells its voice where there are several", () => {
    tell([voice(7), item(1, 0, "one", { narration: 7 })]);
    assert.deepEqual([...voicesHeard(state)], ["warm"]);
    tell([voice(8, { voice: "ar-SA-HamedNeural" }), item(2, 1, "two", { narration: 8 })]);
    assert.equal(voicesHeard(state).size, 2);
  });

  it("has a length before it is made, and its own once it is", () => {
    const draft = new BriefDraft(state);
    draft.change(draft.items[0], { text: "x".repeat(145) });
    assert.equal(Math.round(estimateLengths(state, draft).seconds.get(draft.items[0].key)), 10);
    tell([voice(7, { duration: 3 }), item(2, 1, "two", { narration: 7 })]);
    assert.equal(estimateLengths(state, new BriefDraft(state)).seconds.get(2), 3);
  });

  it("lasts as long as its file, with what is heard between its items", () => {
    tell([voice(7, { duration: 3 }), item(1, 0, "one", { narration: 7 }), item(2, 1, "two", { narration: 7 })]);
    assert.equal(estimateLengths(state, new BriefDraft(state)).all, 6);
    tell([brief({ pause_seconds: 4, has_jingle: true })]);
    assert.equal(estimateLengths(state, new BriefDraft(state)).all, 10.98);
    tell([item(2, 1, "…")]);
    assert.equal(estimateLengths(state, new BriefDraft(state)).all, 3);
  });

  it("is nothing where nothing can be read aloud, and says why", () => {
    const draft = new BriefDraft(state);
    const [first, second] = draft.items;
    assert.equal(whyUnheard(draft), "");
    for (const signs of ["…", "🎉🇬🇧", "ـــ", "— ***", "\u064e"]) {
      draft.change(first, { title: "A headline", text: signs });
      draft.change(second, { title: "", text: "" });
      assert.equal(whyUnheard(draft), "unspeakable", signs);
      assert.equal(estimateLengths(state, draft).all, 0, signs);
    }
    draft.change(first, { title: " ", text: "" });
    assert.equal(whyUnheard(draft), "none");
    for (const said of ["7", "https://example.org", "٣", "１️⃣"]) {
      draft.change(second, { text: said });
      assert.equal(whyUnheard(draft), "", said);
    }
    const { seconds } = estimateLengths(state, draft);
    draft.change(second, { title: "*** — ***" });
    assert.equal(estimateLengths(state, draft).seconds.get(second.key), seconds.get(second.key));
  });
});

describe("saving by itself", () => {
  it("saves what is there when asked, and says so", async () => {
    const draft = new BriefDraft(state);
    const bodies = [];
    const autosave = new Autosave(draft, async (body) => {
      bodies.push(body);
      return { ok: true, status: 200, body: { items: [{ id: 1 }, { id: 2 }] } };
    });
    const said = [];
    autosave.addEventListener("saving", ({ detail }) => said.push(detail.status));
    draft.change(draft.items[0], { text: "x" });
    autosave.touch();
    assert.ok(await autosave.flush());
    assert.equal(bodies.length, 1);
    assert.deepEqual(said, ["unsaved", "saving", "saved"]);
  });

  it("says what the server said when it refuses", async () => {
    const draft = new BriefDraft(state);
    const autosave = new Autosave(draft, async () => ({ ok: false, status: 400, body: { detail: "Too long." } }));
    let response;
    autosave.addEventListener("saving", ({ detail }) => (response = detail.response));
    draft.change(draft, { title: "x" });
    assert.equal(await autosave.flush(), false);
    assert.equal(response.body.detail, "Too long.");
  });
});
