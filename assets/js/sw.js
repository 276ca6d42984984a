/**
 * Keeps a copy of the site on the reader's device. The build writes it to the top of the site, after a line that
 * sets SITE: `version`, a hash of all that follows; `core`, what is kept after the first visit; `more`, what is kept
 * once it was visited, which the page of that first visit was, or asked for. Both name each file with the beginning
 * of its SHA-256.
 *
 * Why no reader ever sees two versions mixed:
 * - Each version has a cache of its own, and nothing enters it whose hash is not the listed one. A site that changes
 *   while it is being copied, a host's error page or its log-in page therefore end the installation, and the copy
 *   that was there before stays whole.
 * - A new version takes over in one step, when all of it is there. It need not wait until every page of the old one
 *   is closed, nor ask for a reload: pages come from the network first, and all that a page loads has its own hash
 *   in its name, so that an open page of the old version can be given nothing of the new one. What such a page may
 *   still ask for is set aside until the version after.
 * - A page comes from the network or whole from the copy of this version. If it is a copy, it says so, and a script
 *   whose name has no hash (the search index) is given to it from the same copy.
 */
const SCOPE = self.registration.scope;
const PREFIX = `${SCOPE}#`;  // other sites may share this host, and its caches
const VERSION = PREFIX + SITE.version;
const BEFORE = `${PREFIX}before`;
const WISH = `${PREFIX}wish`;
const STORED = `${SCOPE}offline-date`;  // no file of the site, but when its copy was completed
const FILES = new Map([...Object.entries(SITE.core), ...Object.entries(SITE.more)]);
const PLAIN = [...FILES.keys()].filter((name) => name.endsWith(".js") && !name.startsWith("assets/"));
const COPY = "?copy";
const NOT_KEPT = "offline.html";
const PATIENCE = 4000;
const AT_ONCE = 4;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(answer(event.data)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const name = nameOf(request.url);
  if (request.method !== "GET" || name === null || request.headers.has("range")) return;
  if (request.mode === "navigate") {
    event.respondWith(visit(event, name));
  } else if (name.startsWith("assets/")) {
    event.respondWith(load(event, name));
  } else if (FILES.has(name)) {
    event.respondWith(loadPlain(request, name));
  }
});

/** Return the file that an address stands for, or null. Hosts may leave out ".html", and "index.html". */
function nameOf(url) {
  const path = url.split(/[?#]/, 1)[0];
  if (!path.startsWith(SCOPE)) return null;
  const name = path.slice(SCOPE.length) || "index.html";
  return FILES.has(`${name}.html`) ? `${name}.html` : name;
}

/** Return a file of this version's copy. */
function kept(name) {
  return caches.match(SCOPE + name, { cacheName: VERSION });
}

// Answering

/** A page: from the network, else from the copy. Whoever has a copy does not wait long for the network. */
async function visit(event, name) {
  const copy = await kept(name);
  if (copy && name === NOT_KEPT) return stamp(copy, 200, event.request.url);
  const patience = new AbortController();
  const clock = copy && setTimeout(() => patience.abort(), PATIENCE);
  try {
    // Not from the browser's own cache: what it still holds may be older than the copy, and would not say so.
    const asked = { cache: "no-cache", redirect: "manual", signal: patience.signal };
    const response = await fetch(event.request.url, asked);
    if (response.status < 500 || !copy) {
      if (response.ok && !copy) event.waitUntil(keepPage(name, response.clone()));
      return response;
    }
  } catch {
    // No connection, or none worth the name.
  } finally {
    clearTimeout(clock);
  }
  if (copy) return stamp(copy, 200);
  // One that is there but not kept is no missing page. (The name is one of the list: it holds nothing foreign.)
  if (FILES.has(name) && (await kept(NOT_KEPT))) return Response.redirect(`${SCOPE}${NOT_KEPT}?page=${name}`);
  return stamp(await kept("404.html"), 404);
}

/** Something a page loads. Its name has its hash, so that a copy of any version is the right one. */
async function load(event, name) {
  const copy = await caches.match(SCOPE + name);
  if (copy) return copy;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(name, response.clone()));
  return response;
}

/** Something without a hash in its name: a page that is a copy has it from the copy, others from the network first. */
async function loadPlain(request, name) {
  const copy = await kept(name);
  if (copy && request.url.endsWith(COPY)) return copy;
  return fetch(request).catch(() => copy ?? Response.error());
}

/** Mark a page as a copy of a certain day, and let it load what belongs to it. */
async function stamp(copy, status, url = "") {
  if (!copy) return Response.error();
  const day = await caches.match(STORED, { cacheName: VERSION });
  let html = await copy.text();
  html = html.replace("<html ", `<html data-kept="${day ? await day.text() : ""}" `);
  for (const name of PLAIN) html = html.replaceAll(name, name + COPY);
  const wanted = url && new URL(url).searchParams.get("page");
  if (FILES.has(wanted)) html = html.replace('href="index.html" data-again hidden', `href="${wanted}"`);
  return new Response(html, { status, headers: copy.headers });
}

// Keeping

async function install() {
  try {
    const wish = await caches.match(`${SCOPE}offline-wish`, { cacheName: WISH });
    const all = wish && (await wish.text()) === "all";
    // A reader who saves data keeps the copy that is there. Those who ask for everything get everything.
    if (!all && navigator.connection?.saveData) throw new Error("data is to be saved");
    const had = await keptBefore();
    const read = await opened();
    await gather([...FILES.keys()].filter((name) => all || name in SITE.core || had.has(name) || read.has(name)));
    for (const name of read) await gather(await shownBy(await kept(name)));
  } catch (error) {
    await tell({ failed: reason(error) });
    throw error;
  }
  await self.skipWaiting();
}

/** Take over, and put away older copies. Pages of theirs may be open: what they still load is kept once more. */
async function activate() {
  const older = (await versions()).filter((cache) => cache !== VERSION);
  if (older.length) {
    await caches.delete(BEFORE);
    const before = await caches.open(BEFORE);
    for (const cache of older) {
      const old = await caches.open(cache);
      for (const request of await old.keys()) {
        const name = nameOf(request.url);
        if (name.startsWith("assets/") && !FILES.has(name)) await before.put(request, await old.match(request));
      }
      await caches.delete(cache);
    }
  }
  await self.clients.claim();
  await answer("state");
}

/** Return the caches that hold versions, this one last. */
async function versions() {
  const found = (await caches.keys()).filter((cache) => cache.startsWith(PREFIX));
  return [...found.filter((cache) => ![VERSION, BEFORE, WISH].includes(cache)), VERSION];
}

/** Return the names of all that earlier versions kept: what a reader once visited stays at hand. */
async function keptBefore() {
  const names = new Set();
  for (const cache of await versions()) {
    if (await caches.has(cache)) {
      for (const request of await (await caches.open(cache)).keys()) names.add(nameOf(request.url));
    }
  }
  return names;
}

/** Return the names of the pages that are open: this worker may be the first, and have seen none of them come. */
async function opened() {
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  return new Set(windows.map((client) => nameOf(client.url)).filter((name) => FILES.has(name)));
}

/** Return the names of all that a page shows. */
async function shownBy(page) {
  return [...new Set((await page.text()).match(/assets\/[\w./-]+/g))].filter((name) => FILES.has(name));
}

/** Copy files into this version's cache, a few at a time, or fail. What was copied is there for the next attempt. */
async function gather(names) {
  const cache = await caches.open(VERSION);
  const stores = await versions();
  const stop = new AbortController();
  const queue = names.values();
  let done = 0;
  const work = async () => {
    for (const name of queue) {
      stop.signal.throwIfAborted();
      await take(name, cache, stores, stop.signal);
      done += 1;
      await tell({ done, of: names.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } catch (error) {
    stop.abort();
    throw error;
  }
  await cache.put(STORED, new Response(new Date().toISOString()));
}

/** Put one file into the cache: from an older copy if it has not changed, else from the network. */
async function take(name, cache, stores, signal) {
  const url = SCOPE + name;
  for (const store of stores) {
    const copy = await caches.match(url, { cacheName: store });
    if (copy && (await digest(await copy.clone().arrayBuffer())) === FILES.get(name)) {
      if (store !== VERSION) await cache.put(url, copy);
      return;
    }
  }
  // What lies in the browser's cache or on the way may be older than the list. The second attempt asks past it.
  for (const mode of [name.startsWith("assets/") ? "default" : "no-cache", "reload"]) {
    const response = await fetch(url, { cache: mode, mode: "same-origin", priority: "low", signal });
    if (await put(name, response, cache)) return;
  }
  throw new Error(`${name} is not what this version lists`);
}

/** Store a file if it is what the list says. What is stored is an answer of its own: it was not redirected. */
async function put(name, response, cache) {
  const body = await response.arrayBuffer();
  if ((await digest(body)) !== FILES.get(name)) return false;
  const headers = new Headers(response.headers);
  for (const gone of ["content-encoding", "content-length", "vary"]) headers.delete(gone);
  await cache.put(SCOPE + name, new Response(body, { headers }));
  return true;
}

/** Store what was just loaded, if it is of this version and there is a copy to add it to. */
async function keep(name, response) {
  if (!FILES.has(name) || !(await caches.has(VERSION))) return false;
  return put(name, response, await caches.open(VERSION));
}

/** Store a page that was just visited, and what it shows further down: a page that is kept is kept whole. */
async function keepPage(name, response) {
  const copy = response.clone();
  if (!(await keep(name, response)) || navigator.connection?.saveData) return;
  const cache = await caches.open(VERSION);
  const stores = await versions();
  for (const asset of await shownBy(copy)) await take(asset, cache, stores);
}

/** Return the beginning of a SHA-256, as the list has it. */
async function digest(body) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(hash.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Talking with <offline-keeper>

/** "state": say what is kept. "keep": copy everything that is not yet. */
async function answer(question) {
  if (question === "keep") {
    try {
      await gather([...FILES.keys()]);
    } catch (error) {
      await tell({ failed: reason(error) });
    }
  }
  const stored = await caches.match(STORED, { cacheName: VERSION });
  const found = stored ? await (await caches.open(VERSION)).keys() : [];
  const count = found.filter((request) => FILES.has(nameOf(request.url))).length;
  await tell({ kept: count, of: FILES.size, since: stored ? await stored.text() : "" });
}

async function tell(message) {
  const windows = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const client of windows) client.postMessage(message);
}

/** Return why it failed, as a word: no room, no connection, or a site that has changed meanwhile. */
function reason(error) {
  if (error.name === "QuotaExceededError") return "full";
  return error.name === "TypeError" || error.name === "AbortError" ? "network" : "changed";
}
