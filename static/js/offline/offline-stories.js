// Stories that are kept on this device, one cache for each person, cleared when somebody else is here.
// The service worker (worker.js) plays them without a connection; it is there only while a story is kept.

const PREFIX = "edusmart:kept:";
const NOTE = /^\/offline\/kept\/([\w-]+)\.json$/;

const notePath = (story) => `/offline/kept/${story}.json`;
const openCache = (user) => caches.open(PREFIX + user);

/** Can this browser keep stories at all? */
export const canSave = () => "serviceWorker" in navigator && "caches" in globalThis;

async function storyCaches() {
  if (!canSave()) return [];
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX));
}

/** The notes of all stories that are kept, the newest first. */
export async function savedStories() {
  const notes = [];
  for (const name of await storyCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (NOTE.test(new URL(request.url).pathname)) notes.push(await (await cache.match(request)).json());
    }
  }
  return notes.sort((a, b) => b.kept - a.kept);
}

/** Is this story kept? */
export async function isSaved(story) {
  return (await savedStories()).some((note) => note.id === story);
}

/**
 * Keep a story: `pages` and `media` are paths. `onPart(done, all)` after each. Throws when there is no room or no line;
 * nothing is left then.
 */
export async function saveStory(user, note, { page, media, statics }, onPart) {
  await navigator.serviceWorker.register("/worker.js", { scope: "/" });
  await navigator.serviceWorker.ready;
  const cache = await openCache(user);
  const urls = [page, ...media, ...statics];
  let [bytes, done] = [0, 0];
  try {
    for (const url of urls) {
      bytes += await fetchToCache(cache, url);
      onPart((done += 1), urls.length);
    }
    const whole = { ...note, bytes, urls, kept: Date.now() };
    await cache.put(
      notePath(note.id),
      new Response(JSON.stringify(whole), { headers: { "Content-Type": "application/json" } }),
    );
  } catch (error) {
    await deleteUnshared(cache, urls);
    throw error;
  }
}

async function fetchToCache(cache, url) {
  let here = /^\/(audio|pictures)\//.test(url) ? `${url}?here=1` : url; // not from a storage elsewhere
  if (url.startsWith("/stories/")) here = `${url}?whole`; // nothing of it is left to be fetched
  const answer = await fetch(here, { credentials: "same-origin" });
  if (answer.status !== 200 || answer.redirected) throw new Error(`${url}: ${answer.status}`);
  const body = await answer.blob();
  const headers = { "Content-Type": answer.headers.get("Content-Type") ?? "", "Content-Length": String(body.size) };
  await cache.put(url, new Response(body, { headers }));
  return body.size;
}

/** Remove a story from this device; what another kept story needs stays. */
export async function removeStory(story) {
  for (const name of await storyCaches()) {
    const cache = await caches.open(name);
    const found = await cache.match(notePath(story));
    if (!found) continue;
    const { urls } = await found.json();
    await cache.delete(notePath(story));
    await deleteUnshared(cache, urls);
  }
  if (!(await savedStories()).length) await clearExcept(null);
}

async function deleteUnshared(cache, urls) {
  const notes = await savedStories();
  const needed = new Set(notes.flatMap((note) => note.urls));
  for (const url of urls) if (!needed.has(url)) await cache.delete(url, { ignoreVary: true });
}

/** Nothing stays on this device but what this person kept; null: nothing at all. */
export async function clearExcept(user) {
  const names = await storyCaches();
  for (const name of names) if (user === null || name !== PREFIX + user) await caches.delete(name);
  if (user !== null || !canSave()) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  for (const worker of workers) await worker.unregister();
  for (const name of await caches.keys()) if (name.startsWith("edusmart:shell:")) await caches.delete(name);
}
