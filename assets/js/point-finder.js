/**
 * Finds pages by code, name or complaint. <point-search> loads it on its first focus, after MiniSearch and the
 * index. It sets one global: wait for `atlasFinder.ready`, then ask `atlasFinder.find("vb 21")`.
 *
 * First comes a code, then a name, then what MiniSearch makes of the words: it forgives slips.
 *
 * @typedef {{kind: string, at: string, title: string, code?: string, pinyin?: string, hanzi?: string,
 *   traditional?: string, also?: string[], used?: string[]}} Page
 * @typedef {{page: Page, match: string}} Hit  What of the page fits what was typed.
 */
(() => {
const { systems } = atlasIndex;
/** @type {Page[]} The index has them by kind and column: nothing is written as 0. */
const pages = Object.entries(atlasIndex.pages).flatMap(([kind, columns]) => columns.at.map((_, row) => {
  const facts = Object.entries(columns).filter(([, column]) => column[row]);
  return { kind, ...Object.fromEntries(facts.map(([key, column]) => [key, column[row]])) };
}));

// How much a text counts: by what it is, and by the kind of page that it leads to.
const SORTS = { title: 1.2, name: 1, also: 1, used: 0.3 };
const KINDS = { need: 1.2, point: 1, routine: 1, region: 0.8, meridian: 0.6, word: 0.6, page: 0.8 };
const LEAST = 0.2;  // of the best score: what is below has too little to do with it
// Words that say nothing of what hurts, or where.
const EMPTY = new Set((
  "a about after all am an and any are as at be been being but by do does for from get gets getting got had has have "
  + "help how i if im in is it its ive just keep keeps like me my of on or our really s so some t that the their there "
  + "these this to too up very was what when where which while with you your point points acupoint acupressure"
).split(" "));
const AROUND = /pressure points?|acu(pressure|puncture|point)|points?|meridian|channel|number|no\.|穴|#/g;

const plain = (text) => text.normalize("NFKD").replace(/[\p{M}'’‘ʼ]/gu, "").toLowerCase();

/** One piece of letters and digits: "Jiān Jǐng" is "jianjing", "gb-21" is "gb21". */
const squeeze = (text) => plain(text).replace(/[^\p{L}\p{N}]/gu, "");

/** One form for one and for many: "knots" is "knot", but "stress" stays. */
const single = (word) => (word.length > 3 ? word.replace(/(?<=[^su])s$/, "") : word);

/** @returns {string[]} The words that tell something, each in one form. */
const words = (text) => {
  const all = plain(text).match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? [];
  const telling = all.filter((word) => !EMPTY.has(word));
  return (telling.length ? telling : all).map(single);
};

/** Neighbours in one, as some people write them: "back ache" is "backache". */
const joined = (found) => found.slice(1).map((word, number) => found[number] + word);

/** @type {{page: Page, sort: string, text: string}[]} Everything by which a page can be found. */
const texts = pages.flatMap((page) => {
  const names = [page.pinyin, page.hanzi, page.traditional];
  const lists = { title: [page.title], name: names, also: page.also ?? [], used: page.used ?? [] };
  return Object.entries(lists).flatMap(([sort, list]) =>
    list.filter(Boolean).map((text) => ({ page, sort, text })));
});

/** Names in one piece, with what they name. */
const named = new Map();
for (const { page, sort, text } of texts) {
  if (sort === "used") continue;
  const typed = text.normalize("NFD").replace(/u\u0308/g, "v");  // a name with lü is typed lv, or lu
  for (const key of new Set([squeeze(text), squeeze(typed)])) {
    named.set(key, [...(named.get(key) ?? []), { page, match: text }]);
  }
}

/** Codes, and what their letters can mean: P is PC, and in other languages LU. */
const coded = new Map(pages.filter((page) => page.code).map((page) => [squeeze(page.code), page]));
const lettered = new Map();
for (const [spelling, code] of systems) {
  const known = lettered.get(squeeze(spelling)) ?? [];
  if (known.every((other) => other.code !== code)) {
    lettered.set(squeeze(spelling), [...known, { spelling, code }]);
  }
}

/** How many letters have to change to make one word of another. */
const distance = (one, other) => {
  let row = [...other, ""].map((_, column) => column);
  for (const [line, letter] of [...one].entries()) {
    const above = row;
    row = [line + 1];
    for (const [column, wanted] of [...other].entries()) {
      row.push(Math.min(above[column] + (letter === wanted ? 0 : 1), above[column + 1] + 1, row[column] + 1));
    }
  }
  return row.at(-1);
};

/** What letters mean. A name that is long enough may have a slip in it: "galbladder" is GB. */
const meant = (letters = "") => {
  if (lettered.has(letters) || letters.length < 6) return lettered.get(letters) ?? [];
  const near = [...lettered.keys()].filter((key) => key.length > 4 && distance(key, letters) <= letters.length / 5);
  return near.flatMap((key) => lettered.get(key));
};

const engine = new MiniSearch({
  fields: ["text"],
  tokenize: (text) => {
    const found = words(text);
    const single = found.flatMap((word) => (/\p{Script=Han}/u.test(word) ? [...word] : []));
    return [...found, ...joined(found), ...single];
  },
  processTerm: (word) => word,
});
// In portions, so that nobody who is typing waits for all of it.
const ready = engine.addAllAsync(
  texts.map(({ sort, text }, id) => ({ id, text: sort === "name" ? squeeze(text) : text })),
  { chunkSize: 200 },
);

/**
 * The points that a code means; those that it may become; and the meridians of points that are not here.
 * `slipped`: nothing is spelt like that, but something nearly is.
 * @returns {{exact: Hit[], begun: Hit[], lacking: Hit[], numbered: boolean, slipped: boolean}}
 */
const byCode = (key) => {
  const [, letters, number] = key.match(/^(.*\D)0*(\d+)$/u) ?? [];
  const [, before, after] = key.match(/^0*(\d+)(\D+)$/u) ?? [];  // as some write it in French: 36E
  const readings = [[letters, number], [after, before], [key, ""]].flatMap(([typed, digits]) =>
    meant(typed).map(({ spelling, code }) => ({ code, digits, spelling })));
  const exact = [], begun = [], lacking = [];
  for (const { code, digits, spelling } of readings) {
    const spelt = (more) => spelling + (spelling.length > 4 && more ? " " : "") + more;
    const page = coded.get(squeeze(code + digits));
    const meridian = coded.get(squeeze(code)) ?? coded.get(squeeze(code.split("-")[0]));
    if (page) exact.push({ page, match: spelt(digits) });
    else if (meridian) lacking.push({ page: meridian, match: digits ? `${code}${digits} has no page here` : spelling });
    for (const point of pages) {
      const rest = point.kind === "point" && point.code.startsWith(code) ? point.code.slice(code.length) : "";
      if (/^\d/.test(rest) && rest !== digits && rest.startsWith(digits)) {
        begun.push({ page: point, match: spelt(rest) });
      }
    }
  }
  const numbered = readings.some(({ digits }) => digits);
  return { exact, begun, lacking, numbered, slipped: !numbered && !lettered.has(key) };
};

/** @returns {Hit[]} What the words lead to, the best first; of each page the text that fits best. */
const byWords = (query) => {
  const found = words(query);
  const pairs = joined(found);
  const terms = [...found, ...pairs, ...(found.length > 2 ? [found.join("")] : [])];
  const best = new Map();
  for (const { id, score, queryTerms } of engine.search(query, {
    tokenize: () => terms,
    prefix: (term, place) => place >= found.length - 1 || term.length > 4,
    // Two slips in a pair would make "back pain" of "neck pain".
    fuzzy: (term, place) => (term.length < 3 ? 0 : term.length < 6 || pairs.includes(term) ? 1 : 2),
    boostTerm: (term, place) => (place < found.length ? 1 : 1.5),
    boostDocument: (id) => SORTS[texts[id].sort] * KINDS[texts[id].page.kind],
  })) {
    const { page, text } = texts[id];
    const fits = (...some) => some.some((term) => queryTerms.includes(term));
    const met = found.filter((word, place) => fits(word, pairs[place - 1], pairs[place], terms[2 * found.length - 1]));
    const worth = score * (0.4 + 0.6 * met.length / found.length);
    if (worth > (best.get(page)?.worth ?? 0)) best.set(page, { page, match: text, worth });
  }
  const hits = [...best.values()].sort((one, other) => other.worth - one.worth);
  return hits.filter(({ worth }) => worth >= hits[0].worth * LEAST);
};

/** @returns {Hit[]} The pages that fit, the best first. */
const find = (query) => {
  const bare = squeeze(plain(query).replace(AROUND, " "));
  // Some names end in "points" themselves: "Lumbar Pain Points", and whoever adds one more word.
  const called = squeeze(plain(query).trimEnd().replace(/points?$/, ""));
  const keys = [...new Set([squeeze(query), called, bare])].filter(Boolean);
  if (!keys.length) return [];
  const { exact, begun, lacking, numbered, slipped } = byCode(keys.at(-1));
  // Tones may be typed as digits: jian1jing3.
  const spoken = words(query).join("");  // "what is a cun" asks for cun
  const names = [...keys, bare.replace(/(?<=[a-z])[1-5]/g, ""), spoken].flatMap((key) => named.get(key) ?? []);
  // Of names that differ in their tones alone, the one that was typed.
  const same = ({ match }) => match.normalize("NFC").toLowerCase() === query.trim().normalize("NFC").toLowerCase();
  names.sort((one, other) => same(other) - same(one));
  const hits = new Map();
  // "Large Intestine Shu" is the name of a point, not "Large Intestine" with slips.
  const first = slipped ? [...names, ...exact] : [...exact, ...names];
  for (const hit of [...first, ...begun, ...lacking, ...(numbered ? [] : byWords(query))]) {
    if (!hits.has(hit.page)) hits.set(hit.page, hit);
  }
  return [...hits.values()];
};

globalThis.atlasFinder = { ready, find };
})();
