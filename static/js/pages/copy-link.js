// A button that copies a field's words.

import { $, say } from "../ui/dom.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const field = $(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say(button.querySelector("span"), button.dataset.copied);
    } catch {
      // It is selected: the keyboard copies it.
    }
  });
}
