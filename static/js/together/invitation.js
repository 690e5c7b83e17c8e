// On the shelf: a line that says that the class listens together now, and leads to where it is.

import { LiveTopic } from "../live/live-topic.js";
import { rowsOf } from "../live/reducer.js";
import { setVisible } from "../ui/dom.js";

/**
 * Watch the classes of a child.
 * @param {{live_url: string, url: string}[]} rooms
 * @param {HTMLElement} line with a link
 */
export function inviteFrom(rooms, line) {
  const topics = rooms.map((room) => new LiveTopic({ liveUrl: room.live_url, statusUrl: room.url }));
  const link = /** @type {HTMLAnchorElement} */ (line.querySelector("a"));
  const show = () => {
    // Who was taken out of a class is told no more.
    const watched = topics.filter((topic) => topic.status !== "stopped");
    const row = watched.flatMap((topic) => rowsOf(topic.state, "class_listening")).find(({ story }) => story);
    if (row) link.href = `/stories/${row.story}/?together`;
    setVisible(line, row);
  };
  for (const topic of topics) {
    topic.addEventListener("state", show);
    topic.addEventListener("connection", show);
    topic.start();
  }
}
