"""What would make a page better and stops no build: each advice a generator, as rules are."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from atlas.library import all_pages
from atlas.problems import Advice, Problem
from atlas.prose import markdown
from atlas.reading import explained_words, read
from atlas.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from atlas.library import Library

MOST_WORDS = 30
OLDEST_READER = 12
REVIEW_HOLDS = timedelta(days=730)
QUOTED_WORDS = 6


def advise(library: Library, today: date) -> tuple[Advice, ...]:
    """Return every advice, in the order of the files."""
    found = {
        *(Advice(problem, "long sentence") for problem in find_long_sentences(library)),
        *(Advice(problem, "hard page") for problem in find_hard_pages(library)),
        *(Advice(problem, "old review") for problem in find_old_reviews(library, today)),
        *(Advice(problem, "unused point") for problem in find_unused_points(library)),
    }
    return tuple(sorted(found))


def find_long_sentences(library: Library) -> Iterator[Problem]:
    """Yield every sentence that is too long for somebody in pain."""
    renderer = markdown()
    for entry in (*all_pages(library), library.site, *library.references.values()):
        for sentence in sentences_of(entry, renderer):
            if len(sentence.words) > MOST_WORDS:
                begin = " ".join(sentence.text.split()[:QUOTED_WORDS])
                message = (
                    f'"{begin} …" is a sentence of {len(sentence.words)} words; {MOST_WORDS} is the most'
                )
                yield Problem(entry.source.path, sentence.line, message, "make two of it, one thought each")


def find_hard_pages(library: Library) -> Iterator[Problem]:
    """Yield pages that a reader of twelve would find hard, at the line of their longest sentence."""
    renderer, explained = markdown(), explained_words(library)
    for entry in all_pages(library):
        reading = read(tuple(sentences_of(entry, renderer)), explained)
        if reading and reading.age > OLDEST_READER:
            hint = f"at {reading.words_a_sentence:.0f} words a sentence, split the longest, as on this line"
            if reading.long_words:
                hint += f"; find short words for {', '.join(reading.long_words)}"
            yield Problem(
                entry.source.path,
                reading.longest.line,
                f"the page reads with ease from age {reading.age}; {OLDEST_READER} is the aim",
                hint,
            )


def find_old_reviews(library: Library, today: date) -> Iterator[Problem]:
    """Yield pages that nobody has reread for two years."""
    for entry in all_pages(library):
        reviewed = getattr(entry.matter, "reviewed", None)
        if reviewed and reviewed + REVIEW_HOLDS < today:
            message = f"the last review was on {reviewed}, more than two years ago"
            hint = 'reread it and its sources with a second person, then set "reviewed" to that day'
            yield entry.problem(("reviewed",), message, hint)


def find_unused_points(library: Library) -> Iterator[Problem]:
    """Yield points that no routine presses, not even in place of another."""
    steps = [step for routine in library.routines.values() for step in routine.matter.steps]
    used = {step.point for step in steps} | {step.instead for step in steps}
    for code, entry in library.points.items():
        if code not in used:
            hint = 'make it a step or an "instead" of one; for some points a page of their own is enough'
            yield entry.problem(("code",), f"no routine uses {code}", hint)
