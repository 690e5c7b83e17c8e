// A page with recordings: each [data-recording] becomes a player.

import { ownUrl } from "../ui/dom.js";
import { RecordingPlayer } from "../ui/recording-player.js";

for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-recording]"))) {
  const player = new RecordingPlayer(place.dataset.label);
  player.hold(ownUrl(place.dataset.recording), Number(place.dataset.length));
  place.append(player.element);
}
