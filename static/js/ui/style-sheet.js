// Style sheets that come with a part of the player and not with the page, which is lighter without them.

import { $, el } from "../ui/dom.js";

/** @param {string} name of the main element's data with its address */
export const loadStyle = (name) =>
  document.head.append(el("link", { rel: "stylesheet", href: $("main").dataset[name] ?? "" }));
