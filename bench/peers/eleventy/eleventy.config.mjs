/** Eleventy: every file of content/ is a page; cards are a pagination over the points. */
import { addFilters, arrange } from "./store.mjs";

/** @param {any} eleventy */
export default (eleventy) => {
  let shown = {};
  eleventy.addCollection("cards", (api) => {
    shown = arrange(api);
    return shown.all.points.map((it) => it.slug);
  });
  eleventy.addNunjucksGlobal("atlas", () => shown);
  eleventy.addFilter("entry", (page) => shown.at[page.url.slice(1)]);
  addFilters(eleventy);
  eleventy.addPassthroughCopy({ "content/assets": "assets" });
  eleventy.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  eleventy.setQuietMode(true);
  return {
    dir: { input: "content", output: "_site" },
    templateFormats: ["md", "njk"],
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};
