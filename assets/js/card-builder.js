/**
 * <card-builder> makes a card of the points that a reader chooses, out of the rows that the server wrote. The
 * address holds the choice; the browser's memory only keeps the last one. Without this script the page lists
 * the cards that are ready.
 */
(() => {
const MEMORY = "my-card";
/** Millimetres that both papers have room for; rows on a sheet of large print. */
const SHEET = 255, LARGE = 3;
const EVENTS = ["click", "input", "submit", "pointerdown", "pointermove", "pointerup", "pointercancel"];

class CardBuilder extends HTMLElement {
  #form = this.querySelector("form");
  #fields = this.#form.elements;
  #find = this.querySelector("[type=search]");
  #list = this.querySelector("ol");
  #card = this.querySelector(".card");
  #rows = this.querySelector(".card__rows");
  /** All points as the server wrote them. @type {Map<string, HTMLElement>} */
  #points = new Map([...this.querySelectorAll("[data-code]")].map((point) => [point.dataset.code, point]));
  /** For each point that was chosen: its item in the list, and its row on the card. */
  #parts = new Map();
  /** @type {string[]} */
  #codes = [];
  /** What is being dragged. @type {HTMLElement | null} */
  #lifted = null;

  connectedCallback() {
    this.hidden = false;
    document.querySelector(".card-builder__plain").hidden = true;
    for (const type of EVENTS) this.addEventListener(type, this);
    window.addEventListener("popstate", this);
    this.#narrow();
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    switch (event.type) {
      case "popstate":
        this.#read(true);
        break;
      case "submit":
        event.preventDefault();
        break;
      case "input":
        if (event.target === this.#find) this.#narrow();
        else this.#change(event.target === this.#fields.pregnancy ? this.#leftOut() : "");
        break;
      case "click":
        this.#press(event.target.closest("[data-do]"));
        break;
      case "pointerdown":
        this.#lift(event);
        break;
      case "pointermove":
        if (this.#lifted) this.#carry(event.clientY);
        break;
      default:
        if (this.#lifted) this.#drop();
    }
  }

  /** @param {HTMLElement | null} button */
  #press(button) {
    const code = button?.closest("[data-code]")?.dataset.code;
    const at = this.#codes.indexOf(code);
    switch (button?.dataset.do) {
      case "toggle":
        if (at < 0) this.#add([code]);
        else this.#remove(at);
        break;
      case "remove":
        this.#remove(at);
        (this.#list.children[Math.min(at, this.#codes.length - 1)]?.querySelector("[data-do=remove]")
          ?? this.querySelector("#chosen")).focus();
        break;
      case "up":
        this.#move(at, at - 1);
        break;
      case "down":
        this.#move(at, at + 1);
        break;
      case "clear":
        this.#codes = [];
        this.#form.reset();
        this.#change("Your card is empty. The back button brings the last one back.", "pushState");
        break;
      case "print":
        this.#print();
        break;
    }
  }

  /** @param {string[]} codes @param {string} [lost] what was said of codes that are none */
  #add(codes, lost = "") {
    const fresh = codes.filter((code) => !this.#codes.includes(code));
    this.#codes.push(...fresh);
    const said = [lost];
    for (const code of codes) {
      said.push(`${this.#name(code)} ${fresh.includes(code) ? "added" : "is already on your card"}.`);
    }
    if (this.#out().some((code) => fresh.includes(code))) said.push(this.#leftOut());
    this.#change(said.join(" "));
  }

  #remove(at) {
    this.#change(`${this.#name(this.#codes.splice(at, 1)[0])} removed.`);
  }

  #move(from, to) {
    const name = this.#name(this.#codes[from]);
    if (to < 0 || to === this.#codes.length) {
      this.#show(`${name} is already ${to < 0 ? "first" : "last"}.`);
    } else {
      this.#codes.splice(to, 0, ...this.#codes.splice(from, 1));
      this.#change(`${name} is now number ${to + 1} of ${this.#codes.length}.`);
    }
  }

  /** @param {PointerEvent} event */
  #lift(event) {
    const item = event.target.closest(".card-builder__grip")?.parentElement;
    if (!item || event.button) return;
    event.preventDefault();
    this.#lifted = item;
    item.classList.add("card-builder__one--lifted");
    this.#list.setPointerCapture(event.pointerId); // what moves within it would lose the pointer
  }

  #carry(y) {
    const others = [...this.#list.children].filter((item) => item !== this.#lifted);
    const next = others.find((item) => y < item.getBoundingClientRect().top + item.offsetHeight / 2) ?? null;
    if (next !== this.#lifted.nextElementSibling) this.#list.insertBefore(this.#lifted, next);
  }

  #drop() {
    const to = [...this.#list.children].indexOf(this.#lifted);
    this.#lifted.classList.remove("card-builder__one--lifted");
    this.#move(this.#codes.indexOf(this.#lifted.dataset.code), to);
    this.#lifted = null;
  }

  #name(code) {
    return this.#points.get(code).dataset.name;
  }

  /** The points that the switch for pregnancy leaves out. */
  #out() {
    const { checked } = this.#fields.pregnancy;
    return this.#codes.filter((code) => checked && "avoided" in this.#points.get(code).dataset);
  }

  #leftOut(out = this.#out()) {
    return out.length
      ? `Left out as a precaution: ${out.map((code) => this.#name(code)).join("; ")}. Nothing stands in.`
      : "No point is left out.";
  }

  /** Take the choice from the address, or else what was chosen last. What is no point is named. */
  #read(back = false) {
    const asked = new URLSearchParams(location.search);
    const chosen = back || asked.has("p") ? asked : new URLSearchParams(memory("getItem"));
    const { title, pregnancy, large } = this.#fields;
    const [codes, added] = [chosen.get("p"), asked.get("add")].map(split);
    const known = (code) => this.#points.has(code);
    const lost = [...codes, ...added].filter((code) => !known(code)).map((code) => code.slice(0, 12));
    title.value = [...chosen.get("t") ?? ""].slice(0, title.maxLength).join("").trim();
    pregnancy.checked = chosen.get("pregnancy") === "1";
    large.value = chosen.get("v") === "large" ? "large" : "";
    this.#codes = codes.filter(known);
    this.#add(
      added.filter(known),
      lost.length ? `There is no point ${lost.slice(0, 5).join(", ")}${lost.length > 5 ? "…" : ""} here.` : "",
    );
  }

  /** The choice as the address holds it, from its question mark on; or nothing. */
  #query() {
    const { title, pregnancy, large } = this.#fields;
    const rest = new URLSearchParams();
    if (large.value) rest.set("v", "large");
    if (title.value.trim()) rest.set("t", title.value.trim());
    if (pregnancy.checked) rest.set("pregnancy", "1");
    const query = [`p=${this.#codes}`, `${rest}`].filter(Boolean).join("&");
    return query === "p=" ? "" : `?${query}`;
  }

  /** Keep the choice, and show it. */
  #change(said, keep = "replaceState") {
    const query = this.#query();
    try {
      if (location.search !== query) history[keep](null, "", (query || location.pathname) + location.hash);
    } catch {
      // Refused, as on some disks. The card is right all the same.
    }
    memory("setItem", query);
    this.#show(said);
  }

  /** List the points that have all the words in the search field. */
  #narrow() {
    const words = fold(this.#find.value).split(/\s+/);
    const points = [...this.#points.values()];
    for (const point of points) {
      const text = fold(point.querySelector("p").textContent);
      point.hidden = !words.every((word) => text.includes(word));
    }
    write(this.querySelector("output"), `${points.filter((point) => !point.hidden).length} of ${points.length} points`);
  }

  #show(said) {
    const out = this.#out();
    const shown = this.#codes.filter((code) => !out.includes(code)).map((code) => this.#points.get(code).dataset);
    const sum = (name) => shown.reduce((all, point) => all + Number(point[name]), 0);
    const seconds = sum("seconds") + this.dataset.moving * (shown.length - 1);
    const count = [many(shown.length, "point"), many(sum("presses"), "press", "es"), `about ${many(Math.ceil(seconds / 60), "minute")}`].join(", ");
    this.#order(out);
    this.#card.hidden = !shown.length;
    if (shown.length) this.#fill(shown, out, `${count}.`);
    const sheets = shown.length && this.#sheets();
    const warning = this.querySelector(".card-builder__warning");
    warning.hidden = sheets < 2 || this.#fields.large.value;
    write(warning, `This card needs ${sheets} sheets of paper. To fit it on one, remove a point or two.`);
    write(this.querySelector("[role=status]"), `${said} ${shown.length ? `${count}, ${many(sheets, "sheet")} of paper` : "No points to print"}.`.trim());
    this.querySelector("[data-do=print]").hidden = !shown.length;
  }

  /** Put the chosen points in their order. @param {string[]} out */
  #order(out) {
    const at = document.activeElement;
    for (const code of this.#codes) {
      if (!this.#parts.has(code)) {
        const { content } = this.#points.get(code).querySelector("template");
        this.#parts.set(code, [...document.importNode(content, true).children]);
      }
    }
    const items = this.#codes.map((code) => this.#parts.get(code)[0]);
    this.#list.replaceChildren(...items);
    if (at.isConnected) at.focus({ preventScroll: true }); // what is moved loses the focus
    items.forEach((item, place) => {
      const gone = out.includes(item.dataset.code);
      item.classList.toggle("card-builder__one--out", gone);
      item.querySelector(".card-builder__note").hidden = !gone;
      item.querySelector("[data-do=up]").setAttribute("aria-disabled", place === 0);
      item.querySelector("[data-do=down]").setAttribute("aria-disabled", place === items.length - 1);
    });
    this.querySelector(".card-builder__none").hidden = items.length;
    for (const [code, point] of this.#points) {
      write(point.querySelector("button > span"), this.#codes.includes(code) ? "Remove" : "Add");
    }
  }

  /** Fill in the card as it will be printed. */
  #fill(shown, out, count) {
    const { title, pregnancy, large } = this.#fields;
    const find = (part) => this.#card.querySelector(part);
    const codes = shown.map((point) => point.code);
    write(find(".card__title"), title.value.trim() || title.placeholder);
    write(find("[data-part=count]"), count);
    write(find("[data-part=dated]"), shown.reduce((a, b) => (a.reviewed < b.reviewed ? b : a)).dated);
    for (const part of this.#card.querySelectorAll("[data-pregnant]")) part.hidden = !pregnancy.checked;
    write(find("[data-part=left-out]"), this.#leftOut(out));
    this.#rows.replaceChildren(...codes.map((code) => this.#parts.get(code)[1]));
    for (const caution of this.#card.querySelectorAll("[data-codes]")) {
      const carry = codes.filter((code) => caution.dataset.codes.split(" ").includes(code));
      caution.hidden = !carry.length;
      write(caution.querySelector("span"), carry.join(", "));
    }
    this.#card.classList.toggle("card--large", large.value);
    this.#scan(find(".card-maps__code"), find("[data-part=address]"));
  }

  /** Draw the code to scan, where the page has an address that others can open. */
  #scan(place, words) {
    const address = location.href.split("#")[0];
    place.hidden = true;
    words.dataset.plain ??= words.textContent;
    write(words, words.dataset.plain);
    if (!location.protocol.startsWith("http") || location.search !== this.#query()) return;
    try {
      write(words, decodeURI(address).replace(/^\w+:..|&t=[^&]*/g, "")); // the title stands above
      const { data, size } = uqr.encode(address, { ecc: "M", border: 4 });
      const dark = data.flatMap((row, y) => row.map((one, x) => (one ? `M${x} ${y}h1v1h-1z` : "")));
      place.querySelector("svg").setAttribute("viewBox", `0 0 ${size} ${size}`);
      place.querySelector("path").setAttribute("d", dark.join(""));
      write(place.querySelector("title"), `Code to scan: ${address}`);
      // The squares of a long address are half a millimetre wide, lest a telephone mistakes them.
      place.style.width = size > 54 ? `${size / 2}mm` : "";
      place.hidden = false;
    } catch {
      // Longer than a code can hold: the address in words is there.
    }
  }

  /** How many sheets the card takes: a copy is measured that is as wide as on paper. */
  #sheets() {
    const copy = this.#card.cloneNode(true);
    const high = (element) => element.getBoundingClientRect().height * 25.4 / 96;
    const large = this.#fields.large.value;
    copy.classList.add("card-builder__copy");
    this.append(copy);
    const rows = [...copy.querySelectorAll(".card-row")].map(high);
    const foot = high(copy.querySelector(".card__foot"));
    let used = rows.reduce((rest, row) => rest - row, high(copy) - foot);
    copy.remove();
    let sheets = Math.ceil(used / SHEET);
    [...rows, foot].forEach((row, at) => {
      if (used + row > SHEET || (large && at % LARGE === 0 && at < rows.length)) {
        sheets += 1;
        used = 0;
      }
      used += row;
    });
    return sheets;
  }

  /** A browser prints what it has: wait for the pictures, though not for ever. */
  async #print() {
    const images = [...this.#card.querySelectorAll("img")].map((image) => image.decode().catch(() => {}));
    await Promise.race([Promise.all(images), new Promise((done) => setTimeout(done, 8000))]);
    window.print();
  }
}

/** Ask the browser's memory, if it has one. */
const memory = (what, ...words) => {
  try {
    return localStorage[what](MEMORY, ...words) ?? "";
  } catch {
    return "";
  }
};

/** Codes as somebody may have typed them, each once. @param {string | null} text */
const split = (text) => [...new Set((text ?? "").toUpperCase().split(/[\s,]+/).filter(Boolean))];

/** Lower-case and without tone marks: "Hégǔ" is found by "hegu". */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const many = (number, word, more = "s") => `${number} ${word}${number === 1 ? "" : more}`;

/** What stays the same is not written again, lest it be read out again. */
const write = (element, words) => {
  if (element.textContent !== words) element.textContent = words;
};

customElements.define("card-builder", CardBuilder);
})();
