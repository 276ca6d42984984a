/* What every page needs, in one file, so that a page asks once: the colours that were chosen, the offline copy. */

/**
 * <theme-switch hidden> lets the reader choose light or dark. "auto" does as the device does.
 * It alone runs in the head, before the styles are there, so that no page flashes in colours that were not chosen.
 * Without this script every page does as the device does.
 */
(() => {
const KEY = "atlas-theme";
const THEMES = ["light", "dark"];
let theme = "auto";

/** Take the choice from where it is remembered. Where nothing may be stored, it holds for this page. */
const recall = () => {
  try {
    const kept = localStorage.getItem(KEY);
    theme = THEMES.includes(kept) ? kept : "auto";
  } catch {}
};

const remember = () => {
  try {
    localStorage.setItem(KEY, theme);
  } catch {}
};

/** Dress the page, and the browser's own frame around it. The head's colours stand in the order of THEMES. */
const dress = () => {
  const chosen = theme !== "auto";
  document.documentElement.toggleAttribute("data-theme", chosen);
  if (chosen) document.documentElement.dataset.theme = theme;
  document.querySelector("meta[name=color-scheme]").content = chosen ? theme : "light dark";
  document.querySelectorAll("meta[name=theme-color]").forEach((meta, index) => {
    const scheme = THEMES[index];
    const when = chosen ? (scheme === theme ? "all" : "not all") : `(prefers-color-scheme: ${scheme})`;
    meta.setAttribute("media", when);
  });
};

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("change", this);
    window.addEventListener("storage", this);
    window.addEventListener("pageshow", this);
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener("storage", this);
    window.removeEventListener("pageshow", this);
  }

  /** @param {Event} event a choice made here, made in another window, or made while this page lay in store */
  handleEvent(event) {
    if (event.type === "change") {
      theme = event.target.value;
      remember();
    } else {
      recall();
    }
    dress();
    this.#show();
  }

  #show() {
    for (const choice of this.querySelectorAll("input")) choice.checked = choice.value === theme;
  }
}

recall();
dress();
// Only now is what stands in the element read.
document.addEventListener("DOMContentLoaded", () => customElements.define("theme-switch", ThemeSwitch));
})();

/**
 * Lets the worker (sw.js, at the top of the site) keep a copy, once the page has loaded and the browser is idle: not
 * for readers who save data, nor for those who removed their copy. Says so on a page that is such a copy.
 */
(() => {
const top = new URL("../../", document.currentScript.src);
const kept = document.documentElement.dataset.kept;

/** Say on the page that it is a copy. */
const tell = () => {
  const words = { day: "numeric", month: "long", year: "numeric" };
  const day = kept && ` of ${new Date(kept).toLocaleDateString("en-GB", words)}`;
  const note = document.createElement("p");
  note.className = "offline-note screen-only";
  note.textContent = `Offline copy${day}. The site could not be reached.`;
  (document.querySelector(".header, .card-bar") ?? document.body).append(note);
};

const keep = async () => {
  const wish = await caches.match(new URL("offline-wish", top));
  if ((await wish?.text()) !== "none") {
    await navigator.serviceWorker.register(new URL("sw.js", top), { updateViaCache: "none" });
  }
};

if (kept !== undefined) document.addEventListener("DOMContentLoaded", tell);

const saves = navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
if (location.protocol.startsWith("http") && navigator.serviceWorker && !saves) {
  // A browser that may store nothing says no; then there is no copy.
  const later = () => (window.requestIdleCallback ?? setTimeout)(() => keep().catch(() => {}));
  window.addEventListener("load", later);
}
})();
