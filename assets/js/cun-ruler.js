/**
 * <cun-ruler hidden> works out the reader's own cun from one length of their body, and moves the marks of
 * the rulers that the server drew to it. The address holds what was typed, so that a link or the back button
 * brings it back; nothing else remembers it.
 * Without this script the page offers ready-made rulers.
 */
(() => {
const MILLIMETRES = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 };
const SIGNS = { "'": "ft", "′": "ft", "’": "ft", '"': "in", "″": "in", "”": "in", inch: "in", inches: "in", feet: "ft", foot: "ft" };
const FRACTIONS = { "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8" };
const SIXTEENTHS = ["", "1/16", "⅛", "3/16", "¼", "5/16", "⅜", "7/16", "½", "9/16", "⅝", "11/16", "¾", "13/16", "⅞", "15/16"];
// By how many cun are measured.
const EXAMPLES = {
  height: { cm: "168", in: "5 ft 6" },
  1: { cm: "2.1", in: "7/8" },
  3: { cm: "6.6", in: "2 5/8" },
  other: { cm: "26.5", in: "10 1/2" },
};
// On a ruler, in millimetres: paper beyond its first and its last mark, room for marks on one sheet, cun at most.
const END = 3, ROOM = 180, MOST = 12;

class CunRuler extends HTMLElement {
  #form = this.querySelector("form");
  #of = this.querySelector("select");
  #length = this.querySelector(".cun-ruler__length");
  #unit = this.#form.elements.unit;
  #status = this.querySelector("[role=status]");
  #error = this.querySelector(".cun-ruler__error");
  #sheet = this.querySelector(".cun-ruler__sheet");

  connectedCallback() {
    this.hidden = false;
    this.#form.addEventListener("submit", this);
    this.#form.addEventListener("input", this);
    window.addEventListener("popstate", this);
    this.#read();
  }

  disconnectedCallback() {
    window.removeEventListener("popstate", this);
  }

  /** @param {Event} event */
  handleEvent(event) {
    if (event.type === "popstate") {
      this.#read();
      return;
    }
    if (event.type === "input") {
      // A ruler that no longer fits what is typed must not be printed.
      this.#clear();
      this.#ask();
      return;
    }
    event.preventDefault();
    if (this.#answer()) this.#write();
    else this.#length.focus();
  }

  /** Take what was typed from the address. */
  #read() {
    const wanted = new URLSearchParams(location.search);
    const options = [...this.#of.options];
    (options.find((option) => option.value === wanted.get("of")) ?? options[0]).selected = true;
    this.#unit.value = wanted.get("unit") === "in" ? "in" : "cm";
    this.#length.value = (wanted.get("length") ?? "").slice(0, 40);
    this.#ask();
    if (this.#length.value.trim()) this.#answer();
    else this.#clear();
  }

  #write() {
    const typed = { of: this.#of.value, length: this.#length.value.trim(), unit: this.#unit.value };
    const query = new URLSearchParams(typed).toString();
    if (query === location.search.slice(1)) return;
    try {
      history.pushState(null, "", `?${query}${location.hash}`);
    } catch {
      // Refused, as on some disks. The ruler is right all the same.
    }
  }

  /** Say what to type for the choice that is made. */
  #ask() {
    const { cun, ends, least } = this.#of.selectedOptions[0].dataset;
    const examples = EXAMPLES[least ? "height" : cun] ?? EXAMPLES.other;
    this.#length.labels[0].textContent = least ? "How tall are you?" : "How long is it?";
    this.querySelector("#cun-ruler-ends").textContent = least
      ? "A rough guess, for grown-ups and for the forearm only. Measuring is better."
      : capital(ends);
    this.querySelector("#cun-ruler-hint").textContent = `For example ${examples[this.#unit.value]}`;
  }

  /** Draw the ruler, or say why there is none. @returns {boolean} whether there is one */
  #answer() {
    const option = this.#of.selectedOptions[0];
    const typed = parse(this.#length.value, this.#unit.value);
    if (typed?.unit && typed.unit !== this.#unit.value) {
      this.#unit.value = typed.unit;
      this.#ask();
    }
    const unit = this.#unit.value;
    const fault = typed ? this.#fault(typed.millimetres, option, unit) : unread(this.#length.value, unit);
    this.#clear();
    if (!fault) {
      this.#draw(typed.millimetres, option, unit);
      return true;
    }
    this.#error.textContent = fault;
    this.#length.setAttribute("aria-invalid", "true");
    return false;
  }

  /** @returns {string} what is wrong with a length, or nothing */
  #fault(millimetres, option, unit) {
    const count = Number(option.dataset.cun);
    const least = Number(option.dataset.least ?? count * this.dataset.least);
    const most = Number(option.dataset.most ?? count * this.dataset.most);
    if (millimetres >= least && millimetres <= most) return "";
    const size = MILLIMETRES[unit];
    const low = Math.ceil(least / size), high = Math.floor(most / size);
    const length = `${plain(millimetres / size)} ${unit}`;
    if (option.dataset.least) return `The guess is for heights of ${low} to ${high} ${unit}, and ${length} is not among them.`;
    const range = count < 4 ? `${plain(least / size)} to ${plain(most / size)}` : `${low} to ${high}`;
    const side = millimetres < least ? "short" : "long";
    return `${length} is too ${side}: ${count} cun should be ${range} ${unit}, so check the number and the unit.`;
  }

  /** Take away what was said and drawn. */
  #clear() {
    this.#sheet.hidden = true;
    this.#status.textContent = "";
    this.#error.textContent = "";
    this.#length.removeAttribute("aria-invalid");
  }

  /**
   * @param {number} millimetres what was measured
   * @param {HTMLOptionElement} option where
   */
  #draw(millimetres, option, unit) {
    const { cun: count, ends, where, name = option.text, least } = option.dataset;
    const cun = millimetres / Number(count);
    const size = `${plain(cun / 10)} cm (${inches(cun)} in)`;
    const measured = unit === "in" ? `${plain(millimetres / MILLIMETRES.in, 2)} in` : `${plain(millimetres / 10)} cm`;
    const title = `${name} ruler`;
    const words = least ? `Guessed from a height of ${measured}` : `${capital(ends)}: ${measured}, ${count} cun`;
    this.#say("title", least ? `${title}, from your height` : title);
    this.#say("where", `Use it only ${where}.`);
    this.#say("made", `1 cun is ${cun.toFixed(1)} mm. ${words}.`);
    for (const drawing of this.#sheet.querySelectorAll("svg:has([data-cun])")) {
      const lines = drawing.querySelectorAll(".ruler__words");
      lines[0].textContent = `${title}${least ? " (a guess)" : ""}: 1 cun = ${cun.toFixed(1)} mm`;
      if (lines[1]) lines[1].textContent = `Use it only ${where}`;
      const shown = scale(drawing, cun);
      drawing.querySelector("title").textContent = `${title} of ${shown} cun, each ${cun.toFixed(1)} mm`;
    }
    this.#sheet.hidden = false;
    this.#status.textContent = `Your cun: ${least ? "about " : ""}${size}. Use it only ${where}.`;
  }

  #say(what, words) {
    this.#sheet.querySelector(`[data-say=${what}]`).textContent = words;
  }
}

/** @returns {string} what to say of words that are no length */
const unread = (text, unit) => {
  const example = `such as ${EXAMPLES.other[unit]}`;
  return text.trim()
    ? `“${text.trim()}” cannot be read as a length. Type a number, ${example}.`
    : `Type the length that you measured, ${example}.`;
};

/** Move the marks of a ruler to cun of this length. The words keep their size. @returns {number} cun on it */
const scale = (drawing, cun) => {
  const count = Math.min(MOST, Math.floor(ROOM / cun + 1e-9));
  const long = 2 * END + count * cun;
  for (const mark of drawing.querySelectorAll("[data-cun]")) {
    const at = Number(mark.dataset.cun);
    mark.toggleAttribute("hidden", at > count);
    mark.setAttribute("transform", `translate(${(END + at * cun).toFixed(3)} 0)`);
  }
  const high = drawing.viewBox.baseVal.height;
  drawing.setAttribute("viewBox", `0 0 ${long.toFixed(3)} ${high}`);
  drawing.setAttribute("width", `${long.toFixed(3)}mm`);
  drawing.querySelector(".ruler__cut").setAttribute("width", long.toFixed(3));
  return count;
};

/**
 * Read a length as people write it: 26,4 · 10½ · 10 1/2 · 26 cm · 5 ft 6 · 5'6". What has no unit takes the
 * one that was chosen; after feet come inches.
 * @returns {{millimetres: number, unit: string} | null} `unit` is the field's own where one was typed
 */
const parse = (text, chosen) => {
  const ready = text
    .toLowerCase()
    .replace(/[½¼¾⅓⅔⅛⅜⅝⅞]/g, (sign) => ` ${FRACTIONS[sign]}`)
    .replace(/''/g, '"')
    .replace(/(\d)\s*,\s*(?=\d)/g, "$1.")
    .trim();
  const number = String.raw`(\d+(?:\.\d+)?\s+\d+\/\d+|\d+\/\d+|\d*\.?\d+)`;
  const unit = String.raw`\s*(mm|cm|m|inches|inch|in|feet|foot|ft|['′’"″”])?\.?`;
  const found = ready.match(new RegExp(`^${number}${unit}(?:[\\s-]*${number}${unit})?$`));
  if (!found) return null;
  const [, first, firstSign, second, secondSign] = found;
  const firstUnit = SIGNS[firstSign] ?? firstSign;
  const secondUnit = SIGNS[secondSign] ?? secondSign ?? "in";
  if (second !== undefined && (firstUnit !== "ft" || secondUnit !== "in")) return null;
  const used = firstUnit ?? chosen;
  let millimetres = value(first) * MILLIMETRES[used];
  if (second !== undefined) millimetres += value(second) * MILLIMETRES.in;
  if (!Number.isFinite(millimetres)) return null;
  return { millimetres, unit: firstUnit && (used === "in" || used === "ft" ? "in" : "cm") };
};

/** The value of "10 1/2", of "1/2" or of "10.5". */
const value = (text) => {
  const [whole, part] = text.includes("/") && /\s/.test(text) ? text.split(/\s+/) : ["0", text];
  const [above, below = "1"] = part.split("/");
  return Number(whole) + Number(above) / Number(below);
};

const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** A number without zeros that say nothing. */
const plain = (number, places = 1) => String(Number(number.toFixed(places)));

/** Millimetres as inches to the nearest sixteenth: 22 is ⅞. */
const inches = (millimetres) => {
  const all = Math.round((millimetres / MILLIMETRES.in) * 16);
  const whole = Math.floor(all / 16), part = SIXTEENTHS[all % 16];
  return whole ? `${whole}${part.includes("/") ? " " : ""}${part}` : part;
};

customElements.define("cun-ruler", CunRuler);
})();
