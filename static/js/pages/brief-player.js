// The listener's page: what plays the brief, and what changes of it while it is heard.

import { BriefPlayer } from "../brief-player/brief-player.js";
import { KeptItem } from "../brief-player/kept-item.js";
import { SleepTimer } from "../player/sleep-timer.js";
import { $, pageData, setVisible } from "../ui/dom.js";

/**
 * @import { Parts } from "../brief-player/brief-player.js"
 * @import { Brief, Sound } from "../brief-player/playlist.js"
 */

const kept = new KeptItem();
/** @type {Parts} */
const parts = { kept, sleepTimer: (stop) => new SleepTimer($("sleep"), stop) };
/** @type {Brief} */
const brief = pageData("listening");
withTitles(brief.items);
let player = brief.items.length ? new BriefPlayer(brief, parts) : null;
// Playing needs none of it, so it is not waited for.
const { followUpdates } = await import("../brief-player/page-updates.js");
/** @param {Sound[]} items */
function take(items) {
  setVisible($("player"), items.length);
  withTitles(items);
  if (player) player.take(items);
  else if (items.length) player = new BriefPlayer({ ...brief, items }, parts);
}
followUpdates(brief.live, { take, keeps: (items) => player?.keeps(items) ?? null }, kept);

/**
 * Give items without a title the one the page shows for them, such as "Item 2".
 * @param {Sound[]} items
 */
function withTitles(items) {
  for (const item of items) item.title ||= $(`item-${item.id}`)?.querySelector("h2").textContent.trim() ?? "";
}
