/**
 * <point-filter for="point-list"> narrows a list that the server wrote, by the choices in its form.
 * The address holds the choices, so that a link or the back button brings them back.
 * Without this script the list is simply whole.
 */
(() => {
class PointFilter extends HTMLElement {
  #form = this.querySelector("form");
  #status = this.querySelector("[role=status]");

  connectedCallback() {
    this.hidden = false;
    this.#form.addEventListener("change", this);
    this.#form.addEventListener("reset", this);
    this.#form.addEventListener("submit", this);
    window.addEventListener("popstate", this);
    this.#read();
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "submit") {
      event.preventDefault();
      return;
    }
    if (event.type === "popstate") {
      this.#read();
    } else if (event.type === "reset") {
      // The form empties its fields only after this event.
      event.preventDefault();
      for (const field of this.#fields()) set(field, "");
      this.#write();
    } else {
      this.#write();
    }
    this.#show();
  }

  /** @returns {(HTMLSelectElement | HTMLInputElement)[]} */
  #fields() {
    return [...this.#form.elements].filter((field) => field.name);
  }

  /** Take the choices from the address. A value that no field offers counts as none. */
  #read() {
    const wanted = new URLSearchParams(location.search);
    for (const field of this.#fields()) set(field, wanted.get(field.name) ?? "");
  }

  #write() {
    const chosen = new URLSearchParams();
    for (const field of this.#fields()) {
      if (value(field)) chosen.set(field.name, value(field));
    }
    const query = chosen.toString();
    if (query !== location.search.slice(1)) {
      history.pushState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    }
  }

  #show() {
    const items = [...document.getElementById(this.getAttribute("for")).children];
    const chosen = this.#fields().filter(value);
    for (const item of items) {
      item.hidden = !chosen.every((field) => item.dataset[field.name].split(" ").includes(value(field)));
    }
    const shown = items.filter((item) => !item.hidden).length;
    const points = `${shown} of ${items.length} points`;
    this.#status.textContent = shown ? `${points} shown` : `${points} shown. Choose less, or show all.`;
  }
}

const value = (field) => (field.type !== "checkbox" || field.checked ? field.value : "");

const set = (field, wanted) => {
  if (field.type === "checkbox") {
    field.checked = field.value === wanted;
  } else {
    field.value = [...field.options].some((option) => option.value === wanted) ? wanted : "";
  }
};

customElements.define("point-filter", PointFilter);
})();
