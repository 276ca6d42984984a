"""A made-up project of any number of points: the real one, with other points, needs and a routine."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

import yaml

from bench.peers.phrases import Phrases, name
from bench.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PARTS = ("assets", "atlas", "content", "templates", "build.py", "netlify.toml")
REPLACED = ("points", "needs", "routines")
# Links by name to what the made-up project does not have.
GONE = re.compile(r"\[([^]]+)]\((?:[A-Z]{2}\d+|(?:need|routine):[a-z-]+)\)")
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
MOST = 99  # the highest number that the schema lets a code have
MIDLINE = ("GV", "CV")
CAUTION = 0.4  # how many of the points carry each kind of caution
EVIDENCE = "sham-controlled trials|trials without sham|uncontrolled|traditional use, not tested"
ROUTINE = "a-made-up-routine"
PREGNANT = "Leave this place alone if you are or may be pregnant."
FIRST_DAY = date(2026, 1, 1)
Data = dict[str, Any]


def make_project(folder: Path, size: int) -> Path:
    """Copy the project into a new folder, with `size` made-up points. Nobody is to read or press them."""
    folder.mkdir(parents=True)
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / part, folder / part)
    (folder / "assets" / "figures" / "lock.json").unlink(missing_ok=True)
    content = folder / "content"
    for kind in REPLACED:
        shutil.rmtree(content / kind)
        (content / kind).mkdir()
    (content / "flags.yaml").write_text("[]\n", encoding="utf-8")
    codes = widen(content / "meridians", size)
    _mend(content)
    _fill(content, codes)
    return folder


def _mend(content: Path) -> None:
    """Leave out links to real points, and write the apostrophe of print, which some generators would not."""
    for file in (*content.glob("*/*.md"), content / "site.yaml"):
        text = GONE.sub(r"\1", file.read_text(encoding="utf-8"))
        text = APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)
        text = re.sub(r"^featured: .*$", f"featured: {ROUTINE}", text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")


def widen(meridians: Path, size: int) -> list[tuple[str, str]]:
    """Give the meridians as many codes as are needed; return each code with its meridian.

    First come the codes of the standard, the low numbers of all meridians before the high ones. Then every
    meridian gets further letters of its own, with numbers up to 99, in its file of the copy.
    """
    fronts = {file: _front(file) for file in sorted(meridians.glob("*.md"))}
    files = sorted(fronts, key=lambda file: int(fronts[file]["order"]))
    real = [
        (number, place, f"{letters}{number}", file.stem)
        for place, file in enumerate(files)
        for letters, last in fronts[file]["series"].items()
        for number in range(1, last + 1)
    ]
    codes = [(code, slug) for _, _, code, slug in sorted(real)][:size]
    used = {letters for front in fronts.values() for letters in front["series"]} | {"EX"}
    free = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    free = (letters for letters in free if letters not in used)
    lines = [file for file in files if file.stem != "extra-points"]
    while len(codes) < size:
        for file in lines[: -(-(size - len(codes)) // MOST)]:
            letters, last = next(free), min(MOST, size - len(codes))
            fronts[file]["series"][letters] = last
            codes += [(f"{letters}{number}", file.stem) for number in range(1, last + 1)]
    for file, front in fronts.items():
        _write(file, front, file.read_text(encoding="utf-8").split("---\n", 2)[2])
    return codes


def _front(file: Path) -> Data:
    front: Data = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n", 2)[1])
    return front


def _write(file: Path, front: Data, body: str) -> None:
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(front, Dumper=dumper, allow_unicode=True, sort_keys=False, width=110)
    file.write_text(f"---\n{text}---\n{body}", encoding="utf-8")


def _fill(content: Path, codes: Sequence[tuple[str, str]]) -> None:
    """Write the points, the needs that list some of them, and one routine."""
    size = len(codes)
    names = [code for code, _ in codes]
    regions = sorted(file.stem for file in (content / "regions").glob("*.md"))
    references = [one["id"] for one in yaml.safe_load((content / "references.yaml").read_text("utf-8"))]
    needs = [f"complaint-{number}" for number in range(1, min(40, max(2, size // 10)) + 1)]
    for number, (code, meridian) in enumerate(codes):
        phrases = Phrases(code)
        near = list(dict.fromkeys(names[(number + step) % size] for step in (1, 2, 7, 22, 57)))
        point = {"code": code, "names": name(number), "meridian": meridian}
        point |= {"regions": phrases.pick(regions, 1, 3), "sides": "both"}
        if code[:2] in MIDLINE:
            point["sides"] = "midline"
        near = [other for other in near if other != code]
        point |= _point(phrases, near, needs, references)
        _write(content / "points" / f"{code.lower()}.md", point, "".join(_body(phrases, near, references)))
    for number, slug in enumerate(needs):
        need = _need(Phrases(slug), number, names, regions, references)
        _write(content / "needs" / f"{slug}.md", need, "".join(_paragraphs(Phrases(slug), "What else helps")))
    _write(content / "routines" / f"{ROUTINE}.md", _routine(names[:6], needs[0]), "")


def _point(phrases: Phrases, near: list[str], needs: list[str], references: list[str]) -> Data:
    uses: list[Data] = [
        {"need": need, "evidence": "traditional use, not tested"} for need in phrases.pick(needs, 1)
    ]
    uses.append({"use": phrases.word("use"), "evidence": phrases.one(EVIDENCE)})
    for use in uses:
        use |= {"note": phrases.sentence("note"), "sources": phrases.pick(references, 1, 2)}
    cautions = [
        {
            "kind": kind,
            "advice": advice,
            "text": PREGNANT if kind == "pregnancy" else phrases.sentence("caution"),
            "sources": phrases.pick(references, 1),
        }
        for kind, advice in (("pregnancy", "avoid"), ("nerve", "gentle"), ("skin", "ask"), ("bone", "gentle"))
        if phrases.random.random() < CAUTION
    ]
    press = {"with": phrases.one("thumb|fingertip|knuckle|palm"),
             "motion": phrases.one("hold|circle|knead|rub"),
             "pressure": phrases.one("light|medium|firm"), "seconds": int(phrases.one("30|45|60|90")),
             "repeats": int(phrases.one("1|1|2")), "per_day": phrases.one("1|2|2-3"),
             "breathing": f"Breathe {phrases.one('in|out')} {phrases.word('manner')}."}  # fmt: skip
    return {
        "reach": phrases.one("self|partner|either"),
        "reach_tip": f"Hard to reach? Rest the {phrases.word('limb')} {phrases.word('rest')}.",
        "locate": {
            "plain": phrases.sentence("plain"),
            "steps": phrases.sentences("step", 3),
            "feel": phrases.sentence("feel"),
        },
        "press": press,
        "helps": uses,
        "cautions": cautions,
        "related": [{"code": code, "why": phrases.sentence("why")} for code in near[:2]],
        "sources": phrases.pick(references, 1, 3),
        "reviewed": (FIRST_DAY + timedelta(days=phrases.random.randrange(300))).isoformat(),
    }


def _body(phrases: Phrases, near: list[str], references: list[str]) -> Iterator[str]:
    """Yield some 120 words under the three headings of a point."""
    yield "## Getting comfortable\n\n"
    yield f"{' '.join(phrases.sentences('text', 2))} **Count to 4 as you press.** "
    yield "See [how to press](page:how-to-press), and the word [cun](glossary:cun).\n\n"
    yield f"- {phrases.sentence('step')}\n- {phrases.sentence('step')}\n\n"
    yield f"## Also described as\n\n{phrases.sentence('text')} "
    yield f"[One source](source:{phrases.pick(references, 1)[0]}) *differs*: {phrases.sentence('feel')}\n\n"
    yield f"## In the tradition\n\n{phrases.sentence('text')} "
    yield f"By tradition it is paired with [a neighbour]({near[-1]}).\n"


def _paragraphs(phrases: Phrases, heading: str) -> Iterator[str]:
    yield f"## {heading}\n\n"
    for _ in range(2):
        yield f"{' '.join(phrases.sentences('text', 3))}\n\n"


def _need(phrases: Phrases, number: int, codes: list[str], regions: list[str], references: list[str]) -> Data:
    flags = [
        {"level": level, "text": phrases.sentence("sign"), "sources": phrases.pick(references, 1, 2),
         "card": f"{phrases.word('limb').capitalize()} suddenly weak, numb or swollen"}
        for level in ("emergency", "emergency", "today", "soon")
    ]  # fmt: skip
    title = f"{phrases.word('use')} {number + 1}"
    return {
        "title": title,
        "summary": phrases.sentence("text"),
        "also": [f"{title.lower()} again", f"{phrases.word('feeling')} {number + 1}"],
        "red_flags": flags,
        "evidence": {
            "summary": " ".join(phrases.sentences("note", 3)),
            "sources": phrases.pick(references, 2),
        },
        "points": [{"code": code, "why": phrases.sentence("why")} for code in phrases.pick(codes, 6, 20)],
        "regions": phrases.pick(regions, 1, 3),
        "reviewed": (FIRST_DAY + timedelta(days=number)).isoformat(),
    }  # fmt: skip


def _routine(codes: list[str], need: str) -> Data:
    return {
        "title": "A made-up routine",
        "summary": "Six points in an order, for measuring the program and nothing else.",
        "needs": [need],
        "position": "Sit on a steady chair.",
        "steps": [{"point": code, "seconds": 30} for code in codes],
        "versions": {"short": codes[:3], "standard": codes[:4]},
        "reviewed": FIRST_DAY.isoformat(),
    }
