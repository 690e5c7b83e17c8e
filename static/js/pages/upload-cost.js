// What a story will cost, kept true to what is chosen. Without this the page shows it for the first choice.

import { $, setText } from "../ui/dom.js";
import { text } from "../ui/texts.js";

const estimate = $("estimate");
const fields = ["scenes", "grade"].map($);

async function refresh() {
  const [scenes, grade] = fields.map((field) => field.value);
  const query = new URLSearchParams({ scenes, grade_level: grade });
  const response = await fetch(`${estimate.dataset.api}?${query}`).catch(() => null);
  if (!response?.ok) return; // what was said before stays: the upload itself says what is wrong
  const { scenes: most, cost, left_today: left } = await response.json();
  setText(estimate, text(left === null ? "estimate" : "estimate-left", { scenes: most, cost, left }));
}

if (estimate) for (const field of fields) field.addEventListener("change", refresh);
