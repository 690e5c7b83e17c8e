// The shelf tells what is kept on this device, where something is.

import { $, show } from "./dom.js";

if (navigator.serviceWorker?.controller) {
  import("./kept.js").then(({ keptStories }) => keptStories()).then((stories) => show($("kept"), stories.length));
}
