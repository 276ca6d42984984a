"""What a new file can say before anybody filled it in: from its name, from what was told, from the rest."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from atlas.library import split_code
from atlas.problems import Problem, SiteError, one_of
from atlas.rules import MIDLINE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from atlas.library import Entry, Library
    from atlas.questions import Answers
    from atlas.schema import NeedMatter

FEWEST_STEPS = 3


def facts_of(kind: str, name: str, told: Answers, library: Library, path: PurePath) -> dict[str, Any]:
    """Return what the sample of a kind is filled in with. `guessed` names what was neither told nor derived.

    Raises SiteError where there is nothing yet that such a file could name.
    """
    derive = {"point": _point, "routine": _routine, "need": _need}[kind]
    facts = derive(name, told, library, path)
    return {**facts, **told, "guessed": {key for key in facts if key not in told}}


def _point(code: str, _: Answers, library: Library, path: PurePath) -> dict[str, Any]:
    meridian = _meridian_of(code, library, path)
    # Where most locations were read. If there are no points yet, the first source has to do.
    read = Counter(point.matter.sources[0] for point in library.points.values()).most_common(1)
    sources = _needed([*(name for name, _ in read), *library.references], "source", path)
    return {
        "code": code,
        "meridian": meridian,
        "sides": ("midline" if split_code(code)[0] in MIDLINE else "both",),
        "region": _needed(library.regions, "region", path)[:1],
        "cautions": [flag.matter for flag in library.flags if code in flag.matter.points],
        "source": sources[0],
    }


def _meridian_of(code: str, library: Library, path: PurePath) -> str:
    letters, number = split_code(code)
    for slug, entry in library.meridians.items():
        most = entry.matter.series.get(letters)
        if most is not None:
            if number > most:
                raise SiteError([Problem(path, 0, f"there is no {code}", f"the last one is {letters}{most}")])
            return slug
    known = one_of(letters for entry in library.meridians.values() for letters in entry.matter.series)
    raise SiteError([Problem(path, 0, f"no meridian has points that begin with {letters}", known)])


def _routine(slug: str, told: Answers, library: Library, path: PurePath) -> dict[str, Any]:
    needs = told.get("need") or _nearest(slug, _needed(library.needs, "need", path))
    named = [library.needs[need] for need in needs if need in library.needs]
    points = told.get("point") or _points_of(named, library)
    _needed(library.points, "point", path)
    return {"title": (_title(slug),), "need": needs, "point": points}


def _points_of(needs: list[Entry[NeedMatter]], library: Library) -> tuple[str, ...]:
    """Return the points of some needs, in the order of use; if they are too few, others that lie near."""
    listed = [use.code for need in needs for use in need.matter.points]
    slugs = {need.slug for need in needs}
    helpful = [
        code for code, point in library.points.items() if any(use.need in slugs for use in point.matter.helps)
    ]
    near = [
        point.matter.code
        for need in needs
        for region in need.matter.regions
        for point in library.in_region.get(region, ())
    ]
    found = dict.fromkeys(code for code in listed if code in library.points)
    for code in chain(helpful, near, library.points):
        if len(found) < FEWEST_STEPS:
            found.setdefault(code)
    return tuple(found)


def _need(slug: str, told: Answers, library: Library, path: PurePath) -> dict[str, Any]:
    regions = told.get("region") or _nearest(slug, _needed(library.regions, "region", path))
    near = [point.matter.code for region in regions for point in library.in_region.get(region, ())]
    points = tuple(dict.fromkeys(near))[:FEWEST_STEPS] or _needed(library.points, "point", path)[:1]
    return {"title": (_title(slug),), "region": regions, "point": points}


def _needed(names: Iterable[str], word: str, path: PurePath) -> tuple[str, ...]:
    """Return names that something must be chosen from, or say that there is none."""
    found = tuple(names)
    if not found:
        message = f"there is no {word} yet that it could name"
        raise SiteError([Problem(path, 0, message, f"write a {word} first")])
    return found


def _nearest(slug: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the name that shares the most words with another; of several, the first."""
    words = set(slug.split("-"))
    return (max(names, key=lambda name: len(words & set(name.split("-")))),)


def _title(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def next_free(slug: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken: itself, or with the next number behind it."""
    known = set(taken)
    if slug not in known:
        return slug
    stem = re.sub(r"-\d+$", "", slug)
    number = 2
    while f"{stem}-{number}" in known:
        number += 1
    return f"{stem}-{number}"
