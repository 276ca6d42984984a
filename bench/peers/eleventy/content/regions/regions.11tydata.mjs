export default { layout: "region.html", permalink: ({ page }) => `regions/${page.fileSlug}.html` };
