// A button that copies a field's words.

import { $, setText } from "../ui/dom.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = $(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      setText(button.querySelector("span"), button.dataset.copied);
    } catch {
      // It is selected: the keyboard copies it.
    }
  });
}
