/**
 * The list below <point-search>: what was found, by keyboard, touch and screen reader. Fetched on its first focus.
 * It sets one global: `atlasResults(search)` takes the field over once everything is there.
 */
(() => {
const SHOWN = 8;
const KINDS = {
  point: "Point", need: "What hurts", routine: "Routine", region: "Part of the body", meridian: "Meridian",
  word: "Word explained", page: "Page",
};

class Results {
  #search;
  #input;
  #panel;
  #list;
  #active = -1;

  /** @param {HTMLElement} search */
  constructor(search) {
    this.#search = search;
    this.#input = search.querySelector("[role=combobox]");
    this.#panel = search.querySelector(".point-search__panel");
    this.#list = search.querySelector("[role=listbox]");
    this.#input.addEventListener("input", this);
    this.#input.addEventListener("keydown", this);
    this.#panel.addEventListener("mousedown", this);
    this.#list.addEventListener("click", this);
    this.#show();
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "input") {
      this.#show();
    } else if (event.type === "keydown") {
      if (!event.isComposing) this.#onKey(event);
    } else if (event.type === "click") {
      this.#search.open(false);
    } else if (event.button === 0) {
      event.preventDefault();  // the focus stays in the field, so that the panel is still open for the click
    }
  }

  #onKey(event) {
    const hits = this.#list.children;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const open = !this.#panel.hidden && hits.length > 0;
    if (step && !event.altKey) {
      this.#search.open(this.#input.value.trim() !== "");
      // The field itself is the stop between the last and the first.
      const stops = hits.length + 1;
      this.#choose((this.#active + 1 + step + stops) % stops - 1);
    } else if (event.key === "Enter" && open) {
      // With Ctrl it opens another tab, as it does on any link.
      hits[Math.max(this.#active, 0)].dispatchEvent(new MouseEvent("click", event));
    } else {
      return;
    }
    event.preventDefault();
  }

  #show() {
    const query = this.#input.value.trim();
    const hits = query ? atlasFinder.find(query) : [];
    this.#list.replaceChildren(...hits.slice(0, SHOWN).map((hit, place) => this.#row(hit, place)));
    this.#choose(-1);
    const pages = `${hits.length} ${hits.length === 1 ? "page" : "pages"}`;
    const some = hits.length > SHOWN ? `The best ${SHOWN} of ${pages}` : `${pages} found`;
    this.#search.tell(!query ? "" : hits.length ? some : `Nothing found for “${query}”`);
    this.#search.open(query !== "" && this.#search.contains(document.activeElement));
  }

  #row({ page, match }, place) {
    const title = make("span", { class: "point-search__title" });
    title.append(page.code ? make("span", { class: "code" }, page.code) : "", ` ${page.title} `);
    const facts = make("span", { class: "point-search__facts" });
    if (page.pinyin) {
      facts.append(make("span", { lang: "zh-Latn-pinyin" }, page.pinyin), " ", make("span", { lang: "zh-Hans" }, page.hanzi), " · ");
    }
    facts.append(`${KINDS[page.kind]} · `, make("mark", language(match), match));
    return make("a", {
      "class": "point-search__hit", "href": this.#search.dataset.root + page.at, "id": `point-search-${place}`,
      "role": "option", "tabindex": "-1",
    }, title, facts);
  }

  #choose(place) {
    for (const [number, hit] of [...this.#list.children].entries()) {
      hit.setAttribute("aria-selected", number === place);
      if (number === place) hit.scrollIntoView({ block: "nearest" });
    }
    this.#active = place;
    if (place < 0) this.#input.removeAttribute("aria-activedescendant");
    else this.#input.setAttribute("aria-activedescendant", `point-search-${place}`);
  }
}

const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const language = (text) => (/\p{Script=Han}/u.test(text) ? { lang: "zh" } : {});

globalThis.atlasResults = (search) => new Results(search);
})();
