// The shelf tells what is kept on this device, where something is.

import { $, show } from "./dom.js";
import { keptStories } from "./kept.js";

keptStories().then((stories) => show($("kept"), stories.length));
