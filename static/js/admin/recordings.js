// Pages of the admin with recordings: each [data-recording] becomes the site's own player.

import { ownUrl } from "../ui/dom.js";
import { RecordingPlayer } from "../ui/recording-player.js";

// The admin's <html> is Django's, so the address of the icons comes with the words.
const { icons } = /** @type {HTMLElement | null} */ (document.querySelector("#texts"))?.dataset ?? {};
if (icons) document.documentElement.dataset.icons = icons;

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-recording]"))) {
  const player = new RecordingPlayer(place.dataset.label);
  player.hold(ownUrl(place.dataset.recording), Number(place.dataset.length));
  place.append(player.element);
}
