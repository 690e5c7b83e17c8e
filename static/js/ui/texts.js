// The page's own sentences, translated by the server, in <template id="texts">.

import { interpolate } from "./format.js";

/** @type {Map<string, string>} */
const sentences = new Map();
/** @type {HTMLTemplateElement | null} */
const template = document.querySelector("#texts");
for (const node of template?.content.querySelectorAll("[data-text]") ?? []) {
  sentences.set(node.getAttribute("data-text") ?? "", node.textContent?.trim() ?? "");
}
const plural = new Intl.PluralRules(document.documentElement.lang || "en");

/**
 * Return the sentence with its {places} filled in.
 * @param {string} key
 * @param {Record<string, any>} values
 */
export function text(key, values = {}) {
  return interpolate(sentences.get(key) ?? key, values);
}

/**
 * Return why something failed: in the page's language where its code is known, else in the server's words.
 * @param {{error_code: string, error: string}} row
 */
export function failureText({ error_code: code, error }) {
  return sentences.get(`error-${code}`) ?? error;
}

/**
 * Return the sentence in the plural form the number takes: key-one, key-few, key-other…
 * @param {string} key
 * @param {number} n
 */
export function pluralText(key, n) {
  const form = `${key}-${plural.select(n)}`;
  return text(sentences.has(form) ? form : `${key}-other`, { n });
}
