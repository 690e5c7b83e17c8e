// What few listeners open, loaded when they do: the sleep timer, and keeping a story on this device.

import { $ } from "../ui/dom.js";
import { Keeping } from "../offline/keeping.js";
import { Sleep } from "./sleep.js";

/** `acts`: fallAsleep(), told(words). */
export function extras(story, acts) {
  return { sleep: new Sleep($("sleep"), acts.fallAsleep), keeping: new Keeping(story, acts.told) };
}
