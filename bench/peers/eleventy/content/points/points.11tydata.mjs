export default { layout: "point.html", permalink: ({ page }) => `points/${page.fileSlug}.html` };
