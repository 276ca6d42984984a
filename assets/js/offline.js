/**
 * Lets the worker (sw.js, at the top of the site) keep a copy, once the page has loaded and the browser is idle: not
 * for readers who save data, nor for those who removed their copy. Says so on a page that is such a copy.
 */
(() => {
const top = new URL("../../", document.currentScript.src);
const kept = document.documentElement.dataset.kept;

if (kept !== undefined) {
  const words = { day: "numeric", month: "long", year: "numeric" };
  const day = kept && ` of ${new Date(kept).toLocaleDateString("en-GB", words)}`;
  const note = document.createElement("p");
  note.className = "offline-note screen-only";
  note.textContent = `Offline copy${day}. The site could not be reached.`;
  (document.querySelector(".header, .card-bar") ?? document.body).append(note);
}

const keep = async () => {
  const wish = await caches.match(new URL("offline-wish", top));
  if ((await wish?.text()) !== "none") {
    await navigator.serviceWorker.register(new URL("sw.js", top), { updateViaCache: "none" });
  }
};

const saves = navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
if (location.protocol.startsWith("http") && navigator.serviceWorker && !saves) {
  // A browser that may store nothing says no; then there is no copy.
  const later = () => (window.requestIdleCallback ?? setTimeout)(() => keep().catch(() => {}));
  window.addEventListener("load", later);
}
})();
