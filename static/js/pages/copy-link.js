// Buttons that copy the words of a field, such as a link.

import { $, setText } from "../ui/dom.js";

/** @param {HTMLElement} button */
async function copy(button) {
  const { copy: id = "", copied = "" } = button.dataset;
  const field = $(id);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    setText(button.querySelector("span") ?? button, copied);
  } catch {
    // Not permitted. The field is selected, so the keyboard can copy it.
  }
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.addEventListener("click", () => copy(button));
}
