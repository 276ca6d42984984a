"""How hard a text is to read: the age from which most people read it with ease.

The measure is the Automated Readability Index (Smith and Senter 1967): letters a word and words a sentence.
Others count syllables, which in English takes a dictionary or a guess. On the pages of this site it differs
from that of Flesch and Kincaid by half a school year on average, and by less where the text is hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlas.sentences import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from atlas.library import Library
    from atlas.sentences import Sentence

# Shorter texts say nothing: the index was made with samples of about this length.
FEWEST_WORDS = 100
# A school grade of the index is that of the United States, where the first grade begins at six.
AGE_OF_GRADE = 5
# A word of so many letters makes a text hard; a shorter one is no trouble, whatever it is.
LONG_WORD = 10
SHORT_WORD = 6
# One word or two between quotes are somebody else's.
QUOTED = re.compile(r"[“\"]\w+(?:[ '’-]\w+)?[”\"]")  # noqa: RUF001
DIGIT = re.compile(r"\d")
PLAIN = re.compile(r"[A-Za-z'’]+")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads. `long_words` are its commonest."""

    age: float
    words_a_sentence: float
    longest: Sentence
    long_words: tuple[str, ...]


def read(sentences: Sequence[Sentence], explained: frozenset[str] = frozenset()) -> Reading | None:
    """Return how a text reads, or nothing if it is too short to tell.

    Every word counts for the length of a sentence, but only an ordinary one for that of words.
    """
    count = sum(len(sentence.words) for sentence in sentences)
    ordinary = [word for sentence in sentences for word in _ordinary(sentence, explained)]
    if count < FEWEST_WORDS or not ordinary:
        return None
    words_a_sentence = count / len(sentences)
    grade = 4.71 * sum(map(_letters, ordinary)) / len(ordinary) + 0.5 * words_a_sentence - 21.43
    longest = max(sentences, key=lambda sentence: len(sentence.words))
    return Reading(round(grade + AGE_OF_GRADE, 1), words_a_sentence, longest, tuple(_long_words(ordinary)))


def explained_words(library: Library) -> frozenset[str]:
    """Return the words that the glossary explains, in small letters."""
    terms = [text for entry in library.glossary.values() for text in (entry.matter.term, *entry.matter.also)]
    return frozenset(word for term in terms for word in WORD.findall(term.casefold()))


def _ordinary(sentence: Sentence, explained: frozenset[str]) -> Iterator[str]:
    """Yield the words that might have been others: no number, code, name, or word of another language."""
    text = QUOTED.sub(" ", sentence.text)
    for found in WORD.finditer(text):
        named = found[0][0].isupper() and found.start() > 0
        for word in found[0].split("-") if found[0].isascii() and not DIGIT.search(found[0]) else ():
            folded = word.casefold()
            excused = named or folded in explained or folded.removesuffix("s") in explained
            if PLAIN.fullmatch(word) and not (excused and _letters(word) > SHORT_WORD):
                yield word


def _letters(word: str) -> int:
    return sum(map(str.isalpha, word))


def _long_words(words: Sequence[str]) -> Iterator[str]:
    counts: dict[str, int] = {}
    for word in words:
        if _letters(word) >= LONG_WORD:
            counts[word.casefold()] = counts.get(word.casefold(), 0) + 1
    yield from sorted(counts, key=lambda word: (-counts[word], -len(word), word))[:3]
