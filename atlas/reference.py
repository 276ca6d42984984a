"""The key tables of AUTHORS.md, made from the schema: `python -m atlas.reference` writes them anew."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from atlas import patterns, records, schema
from atlas.addresses import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo

GUIDE = Path(__file__).resolve().parent.parent / "AUTHORS.md"
MARKED = re.compile(r"(<!-- keys:(\w+) -->\n).*?(<!-- /keys -->)", re.DOTALL)
TABLES: Mapping[str, type[BaseModel]] = {
    "point": schema.PointMatter,
    "routine": schema.RoutineMatter,
    "need": schema.NeedMatter,
    "region": schema.RegionMatter,
    "meridian": schema.MeridianMatter,
    "glossary": schema.TermMatter,
    "page": schema.PageMatter,
    "reference": records.Reference,
    "flag": records.Flag,
    "site": records.SiteMatter,
}
WORDS = {
    patterns.CODE: "code", patterns.SLUG: "name", patterns.TIMES: "`2` or `3-5`",
    ADDRESS: "web address", patterns.CONTACT: "web or e-mail address",
    patterns.COLOUR: "colour", patterns.LANGUAGE: "language",
    patterns.DOI: "DOI", patterns.PMID: "PMID",
    patterns.PLACE: "place", patterns.SHARE: "`1/2`", patterns.CUN: "`2` or `1.5`",
}  # fmt: skip
# A text of any kind ends here; saying so of each would hide the limits that matter.
LONGEST = 1000


def fill(guide: str) -> str:
    """Return the guide with the table of each kind between its two markers."""
    return MARKED.sub(lambda found: f"{found[1]}\n{table(TABLES[found[2]])}\n\n{found[3]}", guide)


def table(kind: type[BaseModel]) -> str:
    """Return a Markdown table of every key of a kind, the keys of its groups included."""
    rows = (("Key", "What to write", "Needed", "What it is"), ("---",) * 4, *_rows(kind, ""))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _rows(kind: type[BaseModel], above: str) -> Iterator[tuple[str, ...]]:
    for name, info in kind.model_fields.items():
        key = f"{above}{info.alias or name}"
        inner = _group(info.annotation)
        words = info.description or (inner.__doc__ or "" if inner else "")
        yield f"`{key}`", _to_write(info.annotation, info.metadata), _needed(info), words
        if inner:
            yield from _rows(inner, f"{key}.")


def _to_write(annotation: Any, limits: Sequence[object]) -> str:
    bare, limits = _bare(annotation, limits)
    origin, parts = get_origin(bare), get_args(bare)
    if origin is Literal:
        *most, last = (f"`{word}`" for word in parts)
        return f"{', '.join(most)} or {last}"
    if origin is tuple:
        item = _to_write(parts[0], ())
        many = item if " " in item else f"{item}s"
        return f"list of {many}{_range(limits, 'min_length', 'max_length')}"
    if origin is dict:
        return "letters and a number, each on a line"
    if bare is str:
        longest = min(_values(limits, "max_length"), default=LONGEST)
        spelt = [WORDS[pattern] for pattern in _values(limits, "pattern")]
        return spelt[0] if spelt else "text" if longest >= LONGEST else f"text, {longest} letters at most"
    words = {int: "number", bool: "`true` or `false`", date: "date"}
    return words.get(bare, "group") + _range(limits, "ge", "le")


def _group(annotation: Any) -> type[BaseModel] | None:
    """Return the model of a group of keys, or of a list of such groups."""
    bare, _ = _bare(annotation, ())
    if get_origin(bare) is tuple:
        return _group(get_args(bare)[0])
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None


def _bare(annotation: Any, limits: Sequence[object]) -> tuple[Any, Sequence[object]]:
    """Take off what wraps a type, `Annotated[...]` and `... | None`, and gather the limits it carries."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return _bare(inner, (*limits, *more))
    if get_origin(annotation) in (Union, UnionType):
        return _bare(next(part for part in get_args(annotation) if part is not NoneType), limits)
    return annotation, limits


def _values(limits: Sequence[object], name: str) -> list[Any]:
    return [value for limit in limits if (value := getattr(limit, name, None)) is not None]


def _range(limits: Sequence[object], least: str, most: str) -> str:
    lows, highs = _values(limits, least), _values(limits, most)
    if lows and highs:
        return f", {max(lows)} to {min(highs)}"
    return f", at least {max(lows)}" if lows else ""


def _needed(info: FieldInfo) -> str:
    if info.is_required():
        return "yes"
    return f"no: `{str(info.default).lower()}`" if info.default not in (None, ()) else "no"


if __name__ == "__main__":
    GUIDE.write_text(fill(GUIDE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
