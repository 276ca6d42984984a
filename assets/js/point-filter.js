/**
 * <point-filter for="point-list"> narrows and sorts a list that the server wrote, by the choices in its form.
 * Every choice says how many points it would leave, given the others. The address holds what was chosen, so
 * that a link, a reload or the back button brings it back. Without this script the list is simply whole.
 */
(() => {
class PointFilter extends HTMLElement {
  #form = this.querySelector("form");
  #fold = this.querySelector("details");
  #status = this.querySelector("[role=status]");
  /** As the server wrote them. @type {HTMLElement[]} */
  #items = [];
  /** The field that keys are stepping through: such a run is one step back, not one for each key. */
  #run = null;

  connectedCallback() {
    if (!this.#items.length) this.#items = [...document.getElementById(this.getAttribute("for")).children];
    this.hidden = false;
    for (const type of ["change", "reset", "submit", "pointerdown", "focusout"]) {
      this.#form.addEventListener(type, this);
    }
    window.addEventListener("popstate", this);
    window.addEventListener("pageshow", this);
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this);
    window.removeEventListener("pageshow", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    const field = event.type === "change" ? event.target : null;
    switch (event.type) {
      case "submit":
        event.preventDefault();
        break;
      case "popstate":
      case "pageshow": // some browsers fill in a form again after the scripts have run
        this.#read();
        break;
      case "reset": // the form would empty its fields only after this event, and put back the order too
        event.preventDefault();
        for (const facet of this.#facets()) set(facet, "");
        this.#write();
        break;
      case "change":
        this.#write(field === this.#run);
        break;
    }
    this.#run = field?.type === "checkbox" ? null : field;
  }

  /** @returns {(HTMLSelectElement | HTMLInputElement)[]} */
  #fields() {
    return [...this.#form.elements].filter((field) => field.name);
  }

  #facets() {
    return this.#fields().filter((field) => field.name !== "sort");
  }

  /** Take the choices from the address. A value that no field offers counts as none. */
  #read() {
    const wanted = new URLSearchParams(location.search);
    for (const field of this.#fields()) set(field, wanted.get(field.name) ?? "");
    if (this.#fold && this.#fields().some(value)) this.#fold.open = true;
    this.#show();
  }

  /** Keep the choices in the address: as a step of its own, or `instead` of the last one. */
  #write(instead = false) {
    const chosen = new URLSearchParams();
    for (const field of this.#fields()) {
      if (value(field)) chosen.set(field.name, value(field));
    }
    const query = chosen.toString();
    if (query !== location.search.slice(1)) {
      const address = (query ? `?${query}` : location.pathname) + location.hash;
      try {
        history[instead ? "replaceState" : "pushState"](null, "", address);
      } catch {
        // Refused: too many in a short time, or no address of its own. The list is right all the same.
      }
    }
    this.#show();
  }

  #show() {
    const facets = this.#facets();
    for (const field of facets) {
      const left = this.#items.filter(fits(facets.filter((other) => other !== field)));
      for (const choice of field.options ?? [field]) {
        count(choice, left.filter((item) => !choice.value || answers(item, field.name, choice.value)).length);
      }
    }
    const shown = this.#items.filter(fits(facets));
    this.#arrange(shown);
    this.#tell(shown.length);
  }

  /** Show these items alone, in the order that was chosen. @param {HTMLElement[]} shown */
  #arrange(shown) {
    const order = this.#form.elements.sort?.value;
    const place = (item) => Number(item.getAttribute(`data-at-${order}`));
    const items = order ? [...this.#items].sort((a, b) => place(a) - place(b)) : this.#items;
    // What is moved loses the focus, so that all others move around the item that has it.
    const still = items.find((item) => item.contains(document.activeElement)) ?? items[0];
    const at = items.indexOf(still);
    if (items.some((item, number) => item !== still.parentElement.children[number])) {
      still.before(...items.slice(0, at));
      still.after(...items.slice(at + 1));
    }
    if (still.contains(document.activeElement) && !shown.includes(still)) this.#status.focus();
    for (const item of items) item.hidden = !shown.includes(item);
  }

  /** @param {number} shown */
  #tell(shown) {
    const order = this.#form.elements.sort?.selectedOptions[0].text.toLowerCase();
    const all = this.#items.length;
    const points = `${shown === all ? "All" : `${shown} of`} ${all} points shown`;
    write(this.#status, shown ? [points, order].filter(Boolean).join(", ") : `${points}. Choose less, or show all.`);
  }
}

/** @param {HTMLSelectElement | HTMLInputElement} field */
const value = (field) => (field.type !== "checkbox" || field.checked ? field.value : "");

/** @param {HTMLSelectElement | HTMLInputElement} field @param {string} wanted */
const set = (field, wanted) => {
  if (field.type === "checkbox") {
    field.checked = field.value === wanted;
  } else {
    field.value = [...field.options].some((option) => option.value === wanted) ? wanted : "";
  }
};

/** @param {HTMLElement} item @param {string} name @param {string} wanted */
const answers = (item, name, wanted) => item.dataset[name].split(" ").includes(wanted);

/** Return what tells whether an item fits all that was chosen. */
const fits = (fields) => {
  const chosen = fields.filter(value);
  return (item) => chosen.every((field) => answers(item, field.name, value(field)));
};

/** Say how many points a choice would leave, behind its words. @param {HTMLOptionElement | HTMLInputElement} choice */
const count = (choice, left) => {
  const words = choice.labels?.[0] ?? choice;
  words.dataset.words ??= words.textContent;
  write(words, `${words.dataset.words} (${left})`);
};

/** What stays the same is not written again, lest it be read out again. */
const write = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};

customElements.define("point-filter", PointFilter);
})();
