// What a story will cost, kept true to what is chosen. Without this the page shows it for the first choice.

import { $, say } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const shown = $("estimate");
const wishes = ["scenes", "grade"].map($);

async function refresh() {
  const [scenes, grade] = wishes.map((field) => field.value);
  const answer = await fetch(`${shown.dataset.api}?${new URLSearchParams({ scenes, grade_level: grade })}`).catch(() => null);
  if (!answer?.ok) return; // what was said before stays: the upload itself says what is wrong
  const { scenes: most, cost, left_today: left } = await answer.json();
  say(shown, text(left === null ? "estimate" : "estimate-left", { scenes: most, cost, left }));
}

if (shown) for (const field of wishes) field.addEventListener("change", refresh);
