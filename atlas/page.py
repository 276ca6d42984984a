"""One page of the site, before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import PurePath

    from atlas.pictures import Picture
    from atlas.prose import Link


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML file. `path` is its address; `made_from` is the file an author edits to change it.

    `printed`: it is made for paper.
    """

    path: str
    template: str
    title: str
    description: str
    view: object
    section: str = ""
    made_from: PurePath | None = None
    updated: date | None = None
    indexed: bool = True
    printed: bool = False
    structured: Mapping[str, Any] | None = None
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    small: Mapping[str, Picture] = field(default_factory=dict)
    maps: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
