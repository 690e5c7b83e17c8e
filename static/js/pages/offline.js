// The shelf of a device without a connection: what is kept on it, and how to remove it.

import { removeStory, savedStories } from "../offline/offline-stories.js";
import { $, el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";
import { sizeText } from "../ui/size.js";
import { text } from "../ui/texts.js";

/** @import { KeptStory } from "../offline/offline-stories.js" */

async function render() {
  const stories = await savedStories();
  setVisible($("nothing"), !stories.length);
  setVisible($("total"), stories.length);
  const bytes = stories.reduce((sum, story) => sum + story.bytes, 0);
  setText($("total"), text("total", { size: sizeText(bytes) }));
  $("kept-stories").replaceChildren(...stories.map(storyCard));
}

/** @param {KeptStory} story */
function storyCard(story) {
  const cover = ownUrl(story.cover);
  const { language: lang, direction: dir } = story;
  const picture = cover && el("img", { src: cover, alt: "", decoding: "async" });
  const title = el("h2", { class: "book-title", lang, dir }, el("a", { href: ownUrl(story.path) }, story.title));
  const time = el("span", {}, formatTime(story.seconds));
  const size = el("span", {}, sizeText(story.bytes));
  const name = el("span", { class: "visually-hidden" }, story.title); // tells the buttons apart
  const on = { click: () => remove(story) };
  const options = { type: "button", class: "button button-small book-act", on };
  const button = el("button", options, icon("bin"), text("remove"), name);
  return el(
    "li",
    { class: "card book" },
    el("div", { class: "book-cover", "data-book": story.id }, picture),
    el("div", { class: "book-body" }, title, el("p", { class: "book-facts" }, time, size), button),
  );
}

/** @param {KeptStory} story */
async function remove(story) {
  await removeStory(story.id);
  setText($("says"), text("removed"));
  await render();
  $("main").focus(); // the button that was pressed is gone
}

function showConnection() {
  setVisible($("no-line"), !navigator.onLine);
}

for (const name of ["online", "offline"]) addEventListener(name, showConnection);
showConnection();
render();
