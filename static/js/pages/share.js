// Sharing with classes: who gives a class a day has chosen it, and who takes it away needs no day.

for (const line of document.querySelectorAll(".share-line")) {
  const chosen = /** @type {HTMLInputElement} */ (line.querySelector("[name=class]"));
  const day = /** @type {HTMLInputElement} */ (line.querySelector("[type=date]"));
  day.addEventListener("change", () => {
    if (day.value) chosen.checked = true;
  });
  chosen.addEventListener("change", () => {
    if (!chosen.checked) day.value = "";
  });
}
