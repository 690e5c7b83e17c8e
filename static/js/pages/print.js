// A button that prints the page; without scripts it is not shown, and the browser's own menu prints.

const button = /** @type {HTMLElement | null} */ (document.querySelector("[data-print]"));
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
