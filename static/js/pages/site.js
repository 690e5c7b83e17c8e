// What every page does.

import { formatTime } from "../ui/format.js";
import { clearStored } from "../ui/storage.js";

for (const element of document.querySelectorAll("[data-seconds]")) {
  element.textContent = formatTime(Number(element.getAttribute("data-seconds")));
}

// On a shared device nobody finds what another person kept, or their positions in stories.
const { user } = document.documentElement.dataset;
if (user !== undefined) {
  clearStored("place:", user && `place:${user}:`);
  /** @param {string} name */
  const isOwn = (name) => name === `edusmart:kept:${user}` || (user && name.startsWith("edusmart:shell:"));
  globalThis.caches
    ?.keys()
    .then(async (names) => {
      // Most people keep nothing, so the module is loaded only where there is something to clear.
      if (!names.some((name) => name.startsWith("edusmart:") && !isOwn(name))) return;
      (await import("../offline/offline-stories.js")).clearExcept(user || null);
    })
    .catch(() => {}); // a browser that keeps nothing
}

// A form that asks before it is sent.
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("sure"));
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.dataset.sure || form.dataset.agreed || !dialog?.showModal) return;
  event.preventDefault();
  /**
   * @param {string} id
   * @param {string | undefined} words
   */
  const write = (id, words) => {
    const element = document.getElementById(id);
    if (element) element.textContent = words ?? "";
  };
  write("sure-question", form.dataset.sure);
  write("sure-detail", form.dataset.sureDetail);
  write("sure-yes", form.dataset.sureYes);
  dialog.returnValue = "no"; // also what closing it with Escape means
  const submit = () => {
    if (dialog.returnValue !== "yes") return;
    form.dataset.agreed = "yes";
    form.requestSubmit();
  };
  dialog.addEventListener("close", submit, { once: true });
  dialog.showModal();
});

// A menu closes on a click elsewhere, and on Escape.
/** @returns {NodeListOf<HTMLDetailsElement>} */
const openMenus = () => document.querySelectorAll(".account[open], .book-menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }
});

// A list that the browser took from its back-forward cache may be out of date.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-refresh]")) location.reload();
});
