/**
 * Stands in the preview where the site has its worker. A copy that an earlier visit left in this browser would only be
 * in the way of a page that changes all the time: this worker removes it, and then itself.
 */
self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`${self.registration.scope}#`)) await caches.delete(name);
  }
  await self.registration.unregister();
}
