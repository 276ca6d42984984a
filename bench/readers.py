"""What a page costs its reader: `python -m bench.readers` measures every kind against its budgets."""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

from bench.site import ROOT, build, on_the_wire, serve
from bench.tables import machine, publish, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from playwright.sync_api import Browser, Request

# In thousands of bytes over the wire, and in requests. The parts are budgets of a point's page.
BUDGETS = {"HTML": 14.0, "CSS": 8.0, "JS": 6.0, "First image": 26.0, "First view": 60.0, "Requests": 8}
LISTS = {"index": "home", "points": "points list"}
FOLDERS = {"points": "point", "regions": "region", "needs": "need", "routines": "routine",
           "meridians": "meridian"}  # fmt: skip
KINDS = ("home", "points list", "point", "region", "need", "routine", "meridian", "text page", "card")
MOST = 40  # pages of one kind: the largest documents
PHONE = {"width": 390, "height": 844}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# Each image of the page in its order: its address, and whether it waits below the first screen.
IMAGES = """() => [...document.images].map(image => ({
    url: image.currentSrc || image.src,
    waits: image.loading === "lazy"
        && !(image.checkVisibility() && image.getBoundingClientRect().top < innerHeight),
}))"""
# Read to the end, and wait until every image that can be seen is there.
SCROLL = """async () => {
    const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done, 20)));
    for (let y = 0; y <= document.documentElement.scrollHeight; y += innerHeight / 2) {
        scrollTo(0, y);
        await frame();
    }
    const seen = [...document.images].filter(image => image.checkVisibility() && image.src);
    const loaded = image => image.complete || new Promise(done => image.onload = image.onerror = done);
    await Promise.race([Promise.all(seen.map(loaded)), new Promise(done => setTimeout(done, 3000))]);
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page asked for. Sizes are bytes over the wire."""

    kind: str
    page: str
    html: int
    css: int
    js: int
    image: int
    """The first image, wherever on the page it is."""
    other: int
    """All else that the first screen needs."""
    requests: int
    """Asked for before anybody scrolled: Chromium fetches lazy images some screens ahead."""
    later: int
    """Bytes of what the first screen does not need: lazy images below it."""
    foreign: int

    @property
    def first_view(self) -> int:
        """Return the bytes of the first view, with the first image."""
        return self.html + self.css + self.js + self.image + self.other


def kind_of(page: str) -> str:
    """Return the kind of page that lies at an address; nothing for one that is not measured."""
    folder, _, rest = page.removesuffix(".html").rpartition("/")
    if rest.startswith("card"):
        return "card"
    if folder:
        return FOLDERS.get(folder, "")
    return LISTS.get(rest, "" if rest in {*FOLDERS, "404"} else "text page")


def main() -> int:
    """Measure, print, and keep the table; 1 if a point's page is over its budget or asks another host."""
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT, site)
        costs, version = _measure(site, _chosen(site))
    heaviest = [max(of_kind, key=lambda cost: cost.first_view) for of_kind in _by_kind(costs)]
    bound = [cost for cost in costs if cost.kind == "point"]
    over = [line for name in BUDGETS for line in _over(name, bound)]
    over += [f"{cost.page} asks other hosts {cost.foreign} times" for cost in costs if cost.foreign]
    free = [cost for cost in heaviest if cost.kind != "point"]
    heavy = [line for name in ("First view", "Requests") for line in _over(name, free)]
    said = [f"- Over its budget: {line}" for line in over]
    said += [f"- Not bound by it, but over that of a point page: {line}" for line in heavy]
    if not over:
        said.append("- Every point page keeps its budgets, and no page asks another host.")
    text = "\n".join(said)
    publish("readers.md", f"{_report(heaviest, len(costs), version)}\n\n{text}\n")
    return 1 if over else 0


def _chosen(site: Path) -> list[tuple[str, str]]:
    """Return the kind and the address of the pages to measure."""
    found: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(site.rglob("*.html")):
        found[kind_of(file.relative_to(site).as_posix())].append(file)
    for files in found.values():
        files.sort(key=lambda file: -len(on_the_wire(file)))
    return [(kind, file.relative_to(site).as_posix()) for kind in KINDS for file in found[kind][:MOST]]


def _measure(site: Path, pages: Iterable[tuple[str, str]]) -> tuple[list[Cost], str]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with serve(site) as top, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        costs = [_cost(browser, site, top, kind, page) for kind, page in pages]
        version = browser.version
        browser.close()
    return costs, version


def _cost(browser: Browser, site: Path, top: str, kind: str, page: str) -> Cost:
    # The offline copy is made later, when the browser is idle: no part of what a page costs.
    with browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=3,
        service_workers="block",
    ) as context:
        tab = context.new_page()
        asked: dict[str, str] = {}
        tab.on("request", lambda request: _note(request, asked))
        tab.goto(f"{top}{page}", wait_until="networkidle")
        at_once = set(asked)
        images: dict[str, bool] = {}
        for image in tab.evaluate(IMAGES):
            images[image["url"]] = images.get(image["url"], True) and image["waits"]
        tab.evaluate(SCROLL)
    sizes = {url: _size(site, top, url) for url in asked if url.startswith(top)}
    drawn = [url for url, sort in asked.items() if sort == "image"]  # an SVG may show one too
    first = next(iter([*images, *drawn]), "")
    needed = {url for url in sizes if not images.get(url)} | ({first} & sizes.keys())

    def part(sort: str) -> int:
        return sum(sizes[url] for url in needed if asked[url] == sort)

    known = part("document") + part("stylesheet") + part("script") + sizes.get(first, 0)
    return Cost(
        kind,
        page,
        html=part("document"),
        css=part("stylesheet"),
        js=part("script"),
        image=sizes.get(first, 0),
        other=sum(sizes[url] for url in needed) - known,
        requests=len(at_once | (asked.keys() - images)),
        later=sum(size for url, size in sizes.items() if url not in needed),
        foreign=len(asked) - len(sizes),
    )


def _note(request: Request, asked: dict[str, str]) -> None:
    """Remember an address, and what sort of thing was wanted from it."""
    if not request.url.startswith(("data:", "blob:")):
        asked.setdefault(request.url, request.resource_type)


def _size(site: Path, top: str, url: str) -> int:
    file = site / unquote(urlsplit(url.removeprefix(top)).path)
    return len(on_the_wire(file)) if file.is_file() else 0


def _by_kind(costs: Sequence[Cost]) -> list[list[Cost]]:
    groups = [[cost for cost in costs if cost.kind == kind] for kind in KINDS]
    return [group for group in groups if group]


def _values(cost: Cost) -> dict[str, float]:
    return {
        "HTML": cost.html / 1000,
        "CSS": cost.css / 1000,
        "JS": cost.js / 1000,
        "First image": cost.image / 1000,
        "First view": cost.first_view / 1000,
        "Requests": cost.requests,
    }


def _over(name: str, costs: Iterable[Cost]) -> Iterator[str]:
    """Yield what is over a budget: the worst page, and how many others are over it too."""
    found = [(_values(cost)[name], cost.page) for cost in costs]
    worst = sorted((one for one in found if one[0] > BUDGETS[name]), reverse=True)
    if worst:
        others = f", and {len(worst) - 1} more" if len(worst) > 1 else ""
        yield f"{name} {worst[0][0]:.4g} of {BUDGETS[name]:g} on {worst[0][1]}{others}"


def _report(costs: Sequence[Cost], measured: int, version: str) -> str:
    rows = [["budget of a point page", "", *(f"{most:g}" for most in BUDGETS.values()), "", "0"]]
    for cost in costs:
        shown = [
            f"{value:.1f}" if name != "Requests" else f"{value:g}" for name, value in _values(cost).items()
        ]
        rows.append([cost.kind, cost.page, *shown, f"{cost.later / 1000:.1f}", str(cost.foreign)])
    head = ["Kind", "Its heaviest page", *BUDGETS, "Later", "Other hosts"]
    return (
        "# What a page costs its reader\n\n"
        f"{measured} pages in Chromium {version}, {PHONE['width']} by {PHONE['height']}; {machine()}\n"
        "Thousands of bytes over the wire: text as gzip -6 leaves it, pictures as they are.\n"
        "First view: all that the first screen needs, and the first image wherever it is.\n"
        "Requests: before anybody scrolls. Later: lazy images further down.\n\n"
        f"{table(head, rows)}"
    )


if __name__ == "__main__":
    sys.exit(main())
