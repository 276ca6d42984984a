/**
 * What `python build.py serve` adds to an open page. livereload keeps the line to it and says that something changed;
 * this plugin of livereload asks what. It shows the problems of the newest build, if there are any. Where only style
 * sheets changed, it puts in the new ones; where the page itself did, it loads the page again, which keeps its place.
 */
(() => {
const script = document.currentScript.src;
const own = new URL(script).searchParams.get("page");

class LiveReloadPluginAtlas {
  static identifier = "atlas";
  static version = "1";
  #again = false;
  #busy = false;
  #banner = null;
  #shown = "[]";

  constructor() {
    document.addEventListener("LiveReloadConnect", this);
  }

  /** The line is there, for the first time or again: who knows what was missed. */
  handleEvent() {
    this.reload();
  }

  /** Something changed. Returning true tells livereload that it has nothing left to do. */
  reload() {
    this.#again = true;
    if (!this.#busy) this.#look();
    return true;
  }

  async #look() {
    this.#busy = true;
    while (this.#again) {
      this.#again = false;
      try {
        const [state, page] = await Promise.all([ask(new URL("state.json", script)), ask(location.href)]);
        if (!(await renew(new DOMParser().parseFromString(page, "text/html")))) {
          location.reload();
          return;
        }
        this.#show(JSON.parse(state).problems);
      } catch {
        // The preview has gone. When it is back, so is the line.
      }
    }
    this.#busy = false;
  }

  /** @param {{place: string, message: string, hint: string}[]} problems */
  #show(problems) {
    const now = JSON.stringify(problems);
    // Said once. The page that stands in for a site that was never built lists the problems itself.
    if (now === this.#shown || "unbuilt" in document.documentElement.dataset) return;
    this.#shown = now;
    this.#banner?.remove();
    this.#banner = problems.length ? banner(problems) : null;
    if (this.#banner) document.body.append(this.#banner);
    // What is reached with the keys comes to lie above the list.
    document.documentElement.style.setProperty("scroll-padding-block-end", this.#banner ? "45vh" : "");
  }
}

async function ask(address) {
  return (await fetch(address, { cache: "no-store" })).text();
}

/** Put the style sheets of a newer page into this one, and say whether that is all there is to do. */
async function renew(page) {
  const scripts = [...page.querySelectorAll("script[src]")].map((found) => new URL(found.getAttribute("src"), script));
  const like = scripts.map((address) => address.searchParams.get("page")).find(Boolean);
  const [old, wanted] = [document, page].map((each) => [...each.querySelectorAll("link[rel=stylesheet]")]);
  if (like !== own || old.length !== wanted.length) return false;
  await Promise.all(old.map((link, index) => swap(link, wanted[index].getAttribute("href"))));
  return true;
}

/** The old sheet stays until the new one is there, so that the page is never seen without. */
async function swap(link, address) {
  if (link.getAttribute("href") === address) return;
  const next = link.cloneNode();
  next.setAttribute("href", address);
  await new Promise((done) => {
    next.onload = done;
    next.onerror = done;
    link.after(next);
  });
  link.remove();
}

/** The list is a tree of its own: the site's styles, which may be what is broken, do not reach it. */
function banner(problems) {
  const host = document.createElement("site-problems");
  const root = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("banner.css", script);
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const box = add(root, "div", "box");
  box.setAttribute("role", "alert");
  add(box, "p", "title", `${count}. This page is the last good one.`);
  const list = add(box, "ol", "list");
  list.tabIndex = 0; // a long list is scrolled with the keys
  list.setAttribute("aria-label", count);
  for (const { place, message, hint } of problems) {
    const item = add(list, "li", "item");
    add(add(item, "p", ""), "code", "place", place);
    add(item, "p", "", message);
    if (hint) add(item, "p", "hint", `Hint: ${hint}`);
  }
  root.prepend(sheet);
  return host;
}

function add(parent, name, kind, words = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.textContent = words;
  parent.append(element);
  return element;
}

window.LiveReloadPluginAtlas = LiveReloadPluginAtlas;
})();
