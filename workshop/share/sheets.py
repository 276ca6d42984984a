"""From a card to the sheet that a browser draws: a document, and the files that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from atlas.collect import load_library
from atlas.theme import typeset
from workshop.share.cards import list_cards
from workshop.share.pictures import HIGH, WIDE, draw_pictures, open_atlas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop.share.cards import Card

DRAWING = 1  # raised when paint.py makes something else of a sheet, so that every image is drawn again
HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
LARGE, MIDDLE = 15, 22  # letters of a title that fit the two larger sizes
TOKEN = re.compile(r"^  (--[\w-]+): var\(--light, ([^()]+)\) var\(--dark, [^()]+\);$", re.MULTILINE)
USED = re.compile(r"var\((--[\w-]+)\)")
URL = re.compile(r'url\("([^"]+)"\)')


@dataclass(frozen=True, slots=True)
class Project:
    """Where the parts of a project lie."""

    root: Path
    figures: Path
    images: Path

    @classmethod
    def at(cls, root: Path) -> Project:
        """Return the parts in their usual places."""
        assets = root / "assets"
        return cls(root, assets / "figures", assets / "share")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One image before it is drawn."""

    card: Card
    html: str
    files: Mapping[str, Path]

    def key(self) -> str:
        """Return a hash of everything that is drawn."""
        total = blake2b(f"{DRAWING}\0{self.html}".encode(), digest_size=8)
        for name, file in sorted(self.files.items()):
            total.update(f"\0{name}\0".encode() + blake2b(file.read_bytes()).digest())
        return total.hexdigest()


def list_sheets(project: Project) -> tuple[Sheet, ...]:
    """Return the sheet of every page that has an image. Raises SiteError if the content has problems."""
    library = load_library(project.root / "content", project.root)
    site = library.site.matter
    atlas = open_atlas(project.figures)
    css = (HERE / "card.css").read_text(encoding="utf-8")
    tokens = (project.root / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        finalize=typeset,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "colours": light_colours(css, tokens),
        "css": Markup(css),  # noqa: S704  our own file
        "language": site.language,
        "site": site.title,
        "tagline": site.tagline,
        "wide": WIDE,
        "high": HIGH,
    }
    template = environment.get_template("card.html")
    fonts = {name: FONTS / name for name in URL.findall(css)}
    sheets = []
    for card in list_cards(library):
        pictures = draw_pictures(card, atlas)
        html = template.render(card=card, pictures=pictures, size=_size(card))
        plates = {picture.plate: project.figures / picture.plate for picture in pictures}
        sheets.append(Sheet(card, html, fonts | plates))
    return tuple(sheets)


def light_colours(css: str, tokens: str) -> dict[str, str]:
    """Return the light colours that the sheet uses, so that no other token makes an image stale."""
    used = set(USED.findall(css))
    return {name: light for name, light in TOKEN.findall(tokens) if name in used}


def _size(card: Card) -> str:
    """Return how large the title can be set."""
    letters = len(card.title)
    return "large" if letters <= LARGE else "middle" if letters <= MIDDLE else "small"
