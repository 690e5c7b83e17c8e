// Stories kept on this device: one cache for each person, cleared when another person uses it.
// The service worker (worker.js) plays them without a connection; it is registered only while a story is kept.

/**
 * What is noted of a kept story. `kept` is ms since 1970; `urls` is everything cached for it.
 * @typedef {object} KeptStory
 * @property {string} id
 * @property {string} title
 * @property {string} language
 * @property {string} direction
 * @property {string | null} cover
 * @property {number} seconds
 * @property {number} scenes
 * @property {string} path
 * @property {number} bytes
 * @property {string[]} urls
 * @property {number} kept
 */

/** @typedef {Omit<KeptStory, "bytes" | "urls" | "kept">} StoryNote */
/** @typedef {{page: string, media: string[], statics: string[]}} StoryFiles */

const PREFIX = "edusmart:kept:";
const NOTE = /^\/offline\/kept\/([\w-]+)\.json$/;

/** @param {string} story */
const notePath = (story) => `/offline/kept/${story}.json`;

/** Tell whether this browser can keep stories at all. */
export const canSave = () => "serviceWorker" in navigator && "caches" in globalThis;

/** Return the names of all caches with kept stories. */
async function storyCaches() {
  if (!canSave()) return [];
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX));
}

/** Return the notes of all stories that are kept, the newest first. */
export async function savedStories() {
  /** @type {KeptStory[]} */
  const notes = [];
  for (const name of await storyCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (!NOTE.test(new URL(request.url).pathname)) continue;
      const note = await cache.match(request);
      if (note) notes.push(await note.json());
    }
  }
  return notes.sort((a, b) => b.kept - a.kept);
}

/** @param {string} story */
export async function isSaved(story) {
  return (await savedStories()).some((note) => note.id === story);
}

/**
 * Keep a story. Throws when there is no room or no connection; nothing is left then.
 * @param {string} user
 * @param {StoryNote} note
 * @param {StoryFiles} files paths of this site
 * @param {(done: number, all: number) => void} onFile called after each file
 */
export async function saveStory(user, note, { page, media, statics }, onFile) {
  await navigator.serviceWorker.register("/worker.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  const cache = await caches.open(PREFIX + user);
  const urls = [page, ...media, ...statics];
  let bytes = 0;
  try {
    for (const [index, url] of urls.entries()) {
      bytes += await fetchToCache(cache, url);
      onFile(index + 1, urls.length);
    }
    // The note comes last: a story without one is not kept, however far it came.
    const body = JSON.stringify({ ...note, bytes, urls, kept: Date.now() });
    await cache.put(notePath(note.id), new Response(body, { headers: { "Content-Type": "application/json" } }));
  } catch (error) {
    await deleteUnshared(cache, urls);
    throw error;
  }
}

/**
 * Fetch a file into the cache and return its size in bytes.
 * @param {Cache} cache
 * @param {string} url
 */
async function fetchToCache(cache, url) {
  // ?here=1: not a redirect to a storage elsewhere, which a cache could not read.
  let source = /^\/(audio|pictures)\//.test(url) ? `${url}?here=1` : url;
  // ?whole: the page with everything in it, since nothing can be fetched later.
  if (url.startsWith("/stories/")) source = `${url}?whole`;
  const response = await fetch(source, { credentials: "same-origin" });
  if (response.status !== 200 || response.redirected) throw new Error(`${url}: ${response.status}`);
  const body = await response.blob();
  const headers = { "Content-Type": response.headers.get("Content-Type") ?? "", "Content-Length": String(body.size) };
  await cache.put(url, new Response(body, { headers }));
  return body.size;
}

/**
 * Remove a story from this device; files that another kept story needs stay.
 * @param {string} story
 */
export async function removeStory(story) {
  for (const name of await storyCaches()) {
    const cache = await caches.open(name);
    const note = await cache.match(notePath(story));
    if (!note) continue;
    const { urls } = await note.json();
    await cache.delete(notePath(story));
    await deleteUnshared(cache, urls);
  }
  if (!(await savedStories()).length) await clearExcept(null);
}

/**
 * @param {Cache} cache
 * @param {string[]} urls
 */
async function deleteUnshared(cache, urls) {
  const notes = await savedStories();
  const needed = new Set(notes.flatMap((note) => note.urls));
  for (const url of urls) if (!needed.has(url)) await cache.delete(url, { ignoreVary: true });
}

/**
 * Remove everything but what this person kept; without a person, the service worker goes too.
 * @param {string | null} user
 */
export async function clearExcept(user) {
  for (const name of await storyCaches()) if (user === null || name !== PREFIX + user) await caches.delete(name);
  if (user !== null || !canSave()) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  for (const worker of workers) await worker.unregister();
  for (const name of await caches.keys()) if (name.startsWith("edusmart:shell:")) await caches.delete(name);
}
