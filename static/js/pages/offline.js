// The shelf of a device without a connection: what is kept on it, and how to remove it.

import { removeStory, savedStories } from "../offline/offline-stories.js";
import { $, el, icon, ownUrl, setText, setVisible } from "../ui/dom.js";
import { formatMegabytes, formatTime } from "../ui/format.js";
import { text } from "../ui/texts.js";

async function render() {
  const stories = await savedStories();
  setVisible($("nothing"), !stories.length);
  setVisible($("total"), stories.length);
  const bytes = stories.reduce((sum, story) => sum + story.bytes, 0);
  setText($("total"), text("total", { size: formatMegabytes(bytes) }));
  $("kept-stories").replaceChildren(...stories.map(storyCard));
}

function storyCard(story) {
  const cover = ownUrl(story.cover);
  const { language: lang, direction: dir } = story;
  return el(
    "li",
    { class: "card book" },
    el("div", { class: "book-cover" }, cover && el("img", { src: cover, alt: "", decoding: "async" })),
    el(
      "div",
      { class: "book-body" },
      el("h2", { class: "book-title", lang, dir }, el("a", { href: ownUrl(story.path) }, story.title)),
      el(
        "p",
        { class: "book-facts" },
        el("span", {}, formatTime(story.seconds)),
        el("span", {}, text("size", { size: formatMegabytes(story.bytes) })),
      ),
      el(
        "button",
        { type: "button", class: "button button-small book-act", on: { click: () => remove(story) } },
        icon("bin"),
        text("remove"),
        el("span", { class: "visually-hidden" }, story.title),
      ),
    ),
  );
}

async function remove(story) {
  await removeStory(story.id);
  setText($("says"), text("removed"));
  await render();
  $("main").focus();
}

function showConnection() {
  setVisible($("no-line"), !navigator.onLine);
}

for (const name of ["online", "offline"]) addEventListener(name, showConnection);
showConnection();
render();
