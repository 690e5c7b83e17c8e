// The shelf links to what is kept on this device, where something is, and says when the class listens together.

import { $, pageData, setVisible } from "../ui/dom.js";

// The service worker is registered only while a story is kept, so most people never load the module.
if (navigator.serviceWorker?.controller) {
  const { savedStories } = await import("../offline/offline-stories.js");
  setVisible($("kept"), (await savedStories()).length);
}

if ($("class-listens")) {
  const { inviteFrom } = await import("../together/invitation.js");
  inviteFrom(pageData("rooms"), $("class-listens"));
}
