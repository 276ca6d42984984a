"""Pelican: read YAML front matter, and write what is no page of its own: cards, lists, files for programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "theme" / "templates"))

import yaml  # noqa: E402
from markdown import Markdown  # noqa: E402
from pelican import signals  # noqa: E402
from pelican.generators import Generator  # noqa: E402
from pelican.readers import BaseReader  # noqa: E402
from store import FILES, LISTS, Store, filters  # noqa: E402

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the quicker of two safe ones


class Work:
    """What one build remembers."""

    store = Store()


class Reader(BaseReader):  # type: ignore[misc]  # Pelican brings no types
    """A Markdown file that begins with YAML."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return its text as HTML, and what Pelican has to know of it."""
        file = Path(source_path)
        _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
        address = f"{file.parent.name}/{file.stem}.html"
        told = {
            "title": address,
            "slug": address,
            "template": file.parent.name[:-1],
            "save_as": address,
            "url": address,
            "atlas": yaml.load(front, Loader=LOADER),  # noqa: S506
        }
        return Markdown().convert(body), told


class Rest(Generator):  # type: ignore[misc]
    """Everything that is not made from one file of content/."""

    def generate_output(self, writer: Any) -> None:
        """Write the cards, the lists and the files for programs."""
        card = self.get_template("card")
        for it in Work.store.shown.all["points"]:
            writer.write_file(
                f"points/{it['slug']}/card.html", card, self.context, it=it, relative_urls=False
            )
        for name in (*LISTS, *FILES):
            writer.write_file(name, self.env.get_template(name), self.context, relative_urls=False)


def arrange(generators: Any) -> None:
    """Relate the pages when all are read."""
    Work.store = Store()
    pages = next(generator for generator in generators if hasattr(generator, "pages"))
    for page in pages.pages:
        kind, _, name = page.save_as.partition("/")
        Work.store.add(kind, name.removesuffix(".html"), page.metadata["atlas"])
    Work.store.arrange(HERE / "atlas.json")


def shown() -> Any:
    """Return what the templates may ask for."""
    return Work.store.shown


def jinja_filters() -> dict[str, Any]:
    """Return the filters of the templates."""
    return filters() | {"entry": lambda page: Work.store.at[page.save_as]}


def add_reader(readers: Any) -> None:
    """Read Markdown by our own reader."""
    readers.reader_classes["md"] = Reader


def add_generator(_: Any) -> type[Generator]:
    """Let Pelican make the rest too."""
    return Rest


def register() -> None:
    """Connect with Pelican."""
    signals.readers_init.connect(add_reader)
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(arrange)
