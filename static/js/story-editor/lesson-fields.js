// The fields and buttons of the form for what a scene teaches.

import { el, icon } from "../ui/dom.js";
import { text } from "../ui/texts.js";

// As the server bounds them, in characters.
const LONGEST = { word: 60, meaning: 240, question: 300, answer: 160 };

/**
 * @param {keyof typeof LONGEST} key of its label
 * @param {string} language of the story
 * @param {string} value
 * @param {Record<string, number>} values of the label
 */
export function lessonField(key, language, value = "", values = {}) {
  const label = text(key, values);
  const about = { "aria-label": label, placeholder: label, maxlength: LONGEST[key] };
  // As many lines as it needs, so that a phone shows all of it.
  const field = el("textarea", { class: "input grows", rows: 1, dir: "auto", lang: language, ...about });
  field.value = value;
  return field;
}

/**
 * @param {string} name of the icon
 * @param {string} key of its words
 * @param {Record<string, unknown>} options
 */
export function button(name, key, options) {
  const all = { type: "button", class: "button button-small", ...options };
  return el("button", all, icon(name), el("span", {}, text(key)));
}
