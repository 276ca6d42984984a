export default { layout: "need.html", permalink: ({ page }) => `needs/${page.fileSlug}.html` };
