"""Write a commented file for an author to fill in."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.library import load_library, split_code
from atlas.patterns import CODE, SAID, SLUG
from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from atlas.library import Library


def start(root: Path, kind: str, name: str) -> Path:
    """Write content/<kind>s/<name>.md and return its path. Refuses to overwrite, and names it cannot use."""
    pattern = CODE if kind == "point" else SLUG
    wanted = name.upper() if kind == "point" else name
    if not re.fullmatch(pattern, wanted):
        raise SiteError([Problem(PurePosixPath(name), 0, f"is no name for a {kind}", SAID[pattern])])
    path = root / "content" / f"{kind}s" / f"{wanted.lower()}.md"
    library = load_library(root / "content", root, drafts=True)
    facts = _point_facts(wanted, library) if kind == "point" else _title(wanted)
    # A sample is text for a person: nothing in it is escaped.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(root / "templates" / "new"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    text = environment.get_template(f"{kind}.md").render(facts)
    shown = path.relative_to(root)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise SiteError([Problem(shown, 0, "is there already; it was left as it is")]) from None
    except OSError as error:
        raise SiteError([Problem(shown, 0, f"cannot be written: {error.strerror}")]) from None
    return path


def _point_facts(code: str, library: Library) -> dict[str, str]:
    letters, number = split_code(code)
    for slug, entry in library.meridians.items():
        most = entry.matter.series.get(letters)
        if most is not None:
            if number > most:
                hint = f"the last one is {letters}{most}"
                raise SiteError([Problem(PurePosixPath(code), 0, "is no acupoint", hint)])
            sides = "midline" if letters in ("GV", "CV") else "both"
            return {"code": code, "meridian": slug, "sides": sides}
    raise SiteError([Problem(PurePosixPath(code), 0, "is on no meridian of content/meridians")])


def _title(slug: str) -> dict[str, str]:
    return {"title": slug.replace("-", " ").capitalize()}
