// The shelf tells what is kept on this device, where something is.

import { $, setVisible } from "../ui/dom.js";

if (navigator.serviceWorker?.controller) {
  import("../offline/offline-stories.js")
    .then(({ savedStories }) => savedStories())
    .then((stories) => setVisible($("kept"), stories.length));
}
