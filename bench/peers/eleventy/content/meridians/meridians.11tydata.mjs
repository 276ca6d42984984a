export default { layout: "meridian.html", permalink: ({ page }) => `meridians/${page.fileSlug}.html` };
