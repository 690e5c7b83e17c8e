// The service worker: plays stories that are kept on this device without a connection. The server puts
// VERSION and SHELL (the offline page and what it needs) before this. It is registered by offline-stories.js.
/* global VERSION, SHELL */

const OFFLINE = "/offline/";
const SHELL_CACHE = `edusmart:shell:${VERSION}`;
const KEPT = "edusmart:kept:";
const MEDIA = /^\/(static|audio|pictures)\//;
const STORY = /^\/stories\/([0-9a-f-]{36})\/$/;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL_CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("edusmart:shell:") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (MEDIA.test(url.pathname) && !url.search) event.respondWith(medium(request, url));
});

// The network has the newest; what is kept is for when there is none.
async function page(request, url) {
  try {
    const answer = await fetch(request);
    if ([403, 404].includes(answer.status)) await forget(url);
    return answer;
  } catch (error) {
    const kept = (await find(url.pathname)) ?? (await find(OFFLINE));
    if (kept) return kept;
    throw error;
  }
}

async function medium(request, url) {
  const kept = await find(url.pathname);
  if (!kept) return fetch(request);
  return ranged(kept, request.headers.get("Range"));
}

async function find(path) {
  return caches.match(path, { ignoreVary: true, ignoreSearch: true });
}

// A media element asks for ranges, and some browsers play nothing else.
async function ranged(kept, range) {
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (!asked) return kept;
  const body = await kept.blob();
  const first = Number(asked[1]);
  const last = Math.min(asked[2] ? Number(asked[2]) : body.size - 1, body.size - 1);
  if (first > last) return new Response(null, { status: 416, headers: { "Content-Range": `bytes */${body.size}` } });
  return new Response(body.slice(first, last + 1), {
    status: 206,
    headers: {
      "Content-Type": kept.headers.get("Content-Type") ?? "",
      "Content-Range": `bytes ${first}-${last}/${body.size}`,
      "Content-Length": String(last - first + 1),
      "Accept-Ranges": "bytes",
    },
  });
}

// A story that this person may not see any more does not stay on the device either.
async function forget(url) {
  const story = STORY.exec(url.pathname)?.[1];
  if (!story) return;
  for (const name of (await caches.keys()).filter((it) => it.startsWith(KEPT))) {
    const cache = await caches.open(name);
    const note = await cache.match(`/offline/kept/${story}.json`);
    if (!note) continue;
    const { urls } = await note.json();
    for (const path of urls) if (!path.startsWith("/static/")) await cache.delete(path, { ignoreVary: true });
    await cache.delete(`/offline/kept/${story}.json`);
  }
}
