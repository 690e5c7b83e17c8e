// The service worker: plays stories that are kept on this device without a connection. The server puts
// VERSION and SHELL (the offline page and what it needs) before this. It is registered by offline-stories.js.

const OFFLINE = "/offline/";
const SHELL_CACHE = `edusmart:shell:${VERSION}`;
const KEPT = "edusmart:kept:";
const MEDIA = /^\/(static|audio|pictures)\//;
const STORY = /^\/stories\/([0-9a-f-]{36})\/$/;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(SHELL_CACHE)
      .then((cache) => cache.addAll(SHELL))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(deleteOldShells().then(() => worker.clients.claim()));
});

async function deleteOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("edusmart:shell:") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetchPage(request, url));
  // A query is for the server, such as ?here=1 while a story is being kept.
  else if (MEDIA.test(url.pathname) && !url.search) event.respondWith(fetchMedia(request, url));
});

/**
 * Fetch a page from the network, which has the newest; what is kept is for when there is none.
 * @param {Request} request
 * @param {URL} url
 */
async function fetchPage(request, url) {
  try {
    const response = await fetch(request);
    if ([403, 404].includes(response.status)) await forget(url);
    return response;
  } catch (error) {
    const kept = (await findKept(url.pathname)) ?? (await findKept(OFFLINE));
    if (kept) return kept;
    throw error;
  }
}

/**
 * Return a kept file, whose name changes with its content, or fetch it.
 * @param {Request} request
 * @param {URL} url
 */
async function fetchMedia(request, url) {
  const kept = await findKept(url.pathname);
  if (!kept) return fetch(request);
  return withRange(kept, request.headers.get("Range"));
}

/** @param {string} path */
async function findKept(path) {
  return caches.match(path, { ignoreVary: true, ignoreSearch: true });
}

/**
 * Return the part a range asks for: media elements ask for ranges, and some browsers play nothing else.
 * @param {Response} kept
 * @param {string | null} range
 */
async function withRange(kept, range) {
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

/**
 * Delete a story that this person may not see any more from the device. Static files stay: other stories share them.
 * @param {URL} url
 */
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
