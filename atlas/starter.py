"""Write a commented file for an author to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from atlas.collect import load_library
from atlas.library import split_code
from atlas.patterns import CODE, SAID, SLUG
from atlas.problems import Problem, SiteError, one_of

if TYPE_CHECKING:
    from pathlib import Path, PurePath


def start(root: Path, kind: str, name: str) -> Path:
    """Write content/<kind>s/<name>.md and return its path. Refuses to overwrite, and names it cannot use."""
    pattern = CODE if kind == "point" else SLUG
    wanted = name.upper() if kind == "point" else name
    folder = root / "content" / f"{kind}s"
    if not re.fullmatch(pattern, wanted):
        message = f'"{name}" is no name for a {kind}'
        raise SiteError([Problem(folder.relative_to(root), 0, message, SAID[pattern])])
    path = folder / f"{wanted.lower()}.md"
    shown = path.relative_to(root)
    facts = _point_facts(wanted, shown, root) if kind == "point" else _title(wanted)
    # A sample is text for a person: nothing in it is escaped.
    environment = Environment(  # noqa: S701
        loader=FileSystemLoader(root / "templates" / "new"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    text = environment.get_template(f"{kind}.md").render(facts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise SiteError([Problem(shown, 0, "is there already; it was left as it is")]) from None
    except OSError as error:
        raise SiteError([Problem(shown, 0, f"cannot be written: {error.strerror}")]) from None
    return path


def _point_facts(code: str, path: PurePath, root: Path) -> dict[str, str]:
    library = load_library(root / "content", root, drafts=True)
    letters, number = split_code(code)
    for slug, entry in library.meridians.items():
        most = entry.matter.series.get(letters)
        if most is not None:
            if number > most:
                hint = f"the last one is {letters}{most}"
                raise SiteError([Problem(path, 0, f"there is no {code}", hint)])
            sides = "midline" if letters in ("GV", "CV") else "both"
            return {"code": code, "meridian": slug, "sides": sides}
    known = one_of(letters for entry in library.meridians.values() for letters in entry.matter.series)
    raise SiteError([Problem(path, 0, f"no meridian has points that begin with {letters}", known)])


def _title(slug: str) -> dict[str, str]:
    return {"title": slug.replace("-", " ").capitalize()}
