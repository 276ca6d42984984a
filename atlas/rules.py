"""What must hold between files: names that exist, codes that fit, routines that work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from atlas.library import all_pages, split_code
from atlas.problems import Problem, did_you_mean, one_of
from atlas.versions import avoided_in_pregnancy, versions_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from atlas.library import Entry, Library
    from atlas.source import Loc

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "points": ("Getting comfortable", "Also described as", "In the tradition"),
    "routines": ("Before you start", "Afterwards"),
    "needs": ("What may be behind it", "What else helps"),
    "meridians": (),
    "regions": (),
    "glossary": (),
}
HEADING = re.compile(r" {0,3}#{1,6}(?: +(?P<title>.*?)(?: #+)? *)?$")
LONGEST_SHORT_VERSION = 15
MIDLINE = ("GV", "CV")


# Which keys of which kind name something, and what: the path of a key, with list places left out.
NAMES = {
    ("points", "meridian"): "meridian",
    ("points", "regions"): "region",
    ("points", "helps", "need"): "need",
    ("points", "related", "code"): "point",
    ("routines", "needs"): "need",
    ("routines", "steps", "point"): "point",
    ("routines", "steps", "instead"): "point",
    ("routines", "versions", "short"): "point",
    ("routines", "versions", "standard"): "point",
    ("needs", "points", "code"): "point",
    ("needs", "regions"): "region",
    ("content", "featured"): "routine",
}
NAMING = {"sources", *(keys[-1] for keys in NAMES)}


def check_names(library: Library) -> Iterator[Problem]:
    """Yield every name of a point, meridian, region, need, routine or reference that nothing bears."""
    known: Mapping[str, Collection[str]] = {
        "meridian": library.meridians,
        "region": library.regions,
        "need": library.needs,
        "point": library.points,
        "routine": library.routines,
        "reference": library.references,
    }
    for entry in (*all_pages(library), library.site, *library.flags):
        for loc, name in _texts(entry):
            keys = (entry.source.kind, *(part for part in loc if isinstance(part, str)))
            if keys[-1] not in NAMING:
                continue
            word = "reference" if keys[-1] == "sources" else NAMES.get(keys, "")
            if word and name not in known[word]:
                draft = "it is a draft: publish it first, or build with --drafts"
                hint = draft if name in library.drafts else did_you_mean(name, known[word])
                yield entry.problem(loc, f'there is no {word} "{name}"', hint)


def _texts(entry: Entry[Any]) -> Iterator[tuple[Loc, str]]:
    for loc, text in entry.source.texts:
        if loc[: len(entry.at)] == entry.at:
            yield loc[len(entry.at) :], text


def check_codes(library: Library) -> Iterator[Problem]:
    """Yield codes that do not fit their meridian, their sides or their file's name."""
    for entry in library.points.values():
        point = entry.matter
        letters, number = split_code(point.code)
        if entry.slug != point.code.lower():
            yield entry.problem(("code",), f"{point.code} belongs in {point.code.lower()}.md")
        meridian = library.meridians.get(point.meridian)
        if meridian and letters not in meridian.matter.series:
            fitting = [slug for slug, other in library.meridians.items() if letters in other.matter.series]
            hint = f'did you mean "{fitting[0]}"?' if fitting else ""
            yield entry.problem(("meridian",), f"{point.code} is not on this meridian", hint)
        elif meridian and number > meridian.matter.series[letters]:
            most = f"{letters}{meridian.matter.series[letters]}"
            yield entry.problem(("code",), f"there is no {point.code}", f"the last one is {most}")
        if letters in MIDLINE and point.sides == "both":
            yield entry.problem(("sides",), f"{point.code} lies on the midline; it has one side")
        if letters not in MIDLINE and not letters.startswith("EX") and point.sides == "midline":
            yield entry.problem(("sides",), f"{point.code} lies on both sides of the body")
        if point.sides == "midline" and point.press.together:
            yield entry.problem(("press", "together"), "a midline point has no other side to press with it")


def check_routines(library: Library) -> Iterator[Problem]:
    """Yield versions that name no step, stand-ins that are no help, and short versions that are not."""
    for entry in library.routines.values():
        routine = entry.matter
        steps = [step.point for step in routine.steps]
        for number, code in enumerate(steps):
            if code in steps[:number]:
                yield entry.problem(("steps", number, "point"), f"{code} is already a step")
        for key in ("short", "standard"):
            codes = getattr(routine.versions, key)
            for number, code in enumerate(codes):
                place = ("versions", key, number)
                if code not in steps:
                    yield entry.problem(place, f"{code} is no step of this routine", one_of(steps))
                elif code in codes[:number]:
                    yield entry.problem(place, f"{code} is already in this version")
        yield from _check_stand_ins(entry, steps, library)
        used = {*steps, *(step.instead for step in routine.steps if step.instead)}
        if used <= set(library.points):
            short = versions_of(routine, library)[0]
            if short.minutes > LONGEST_SHORT_VERSION:
                message = (
                    f"the short version takes {short.minutes} minutes; {LONGEST_SHORT_VERSION} is the most"
                )
                yield entry.problem(
                    ("versions", "short"), message, "leave out a point, or shorten its seconds"
                )


def _check_stand_ins(entry: Entry[Any], steps: list[str], library: Library) -> Iterator[Problem]:
    for number, step in enumerate(entry.matter.steps):
        if step.instead in steps:
            message = f"{step.instead} is a step already and cannot stand in for {step.point}"
            yield entry.problem(("steps", number, "instead"), message)
        point = library.points.get(step.instead or "")
        if point and avoided_in_pregnancy(point.matter):
            message = f"{step.instead} is itself to be avoided in pregnancy"
            yield entry.problem(("steps", number, "instead"), message)


def check_flags(library: Library) -> Iterator[Problem]:
    """Yield flagged points without their caution, and needs without a red flag."""
    for flag in library.flags:
        for code in flag.matter.points:
            entry = library.points.get(code)
            if entry is None:
                continue
            advice = [caution.advice for caution in entry.matter.cautions if caution.kind == flag.matter.kind]
            wanted = " or ".join(flag.matter.advice)
            message = f"{code} needs a caution of kind {flag.matter.kind} with the advice {wanted}"
            if not set(advice) & set(flag.matter.advice):
                yield entry.problem(("cautions",), message, flag.matter.because)
    for need in library.needs.values():
        if not need.matter.red_flags:
            message = "a need says when to see a doctor instead: at least one red flag"
            yield need.problem(("red_flags",), message)


def check_tips(library: Library) -> Iterator[Problem]:
    """Yield tips that send a reader to another point: a card may not have it, or may have left it out."""
    for entry in library.points.values():
        named = re.findall(r"\b[A-Z][A-Z-]*\d+\b", entry.matter.reach_tip or "")
        for code in dict.fromkeys(named):
            if code in library.points and code != entry.matter.code:
                message = f"the tip sends the reader to {code}, which a card may not show"
                yield entry.problem(("reach_tip",), message, 'name it under "related" instead')


def check_headings(entries: Iterable[Entry[Any]]) -> Iterator[Problem]:
    """Yield headings that a kind of page does not have, so that all its pages read alike."""
    for entry in entries:
        kind = entry.source.kind
        if kind not in HEADINGS:
            continue
        fixed = HEADINGS[kind]
        last = -1
        for line, text in enumerate(entry.source.body.splitlines(), entry.source.body_line):
            found = HEADING.match(text)
            if not found:
                continue
            title = found["title"] or ""
            if title not in fixed:
                hint = did_you_mean(title, fixed) or (one_of(fixed) if fixed else "write paragraphs only")
                yield Problem(entry.source.path, line, f'{kind} have no heading "{title}"', hint)
            elif fixed.index(title) <= last:
                hint = "in order: " + ", ".join(fixed)
                yield Problem(entry.source.path, line, f'"{title}" stands too late or twice', hint)
            else:
                last = fixed.index(title)


RULES = (check_names, check_codes, check_routines, check_flags, check_tips)
