// What is new of a published brief while somebody listens: the page is asked for again, and its parts are taken over.

import { LiveTopic } from "../live/live-topic.js";
import { $, setText, setVisible } from "../ui/dom.js";
import { formatTime } from "../ui/format.js";

const FETCH_AFTER = 600; // ms, and as much again by chance: many listen, and rows come in bursts
const GONE_REASONS = new Set(["gone", "forbidden"]);

/** `{url, epoch, rev}` is what the page shows; `taken(items)` is told what can be heard now, `[]` once it is over. */
export function followUpdates({ url, epoch, rev }, taken) {
  const over = () => {
    setVisible($("over"), true);
    for (const element of document.querySelectorAll(".transcript-head :is(a, button)")) element.remove();
    taken([]);
  };
  const topic = new LiveTopic({ liveUrl: url });
  topic.state = { ...topic.state, epoch, rev };
  let timer = null;
  let asking = false;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, FETCH_AFTER * (1 + Math.random()));
  };
  const ask = async () => {
    if (asking) return soon();
    asking = true;
    const page = await fetchPage();
    asking = false;
    if (page === "over") return over();
    if (page) taken(replaceParts(page));
  };
  topic.addEventListener("state", ({ detail: { before, frame } }) => {
    if (before.rev !== frame.rev) soon();
  });
  topic.addEventListener(
    "connection",
    ({ detail: { status, reason } }) => status === "stopped" && GONE_REASONS.has(reason) && over(),
  );
  topic.start();
}

async function fetchPage() {
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (answer.status === 404) return "over";
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  } catch {
    return null; // the socket comes back with whatever is new
  }
}

function replaceParts(page) {
  for (const id of ["transcript", "listen-title", "waiting"]) {
    const [held, newer] = [$(id), page.getElementById(id)];
    if (!held || !newer || held.outerHTML === newer.outerHTML) continue;
    held.replaceWith(document.importNode(newer, true));
  }
  for (const place of document.querySelectorAll("#transcript [data-seconds], #listen-title [data-seconds]")) {
    setText(place, formatTime(Number(place.dataset.seconds)));
  }
  const listening = page.getElementById("listening");
  return listening ? JSON.parse(listening.textContent).items : [];
}
