"""`python -m workshop.share`: draw the share images that changed; `--check` only names them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from atlas.problems import SiteError
from workshop.share.draw import draw
from workshop.share.keys import stale
from workshop.share.sheets import Project

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Draw or check; 1 if something is stale or wrong."""
    parser = argparse.ArgumentParser(prog="python -m workshop.share", description=__doc__)
    parser.add_argument("--check", action="store_true", help="name the images that are stale, draw none")
    chosen = parser.parse_args(arguments)
    project = Project.at(Path(__file__).parents[2])
    try:
        if chosen.check:
            pages = stale(project)
            print("\n".join([*pages, f"share: {len(pages)} stale"]))
            return 1 if pages else 0
        draw(project)
    except (SiteError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
