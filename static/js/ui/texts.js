// The page's own sentences, translated by the server, in <template id="texts">.

import { interpolate } from "./format.js";

const sentences = new Map();
for (const node of document.getElementById("texts")?.content.querySelectorAll("[data-text]") ?? []) {
  sentences.set(node.dataset.text, node.textContent);
}
const plural = new Intl.PluralRules(document.documentElement.lang || "en");

/** The sentence with its {places} filled in. */
export function text(key, values = {}) {
  return interpolate(sentences.get(key) ?? key, values);
}

/** Why something failed, in the page's language where it is known there. */
export function failureText({ error_code: code, error }) {
  return sentences.get(`error-${code}`) ?? error;
}

/** The sentence in the form the number wants: key-one, key-few, key-other… */
export function pluralText(key, n) {
  const form = `${key}-${plural.select(n)}`;
  return text(sentences.has(form) ? form : `${key}-other`, { n });
}
