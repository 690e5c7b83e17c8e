import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { documentElement: { dataset: {}, lang: "en" }, querySelector: () => null };
const { deviceVoice } = await import("../../static/js/lesson/read-aloud.js");

const voice = (lang, localService = true, isDefault = false) => ({ lang, localService, default: isDefault });

test("words are read by a voice of their language", () => {
  const voices = [voice("en-GB"), voice("ar-SA"), voice("ar_EG", true, true), voice("arn-CL")];
  assert.equal(deviceVoice(voices, "ar"), voices[2]);
  assert.equal(deviceVoice(voices.slice(0, 2), "ar"), voices[1]);
  assert.equal(deviceVoice(voices, "es"), null);
});

test("a voice that sends the words to a server reads nothing", () => {
  assert.equal(deviceVoice([voice("en-US", false, true)], "en"), null);
});
