"""Pages to HTML: the Jinja environment, strict and escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from markupsafe import Markup

from atlas.labels import brief, duration, each, label, manner, times
from atlas.problems import Problem, SiteError
from atlas.prose import Link
from atlas.qr import write_code
from atlas.svg import write_figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from atlas.files import File
    from atlas.page import Page
    from atlas.pictures import Picture
    from atlas.records import SiteMatter

# Not the machine's own names: they would change with its language.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
FRAGMENT = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every template may know of the site. `url` ends in a slash, or is empty."""

    matter: SiteMatter
    assets: Mapping[str, str]
    url: str = ""
    room: str = ""
    """How much room the whole site takes on a reader's device."""


class Rendered(NamedTuple):
    """A page as a file, the addresses it links to, and the fragments that lead into it."""

    file: File
    links: tuple[Link, ...]
    fragments: tuple[str, ...]


class Shown:
    """A page as its template sees it: its own facts, and addresses as seen from where it lies."""

    def __init__(self, page: Page, site: SiteFacts) -> None:
        self.facts = page
        self.view = page.view
        self.assets = site.assets
        self.links: list[Link] = []
        self.url = site.url
        self.drawn = False
        self.root = "../" * page.path.count("/")
        if page.path == "404.html":  # hosts show it at any depth, so that it alone needs whole paths
            self.root = "/" + site.url.split("/", 3)[3] if site.url else "/"

    def draw(self, picture: Picture) -> Markup:
        """Return a drawing, its plate and its numbers linked as seen from this page."""
        plate = self.link(self.assets[picture.plate])
        links = {number: (self.link(address), words) for number, (address, words) in picture.links.items()}
        # A browser prints what it has: on a card nothing may come late. Elsewhere the first may not.
        lazy = self.drawn and not self.facts.printed
        self.drawn = True
        drawing = write_figure(picture.figure, plate, picture.contours, links, lazy=lazy)
        return Markup(drawing)  # noqa: S704  built as XML, which escapes its texts

    def scan(self, address: str) -> Markup:
        """Return the code to scan for an address, or nothing where the site does not know its own."""
        self.links.append(Link(address, 0))
        return Markup(write_code(self.url + address) if self.url else "")  # noqa: S704  drawn from bits

    def link(self, address: str) -> str:
        """Return the way from this page to an address of the site, and remember it to be checked."""
        self.links.append(Link(address, 0))
        return self.root + address


def make_environment(templates: Path) -> Environment:
    """Return the environment that all pages share."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        finalize=typeset,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "day": day,
        "duration": duration,
        "brief": brief,
        "each": each,
        "host": host,
        "label": label,
        "listed": listed,
        "manner": manner,
        "times": times,
    }
    environment.tests["contains"] = lambda words, word: word in words
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def render(page: Page, site: SiteFacts, environment: Environment) -> Rendered:
    """Render one page. Raises SiteError if a template cannot be read; anything else is our own mistake."""
    shown = Shown(page, site)
    try:
        html = environment.get_template(page.template).render(page=shown, site=site)
    except TemplateSyntaxError as error:
        path = PurePosixPath("templates", error.name or page.template)
        raise SiteError(
            [Problem(path, error.lineno, f"the template cannot be read: {error.message}")]
        ) from None
    return Rendered(html.encode(), (*page.links, *shown.links), tuple(FRAGMENT.findall(html)))


def typeset(value: object) -> object:
    """Give plain text the apostrophe that print uses. HTML is left as it is."""
    return value.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") if type(value) is str else value


def day(value: date) -> str:
    """Return a date as people write it: 22 November 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def host(address: str) -> str:
    """Return the name of the site that an address leads to."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def listed(words: Iterable[str], last: str = "and") -> str:
    """Join words as people do: a, b and c."""
    *most, end = words
    return f"{', '.join(most)} {last} {end}" if most else end
