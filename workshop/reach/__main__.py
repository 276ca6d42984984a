"""`python -m workshop.reach`: print which locations are not reached."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.reach.listing import UNREACHED, read_entries, renewed, write_entries
from workshop.reach.places import Reach
from workshop.reach.sentences import SENTENCES, failures
from workshop.reach.sheets import write_sheets

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Print the table, and write the file if asked."""
    parser = argparse.ArgumentParser(prog="python -m workshop.reach", description=__doc__)
    parser.add_argument("--renew", action="store_true", help="write data/unreached.yaml anew")
    parser.add_argument(
        "--sheets", type=Path, metavar="FOLDER", help="draw a contact sheet for every meridian"
    )
    chosen = parser.parse_args(arguments)
    reach = Reach.load()
    found = failures(reach)
    for one in found:
        off = f"{one.off:8.1f} {'%' if one.fails == 'distance' else 'mm'}" if one.off else " " * 10
        print(f"{one.code:8}{one.fails:10}{off}  {one.to}{' ' if one.to else ''}{one.said}".rstrip())
    count = Counter(one.fails for one in found)
    print(f"{len(reach.places)} of {len(reach.constructions.by_code)} locations computed; "
          f"{', '.join(f'{name} {count[name]}' for name in SENTENCES)}")  # fmt: skip
    if chosen.renew:
        UNREACHED.write_text(write_entries(renewed(read_entries(), found)), encoding="utf-8", newline="\n")
    for path in write_sheets(reach, chosen.sheets) if chosen.sheets else ():
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
