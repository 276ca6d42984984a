"""Whether the images that are kept are those of the pages as they are now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workshop.share.sheets import list_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from workshop.share.sheets import Project, Sheet

KEYS = "keys.json"


def stale(project: Project) -> list[str]:
    """Return the pages whose image is missing, was drawn from something else, or belongs to no page."""
    sheets = list_sheets(project)
    changed = [sheet.card.page for sheet in to_draw(sheets, project.images)]
    return sorted({*changed, *to_remove(sheets, project.images)})


def to_draw(sheets: Iterable[Sheet], images: Path) -> list[Sheet]:
    """Return the sheets that have no image, or one that was drawn from something else."""
    known = read_keys(images)
    return [
        sheet
        for sheet in sheets
        if known.get(sheet.card.page) != sheet.key() or not image_of(sheet.card.page, images).is_file()
    ]


def to_remove(sheets: Iterable[Sheet], images: Path) -> set[str]:
    """Return the names of images and keys that belong to no page."""
    kept = {file.relative_to(images).with_suffix("").as_posix() for file in images.rglob("*.png")}
    return (kept | read_keys(images).keys()) - {sheet.card.page for sheet in sheets}


def image_of(page: str, images: Path) -> Path:
    """Return where the image of a page is kept."""
    return images / f"{page}.png"


def read_keys(images: Path) -> dict[str, str]:
    """Return what each image was drawn from. One that a merge has spoilt is empty."""
    try:
        known = json.loads((images / KEYS).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return known if isinstance(known, dict) else {}


def write_keys(images: Path, keys: Mapping[str, str]) -> None:
    """Write what each image was drawn from, a line for each page."""
    text = json.dumps(keys, indent=1, sort_keys=True)
    (images / KEYS).write_text(f"{text}\n", encoding="utf-8")
