/** What the templates may ask for: every entry by name, and what belongs together. */
import { readFileSync } from "node:fs";

const KINDS = ["points", "needs", "regions", "meridians"];
const LISTS = ["index", "points", "needs", "regions", "meridians"];
const MONTHS = "January February March April May June July August September October November December".split(" ");

const cite = (it, ...groups) => {
  it.cited = [...new Set(groups.flat())];
  it.numbers = Object.fromEntries(it.cited.map((name, place) => [name, place + 1]));
};

const chain = (entries) => {
  entries.forEach((it, place) => {
    it.before = entries[place - 1];
    it.after = entries[place + 1];
  });
};

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** Relate all entries when all are read. */
export const arrange = (api) => {
  const shown = JSON.parse(readFileSync("content/_data/given.json", "utf8"));
  shown.all = {};
  shown.at = {};
  for (const kind of KINDS) {
    shown[kind] = {};
    shown.all[kind] = api
      .getFilteredByGlob(`content/${kind}/*.md`)
      .map(({ data, fileSlug }) => ({ ...data, slug: fileSlug, at: `${kind}/${fileSlug}.html` }))
      .sort((one, other) => one.weight - other.weight);
    for (const it of shown.all[kind]) {
      shown[kind][kind === "points" ? it.code : it.slug] = it;
      shown.at[it.at] = it;
    }
  }
  const named = {};
  for (const need of shown.all.needs) {
    need.also ??= [];
    for (const { code } of need.points) (named[code] ??= []).push(need);
    const flags = shown.site.levels.flatMap(({ level }) => need.red_flags.filter((flag) => flag.level === level));
    cite(need, ...flags.map((flag) => flag.sources), need.evidence.sources);
  }
  for (const kind of ["regions", "meridians"]) {
    for (const it of shown.all[kind]) {
      it.points = [];
      it.label = it.title;
      it.needs = shown.all.needs.filter((need) => need.regions.includes(it.slug));
    }
    chain(shown.all[kind]);
  }
  for (const it of shown.all.points) {
    const { code, names, press } = it;
    const letters = code.replace(/\d+$/, "");
    const meridian = shown.meridians[it.meridian];
    meridian.points.push(it);
    for (const region of it.regions) shown.regions[region].points.push(it);
    it.title = `${code} ${names.english} (${names.pinyin})`;
    it.label = `${code} ${names.english}`;
    it.spellings = (letters === meridian.code ? meridian.aliases ?? [] : []).map((alias) => alias + code.slice(letters.length));
    const own = it.helps.filter((use) => use.need).map((use) => shown.needs[use.need]);
    it.needs = [...new Set([...own, ...(named[code] ?? [])])];
    it.routine = shown.featured.codes.includes(code);
    it.minutes = Math.ceil((press.seconds * press.repeats * (it.sides === "both" ? 2 : 1)) / 60);
    cite(it, ...it.cautions.map((one) => one.sources), ...it.helps.map((one) => one.sources), it.sources);
  }
  for (const meridian of shown.all.meridians) chain(meridian.points);
  shown.mapped = [...LISTS.map((name) => ({ at: `${name}.html` })), ...KINDS.flatMap((kind) => shown.all[kind])];
  shown.fed = [...shown.all.points, ...shown.all.needs].sort(
    (one, other) => compare(other.reviewed, one.reviewed) || compare(one.at, other.at),
  );
  return shown;
};

/** @param {any} eleventy */
export const addFilters = (eleventy) => {
  eleventy.addFilter("comfort", (html) => `<h2${html.split("<h2")[1]}`);
  eleventy.addFilter("rest", (html) => `<h2${html.split("<h2").slice(2).join("<h2")}`);
  eleventy.addFilter("day", (value) => {
    const [year, month, day] = String(value).split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  });
  eleventy.addFilter("having", (entries, key, value) => entries.filter((it) => it[key] === value));
  eleventy.addFilter("without", (entries, key, value) => entries.filter((it) => it[key] !== value));
  eleventy.addFilter("host", (address) => new URL(address).hostname.replace(/^www\./, ""));
  eleventy.addFilter("quoted", (value) => JSON.stringify(value));
};
