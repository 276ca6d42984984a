"""Check the built site against itself: every address and every fragment is there."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from atlas.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from atlas.page import Page
    from atlas.theme import Rendered


def check_links(rendered: Collection[tuple[Page, Rendered]], files: Collection[str]) -> Iterator[Problem]:
    """Yield every link of a page to a file that is not built, or to a place that is not once on its page.

    `files` holds the addresses of everything that is not a page.
    """
    fragments = {page.path: result.fragments for page, result in rendered}
    known = {*fragments, *files}
    sound: set[str] = set()  # every page has the same header and footer
    missing: set[str] = set()
    for page, result in rendered:
        yield from _twice(page, result.fragments)
        for link in dict.fromkeys(link for link in result.links if link.address not in sound):
            path, _, fragment = link.address.partition("#")
            path = path or page.path
            if path in known and (not fragment or fragment in fragments.get(path, ())):
                sound |= {link.address} if link.address.startswith(path) else set()
                continue
            # A line of 0 means that the template made the link, and no author's line is to blame.
            where = page.made_from if link.line and page.made_from else PurePosixPath(page.path)
            if path not in known and link.line:
                yield Problem(where, link.line, f'nothing is built at "{path}"', did_you_mean(path, known))
            elif path not in known and path not in missing:
                missing.add(path)  # one page is enough to say it
                hint = f"is there a content/pages/{path.removesuffix('.html')}.md?" if "/" not in path else ""
                yield Problem(where, 0, f'nothing is built at "{path}", and its template links there', hint)
            elif path in known:
                hint = did_you_mean(fragment, fragments.get(path, ()))
                yield Problem(where, link.line, f'"{path}" has no place called "{fragment}"', hint)


def _twice(page: Page, fragments: Collection[str]) -> Iterator[Problem]:
    if len(set(fragments)) == len(fragments):
        return
    for name, times in Counter(fragments).items():
        if times > 1:
            message = f'"{page.path}" has two places called "{name}"'
            yield Problem(page.made_from or PurePosixPath(page.path), 0, message, "rename the heading")
