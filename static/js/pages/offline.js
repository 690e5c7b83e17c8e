// The shelf of a device without a connection: what is kept on it, and how to remove it.

import { $, el, icon, ownUrl, say, show } from "../ui/dom.js";
import { clock, megabytes } from "../ui/format.js";
import { keptStories, unkeep } from "../offline/offline-stories.js";
import { text } from "../ui/texts.js";

async function render() {
  const stories = await keptStories();
  show($("nothing"), !stories.length);
  show($("total"), stories.length);
  const bytes = stories.reduce((sum, story) => sum + story.bytes, 0);
  say($("total"), text("total", { size: megabytes(bytes) }));
  $("kept-stories").replaceChildren(...stories.map(book));
}

function book(story) {
  const cover = ownUrl(story.cover);
  const { language: lang, direction: dir } = story;
  return el("li", { class: "card book" },
    el("div", { class: "book-cover" }, cover && el("img", { src: cover, alt: "", decoding: "async" })),
    el("div", { class: "book-body" },
      el("h2", { class: "book-title", lang, dir }, el("a", { href: ownUrl(story.path) }, story.title)),
      el("p", { class: "book-facts" }, el("span", {}, clock(story.seconds)), el("span", {}, text("size", { size: megabytes(story.bytes) }))),
      el("button", { type: "button", class: "button button-small book-act", on: { click: () => remove(story) } },
        icon("bin"), text("remove"), el("span", { class: "visually-hidden" }, story.title))));
}

async function remove(story) {
  await unkeep(story.id);
  say($("says"), text("removed"));
  await render();
  $("main").focus();
}

function line() {
  show($("no-line"), !navigator.onLine);
}

for (const name of ["online", "offline"]) addEventListener(name, line);
line();
render();
