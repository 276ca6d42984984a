"""Draw the share images that changed, and remove those that belong to no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.share.fonts import in_use, kept
from workshop.share.keys import image_of, read_keys, to_draw, to_remove, write_keys
from workshop.share.paint import paint
from workshop.share.sheets import list_sheets

if TYPE_CHECKING:
    from workshop.share.sheets import Project


def draw(project: Project) -> None:
    """Bring assets/share/ up to date. Each image is noted once it is there: stopped half-way, it goes on."""
    images = project.images
    sheets = list_sheets(project)
    if missing := in_use(sheet.card for sheet in sheets) - kept():
        raise ValueError(f"the font lacks {''.join(sorted(missing))}: run  python -m workshop.share.fonts")
    for page in to_remove(sheets, images):
        image_of(page, images).unlink(missing_ok=True)
        write_keys(images, {name: key for name, key in read_keys(images).items() if name != page})
        print(f"share: {page} removed")
    changed = to_draw(sheets, images)
    for number, (sheet, image) in enumerate(paint(changed), 1):
        file = image_of(sheet.card.page, images)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(image)
        write_keys(images, read_keys(images) | {sheet.card.page: sheet.key()})
        print(f"share: {number} of {len(changed)}  {sheet.card.page}, {len(image) / 1000:.0f} KB", flush=True)
    print(f"share: {len(sheets)} images, {len(changed)} drawn")
