/**
 * <point-search> finds a page by code, name or complaint. On its first focus it fetches the rest of itself:
 * the scripts named in `data-scripts`. Without this script it is a plain link to the list of points.
 */
(() => {
const SLASH = "point-search-slash";

class PointSearch extends HTMLElement {
  #input = this.querySelector("[role=combobox]");
  #panel = this.querySelector(".point-search__panel");
  #note = this.querySelector(".point-search__note");
  #status = this.querySelector("[role=status]");
  #slash = this.querySelector("[type=checkbox]");
  #loading = false;

  connectedCallback() {
    this.querySelector(".point-search__link").hidden = true;
    this.querySelector(".point-search__box").hidden = false;
    this.#slash.checked = remembered() !== "off";
    for (const type of ["focusin", "focusout", "input", "change"]) this.addEventListener(type, this);
    document.addEventListener("keydown", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const typed = event.target === this.#input;
    if (event.type === "keydown") {
      if (!typed) this.#onSlash(event);
      else if (event.key === "Escape" && !event.isComposing) this.#onEscape(event);
    } else if (event.type === "focusout") {
      if (!this.contains(event.relatedTarget)) this.#leave();
    } else if (event.target === this.#slash) {
      remember(this.#slash.checked ? "on" : "off");
    } else if (typed) {
      if (event.type === "focusin") this.#enter();
      this.open(this.#input.value.trim() !== "");
    }
  }

  /** @param {boolean} wanted  Whether the panel below the field is to be seen. */
  open(wanted) {
    this.#panel.hidden = !wanted;
    this.#input.setAttribute("aria-expanded", wanted && this.querySelector("[role=option]") !== null);
  }

  /** @param {string} words  To be read and heard. */
  tell(words) {
    this.#note.textContent = words;
    this.#status.textContent = words;
  }

  #enter() {
    this.#status.hidden = false;  // there before it says anything, else it would not be heard
    this.#load();
  }

  #leave() {
    this.#status.hidden = true;
    this.open(false);
  }

  #onSlash(event) {
    const elsewhere = event.target.closest?.("input, select, textarea, [contenteditable]");
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || elsewhere || event.defaultPrevented || !this.#slash.checked) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  /** The first closes the panel, the second empties the field. */
  #onEscape(event) {
    event.preventDefault();
    if (this.#panel.hidden) this.#input.value = "";
    this.open(false);
  }

  async #load() {
    if (this.#loading) return;
    this.#loading = true;
    try {
      await Promise.all(this.dataset.scripts.split(" ").map(add));
      await atlasFinder.ready;
      atlasResults(this);
    } catch {
      this.#loading = false;  // the next focus tries again
      this.tell("The search could not be loaded.");
    }
  }
}

/** Scripts in their order. A page that was opened from a disk can fetch nothing else. */
const add = (address) => new Promise((resolve, reject) => {
  const script = document.createElement("script");
  Object.assign(script, { src: address, async: false, onload: resolve, onerror: reject });
  document.head.append(script);
});

// A browser may refuse to remember; then the choice holds for this page only.
const remembered = () => { try { return localStorage.getItem(SLASH); } catch { return null; } };
const remember = (choice) => { try { localStorage.setItem(SLASH, choice); } catch { /* as said */ } };

customElements.define("point-search", PointSearch);
})();
