"""The content of a made-up project as its peers read it: the same words, with addresses instead of names."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import yaml

from atlas.collect import load_library
from atlas.labels import BRIEF, LABELS, LEVELS, WHY, duration, times, why
from atlas.pages import LISTS
from atlas.paper import STOP
from atlas.theme import typeset
from atlas.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from atlas.library import Library

HERE = Path(__file__).parent
KINDS = ("points", "needs", "regions", "meridians")
LINK = re.compile(r"\]\((?!https?:|mailto:|tel:)([^)#]+)(#[^)]*)?\)")
ICON = re.compile(r'if name == "(\w+)" -%}\n(.*)\n')
HEADER = (
    ("needs", "What hurts?"), ("routines", "Routines"), ("points", "Points"), ("regions", "Body"),
    ("safety", "Safety"),
)  # fmt: skip
FOOTER = (
    ("how-to-press.html", "How to press"), ("how-to-measure.html", "How to measure"),
    ("ruler.html", "Paper ruler"), ("my-card.html", "My card"), ("meridians.html", "Meridians"),
    ("glossary.html", "Words explained"), ("sources.html", "Sources"), ("about.html", "About"),
    ("about.html#offline", "Use it offline"),
)  # fmt: skip
# What the front matter of the made-up points can hold.
SECONDS = (30, 45, 60, 90)
PER_DAY = ("1", "2", "2-3")
# Keys that Hugo keeps for itself: other addresses of a page, and its place.
RESERVED = {"aliases": "letters", "path": "course"}
Data = dict[str, Any]


class Place(NamedTuple):
    """Where a peer looks for things: its content, its data, files to copy, and the shared templates."""

    content: str
    data: str
    static: str
    shared: str
    taxonomies: bool = False


PLACES = {
    "hugo": Place("content", "data/atlas.json", "static/assets", "", taxonomies=True),
    "eleventy": Place("content", "content/_data/given.json", "content/assets", "content/_includes"),
    "pelican": Place("content", "atlas.json", "content/assets", "theme/templates"),
    "mkdocs": Place("docs", "atlas.json", "docs/assets", "theme"),
}


def convert(project: Path, folder: Path, peer: str, url: str) -> Path:
    """Write the site of one peer into a new folder: its own settings and templates, and our content."""
    library = load_library(project / "content", project)
    place = PLACES[peer]
    unwanted = shutil.ignore_patterns("__pycache__", "node_modules")
    shutil.copytree(HERE / peer, folder, ignore=unwanted)
    if place.shared:
        shutil.copytree(HERE / "shared", folder / place.shared, ignore=unwanted, dirs_exist_ok=True)
    shutil.copytree(
        project / "assets", folder / place.static, ignore=shutil.ignore_patterns("*.json", "*.md")
    )
    for kind in KINDS:
        for slug, front, body in _entries(library, kind):
            file = folder / place.content / kind / f"{slug}.md"
            if place.taxonomies and kind in ("regions", "meridians"):
                file = file.with_suffix("") / "_index.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                f"---\n{_dump(_as_terms(kind, front) if place.taxonomies else front)}---\n{body}",
                encoding="utf-8",
            )
    data = folder / place.data
    data.parent.mkdir(parents=True, exist_ok=True)
    given = _given(library, project / "templates", url)
    data.write_text(json.dumps(_printed(given), ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def _as_terms(kind: str, front: Data) -> Data:
    """Name a point's meridian as a term is named, and what Hugo keeps for itself by other names."""
    terms = {"meridians": [front["meridian"]]} if kind == "points" else {}
    return {RESERVED.get(key, key): value for key, value in front.items()} | terms


def _dump(front: Data) -> str:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(front, Dumper=dumper, allow_unicode=True, sort_keys=False, width=110)
    return text


def _entries(library: Library, kind: str) -> Iterator[tuple[str, Data, str]]:
    """Yield the files of a kind, with their place in reading order, which is the project's own to find."""
    addresses = library.addresses()

    def lead(found: re.Match[str]) -> str:
        return f"](../{addresses[found[1]]}{found[2] or ''})"

    for weight, entry in enumerate(getattr(library, kind).values(), 1):
        front = entry.matter.model_dump(mode="json", by_alias=True, exclude_none=True)
        front.pop("draft", None)
        if kind == "meridians":
            front["series"] = [{"letters": key, "last": last} for key, last in front["series"].items()]
        yield entry.slug, front | {"weight": weight}, LINK.sub(lead, entry.source.body)


def _printed(value: Any) -> Any:
    """Write the apostrophe of print, as the project's templates do."""
    if isinstance(value, dict):
        return {key: _printed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(inner) for inner in value]
    return typeset(value)


def _given(library: Library, templates: Path, url: str) -> Data:
    """Return what every page may show: the site, its words for the schema's, its references."""
    site = library.site.matter
    (routine,) = library.routines.values()
    short = versions_of(routine.matter, library)[0]
    icons = (templates / "components" / "icon.html").read_text(encoding="utf-8")
    service = site.emergency.service
    words = {
        "levels": (
            f"Call {service} now for:",
            "See a doctor today for:",
            "See a doctor in the next days for:",
        ),
        "warned": (f"Call {service} now:", "See a doctor today:", "See a doctor soon:"),
    }
    return {
        "site": {
            "title": site.title,
            "tagline": site.tagline,
            "description": site.description,
            "language": site.language,
            "url": url,
            "host": urlsplit(url).hostname,
            "emergency": {"advice": site.emergency.advice},
            "red_flags": [{"level": flag.level, "card": flag.card} for flag in site.red_flags],
            "general_cautions": [caution.card for caution in site.general_cautions],
            "stop": STOP,
            "header": HEADER,
            "footer": FOOTER,
        }
        | {
            name: [{"level": level, "words": said} for level, said in zip(LEVELS, texts, strict=True)]
            for name, texts in words.items()
        },
        "lists": {name: {"title": title, "description": text} for name, title, text in LISTS},
        "labels": LABELS,
        "durations": {str(seconds): duration(seconds) for seconds in SECONDS},
        "times": {often: times(often) for often in PER_DAY},
        "brief": [
            {"advice": advice, "words": said, "why": {kind: why(kind, advice) for kind, _ in WHY}}
            for advice, said in BRIEF.items()
        ],
        "icons": dict(ICON.findall(icons)),
        "references": {name: _reference(entry.matter) for name, entry in library.references.items()},
        "featured": {
            "at": f"routines/{routine.slug}.html",
            "title": routine.matter.title,
            "summary": routine.matter.summary,
            "facts": f"from {len(short.stops)} points in {short.minutes} minutes",
            "need": routine.matter.needs[0],
            "codes": [step.point for step in routine.matter.steps],
        },
    }


def _reference(reference: Any) -> Data:
    shown = {
        "author": reference.author,
        "title": reference.title,
        "container": reference.container_title,
        "issued": reference.issued,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": reference.page,
        "url": reference.url,
        "doi": reference.doi,
    }
    return {key: value for key, value in shown.items() if value}
