// What every page does.

import { formatTime } from "../ui/format.js";
import { clearStored } from "../ui/storage.js";

document.documentElement.classList.add("js");

for (const place of document.querySelectorAll("[data-seconds]")) {
  place.textContent = formatTime(Number(place.dataset.seconds));
}

// On a shared device nobody finds what another person kept, or where they were.
const { user } = document.documentElement.dataset;
if (user !== undefined) {
  clearStored("place:", user && `place:${user}:`);
  const own = (name) => name === `edusmart:kept:${user}` || (user && name.startsWith("edusmart:shell:"));
  const others = (name) => name.startsWith("edusmart:") && !own(name);
  globalThis.caches
    ?.keys()
    .then(async (names) => {
      if (names.some(others)) (await import("../offline/offline-stories.js")).clearExcept(user || null);
    })
    .catch(() => {}); // a browser that keeps nothing
}

// A form that asks first.
const confirmDialog = document.getElementById("sure");
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.sure || form.dataset.agreed || !confirmDialog?.showModal) return;
  event.preventDefault();
  document.getElementById("sure-question").textContent = form.dataset.sure;
  document.getElementById("sure-detail").textContent = form.dataset.sureDetail ?? "";
  document.getElementById("sure-yes").textContent = form.dataset.sureYes ?? "";
  confirmDialog.returnValue = "no";
  confirmDialog.addEventListener(
    "close",
    () => {
      if (confirmDialog.returnValue !== "yes") return;
      form.dataset.agreed = "yes";
      form.requestSubmit();
    },
    { once: true },
  );
  confirmDialog.showModal();
});

// A menu closes when one looks elsewhere.
const openMenus = () => document.querySelectorAll(".account[open], .book-menu[open]");
document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A list page taken out of the browser's memory may be old news.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.querySelector("[data-refresh]")) location.reload();
});
