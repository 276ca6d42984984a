"""`python -m workshop.reach`: print what is not reached; `--renew` also writes `data/unreached.yaml` anew."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from workshop.reach.listing import UNREACHED, read_entries, renewed, write_entries
from workshop.reach.places import Reach
from workshop.reach.sentences import SENTENCES, failures

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Print the table, and write the file if asked."""
    parser = argparse.ArgumentParser(prog="python -m workshop.reach", description=__doc__)
    parser.add_argument("--renew", action="store_true", help="write the list of failures anew")
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
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
