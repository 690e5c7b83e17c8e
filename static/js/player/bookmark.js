// Where somebody is in a story: kept on this device at once, on the server soon, so that any device continues there.

import { csrfToken } from "../ui/dom.js";
import { readStored, writeStored } from "../ui/storage.js";

const SEND_EVERY = 5000; // ms

/** The place to begin at: the newer of this device's own and the server's, each `{scene, seconds, saved}` or null. */
export function newestBookmark(own, theirs) {
  const places = [own, theirs].filter((place) => Number.isInteger(place?.scene) && place.scene >= 0);
  places.sort((a, b) => (b.saved || 0) - (a.saved || 0));
  const { scene = 0, seconds = 0 } = places[0] ?? {};
  return { scene, seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0 };
}

export class Bookmark {
  /** `first`: what the server had when it made the page. */
  constructor(key, url, first) {
    this.key = key;
    this.url = url;
    this.begin = newestBookmark(readStored(key, null), first);
    this.here = null;
    this.sent = null;
    this.timer = null;
  }

  /** Somebody is here now. Cheap: called many times a second. */
  note(scene, at) {
    const seconds = Math.round(at * 10) / 10;
    if (this.here?.scene === scene && Math.abs(this.here.seconds - seconds) < 0.5) return;
    this.here = { scene, seconds, saved: Date.now() };
    writeStored(this.key, this.here);
    this.timer ??= setTimeout(() => this.send(), SEND_EVERY);
  }

  /** Tell the server; also while the page is being left. */
  async send() {
    clearTimeout(this.timer);
    this.timer = null;
    const place = this.here;
    if (!place || place === this.sent) return;
    this.sent = place;
    try {
      const answer = await fetch(this.url, {
        method: "PUT",
        keepalive: true, // outlives the page, as a beacon does, and can carry the CSRF token
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify({ scene: place.scene, seconds: place.seconds }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      // The server's clock from here on: this device's own may be wrong.
      const time = Date.parse(answer.headers.get("Date") ?? "");
      if (time && this.here === place) writeStored(this.key, { ...place, saved: time });
    } catch {
      if (this.sent === place) this.sent = null; // the next note tries again
    }
  }
}
