"""Check the built site against itself: every address and every fragment is there."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from atlas.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import PurePath

    from atlas.theme import Rendered


def check_links(
    pages: Mapping[str, Rendered], files: Collection[str], sources: Mapping[str, PurePath]
) -> Iterator[Problem]:
    """Yield every link of a page to a file that is not built, or to a place that is not once on its page.

    `files` holds the addresses of everything that is not a page; `sources` says what an author edits to
    change a page.
    """
    fragments = {at: page.fragments for at, page in pages.items()}
    known = {*fragments, *files}
    sound: set[str] = set()  # every page has the same header and footer
    missing: set[str] = set()
    for at, page in pages.items():
        yield from _twice(at, page.fragments, sources)
        for link in dict.fromkeys(link for link in page.links if link.address not in sound):
            path, _, fragment = link.address.partition("#")
            path = path or at
            if path in known and (not fragment or fragment in fragments.get(path, ())):
                sound |= {link.address} if link.address.startswith(path) else set()
                continue
            # A line of 0 means that the template made the link, and no author's line is to blame.
            where = sources.get(at, PurePosixPath(at)) if link.line else PurePosixPath(at)
            if path not in known and link.line:
                yield Problem(where, link.line, f'nothing is built at "{path}"', did_you_mean(path, known))
            elif path not in known and path not in missing:
                missing.add(path)  # one page is enough to say it
                hint = f"is there a content/pages/{path.removesuffix('.html')}.md?" if "/" not in path else ""
                yield Problem(where, 0, f'nothing is built at "{path}", and its template links there', hint)
            elif path in known:
                hint = did_you_mean(fragment, fragments.get(path, ()))
                yield Problem(where, link.line, f'"{path}" has no place called "{fragment}"', hint)


def _twice(at: str, fragments: Collection[str], sources: Mapping[str, PurePath]) -> Iterator[Problem]:
    if len(set(fragments)) == len(fragments):
        return
    for name, times in Counter(fragments).items():
        if times > 1:
            message = f'"{at}" has two places called "{name}"'
            yield Problem(sources.get(at, PurePosixPath(at)), 0, message, "rename the heading")
