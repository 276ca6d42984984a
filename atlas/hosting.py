"""The headers that a host sends, for hosts that read them from a file."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from atlas.problems import Problem, SiteError

if TYPE_CHECKING:
    from pathlib import Path


def headers_file(netlify: Path, root: Path) -> bytes:
    """Return `_headers` with the rules of netlify.toml, which is the one place where they are written."""
    path = netlify.relative_to(root)
    try:
        settings = tomllib.loads(netlify.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SiteError([Problem(path, 0, "is missing; it holds the site's headers")]) from None
    except (OSError, ValueError) as error:  # not text, or not TOML
        raise SiteError([Problem(path, 0, f"cannot be read: {error}")]) from None
    lines: list[str] = []
    for rule in settings.get("headers", []):
        lines.append(rule["for"])
        lines += [f"  {name}: {value}" for name, value in rule["values"].items()]
    return ("\n".join(lines) + "\n").encode()
