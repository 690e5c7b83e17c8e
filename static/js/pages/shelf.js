// The shelf tells what is kept on this device, where something is.

import { $, show } from "../ui/dom.js";

if (navigator.serviceWorker?.controller) {
  import("../offline/offline-stories.js").then(({ keptStories }) => keptStories()).then((stories) => show($("kept"), stories.length));
}
