"""`python -m workshop.diagrams`: a contact sheet of every diagram, as readers get it.

Unlike the stages it needs no mesh, but the packages of requirements-dev.txt and an installed Chromium: it
takes the drawings out of the built site and lets the site's own style sheet dress them, in the light, in the
dark, as grey print and at the width of a small phone.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from atlas.building import build
from atlas.pipeline import Site
from workshop.paths import HERE

ROOT = HERE.parent
FIGURE = re.compile(r'<figure class="figure">.*?</figure>', re.DOTALL)
SHEETS = {
    "diagrams-light.png": (1400, {"color_scheme": "light"}),
    "diagrams-dark.png": (1400, {"color_scheme": "dark"}),
    "diagrams-print.png": (1400, {"media": "print"}),
    "diagrams-phone.png": (320, {"color_scheme": "light"}),
}
FRAME = """<!doctype html><html lang="en"><title>Diagrams</title><link rel="stylesheet" href="{css}">
<body><main class="page"><div class="figures">{figures}</div></main>"""


def collect(output: Path) -> str:
    """Return one page with the drawings of all point pages; plates load at once."""
    pages = sorted((output / "points").glob("*.html"))
    figures = [found for page in pages for found in FIGURE.findall(page.read_text(encoding="utf-8"))]
    css = next((output / "assets" / "css").glob("main.*.css")).name
    text = FRAME.format(css=f"../assets/css/{css}", figures="\n".join(figures))
    return text.replace('loading="lazy"', 'loading="eager"').replace("max-width: 56rem", "")


def main(folder: Path) -> None:
    """Write the four sheets into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        output = Path(place) / "site"
        build(Site(ROOT, output))
        sheet = output / "points" / "diagrams.html"
        sheet.write_text(collect(output), encoding="utf-8")
        chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (width, media) in SHEETS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.emulate_media(**media)
            page.goto(sheet.as_uri())
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / name, full_page=True)
            print(f"diagrams: {folder / name}")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".workshop" / "diagrams")
