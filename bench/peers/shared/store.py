"""What the templates of Pelican and MkDocs may ask for: every entry by name, and what belongs together."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

Entry = dict[str, Any]
KINDS = ("points", "needs", "regions", "meridians")
LISTS = ("index.html", "points.html", "needs.html", "regions.html", "meridians.html")
FILES = ("search-index.js", "sitemap.xml", "feed.xml")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class Store:
    """All entries; `add` takes one as its file is read, `arrange` relates them when all are there."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
        self.at: dict[str, Entry] = {}
        self.shown = SimpleNamespace()

    def add(self, kind: str, slug: str, front: Entry) -> None:
        """Remember an entry under the name by which others name it."""
        name = front["code"] if kind == "points" else slug
        at = f"{kind}/{slug}.html"
        self.found[kind][name] = {**front, "slug": slug, "at": at}

    def arrange(self, data: Path) -> None:
        """Find what every entry has to say of others."""
        shown = SimpleNamespace(**json.loads(data.read_text(encoding="utf-8")))
        shown.durations = {int(key): words for key, words in shown.durations.items()}
        every = {kind: sorted(self.found[kind].values(), key=lambda it: it["weight"]) for kind in KINDS}
        for kind in KINDS:
            setattr(shown, kind, self.found[kind])
        named: dict[str, list[Entry]] = {}
        for need in every["needs"]:
            need.setdefault("also", [])
            for one in need["points"]:
                named.setdefault(one["code"], []).append(need)
            _cite(need, *(flag["sources"] for level in shown.site["levels"] for flag in need["red_flags"]
                          if flag["level"] == level["level"]), need["evidence"]["sources"])  # fmt: skip
        for kind in ("regions", "meridians"):
            for it in every[kind]:
                it["points"], it["label"] = [], it["title"]
                it["needs"] = [need for need in every["needs"] if it["slug"] in need["regions"]]
            _chain(every[kind])
        for it in every["points"]:
            self._point(it, shown, named)
        for meridian in every["meridians"]:
            _chain(meridian["points"])
        shown.all = every
        lists = [{"at": at} for at in LISTS]
        shown.mapped = lists + [it for kind in KINDS for it in every[kind]]
        shown.fed = sorted((*every["points"], *every["needs"]), key=lambda it: it["at"])
        shown.fed.sort(key=lambda it: it["reviewed"], reverse=True)
        self.at = {it["at"]: it for kind in KINDS for it in every[kind]}
        self.shown = shown

    def _point(self, it: Entry, shown: Any, named: dict[str, list[Entry]]) -> None:
        code = it["code"]
        letters = code.rstrip("0123456789")
        meridian = shown.meridians[it["meridian"]]
        meridian["points"].append(it)
        for region in it["regions"]:
            shown.regions[region]["points"].append(it)
        it["title"] = f"{code} {it['names']['english']} ({it['names']['pinyin']})"
        it["label"] = f"{code} {it['names']['english']}"
        aliases = meridian.get("aliases", []) if letters == meridian["code"] else []
        it["spellings"] = [f"{alias}{code[len(letters) :]}" for alias in aliases]
        own = [shown.needs[use["need"]] for use in it["helps"] if use.get("need")]
        it["needs"] = list({need["slug"]: need for need in (*own, *named.get(code, ()))}.values())
        it["routine"] = code in shown.featured["codes"]
        presses = it["press"]["repeats"] * (2 if it["sides"] == "both" else 1)
        it["minutes"] = math.ceil(it["press"]["seconds"] * presses / 60)
        _cite(
            it,
            *(one["sources"] for one in it["cautions"]),
            *(one["sources"] for one in it["helps"]),
            it["sources"],
        )


def _cite(it: Entry, *groups: list[str]) -> None:
    it["cited"] = list(dict.fromkeys(name for group in groups for name in group))
    it["numbers"] = {name: number for number, name in enumerate(it["cited"], 1)}


def _chain(entries: list[Entry]) -> None:
    for place, it in enumerate(entries):
        it["before"] = entries[place - 1] if place else None
        it["after"] = entries[place + 1] if place + 1 < len(entries) else None


def filters() -> dict[str, Any]:
    """Return the filters of the templates."""
    return {"comfort": comfort, "day": day, "having": having, "host": host, "quoted": quoted, "rest": rest,
            "without": without}  # fmt: skip


def comfort(html: str) -> str:
    """Return the first section of a point's text."""
    return "<h2" + html.split("<h2", 2)[1]


def rest(html: str) -> str:
    """Return what follows the first section."""
    return "<h2" + html.split("<h2", 2)[2]


def day(value: str) -> str:
    """Return a date as people write it."""
    year, month, number = str(value).split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def having(entries: list[Entry], key: str, value: str) -> list[Entry]:
    """Return the entries whose key has a value."""
    return [it for it in entries if it[key] == value]


def without(entries: list[Entry], key: str, value: str) -> list[Entry]:
    """Return the entries whose key has another value."""
    return [it for it in entries if it[key] != value]


def host(address: str) -> str:
    """Return the name of the site that an address leads to."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def quoted(value: object) -> str:
    """Return a value as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
