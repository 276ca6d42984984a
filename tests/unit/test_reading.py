from __future__ import annotations

import pytest
from sampling import sample

from atlas.reading import FEWEST_WORDS, Reading, explained_words, read
from atlas.sentences import Sentence


def sentences(text: str, times: int) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, line) for line in range(1, times + 1))


def age(text: str, explained: frozenset[str] = frozenset()) -> float:
    reading = read(sentences(text, 100), explained)
    assert reading
    return reading.age


def test_a_text_reads_as_the_index_reckons() -> None:
    easy, hard = Sentence("Press the spot with one thumb.", 3), Sentence("Practitioners differ about it.", 9)
    # 24 letters in 6 words and 26 in 4: 50 letters, 10 words, 2 sentences, each 15 times.
    assert read((easy, hard) * 15) == Reading(
        round(4.71 * 5 + 0.5 * 5 - 21.43 + 5, 1), 5.0, easy, ("practitioners",)
    )


def test_a_short_text_says_nothing() -> None:
    assert read(()) is None
    assert read(sentences("One word after another here.", FEWEST_WORDS // 5 - 1)) is None
    assert read(sentences("One word after another here.", FEWEST_WORDS // 5))
    assert read(sentences("合谷 LI4 12.", FEWEST_WORDS)) is None


def test_its_commonest_long_words_are_told() -> None:
    words = "Practitioners, practitioners and administrations; about carpal-tunnel lymphoedema, forefinger."
    reading = read(sentences(words, 100))
    assert reading
    assert reading.long_words == ("practitioners", "administrations", "lymphoedema")


@pytest.mark.parametrize(
    "word",
    [
        "Gallbladder", "Héyànlǎo", "EX-HN3", "合谷", "“daoyinshu”", '"Kyushu ryodoraku"',
        "sternocleidomastoid", "sternocleidomastoids",
    ],
)  # fmt: skip
def test_what_has_no_plainer_word_spoils_nothing(word: str) -> None:
    explained = frozenset(["sternocleidomastoid", "the"])
    # Seven ordinary words of four letters, and the other one, which makes only the sentence longer.
    count = len(Sentence(word, 1).words) + 7
    text = f"Find this spot {word} with your left hand."
    letters = len("Findthisspotwithyourlefthand") / 7
    assert age(text, explained) == round(4.71 * letters + 0.5 * count - 21.43 + 5, 1)


def test_short_words_are_ordinary_even_if_they_are_explained_or_names() -> None:
    assert age("Find the spot.", frozenset(["the"])) == age("Find the spot.")
    assert age("Find The spot.") == age("Find the spot.")


def test_a_compound_is_as_long_as_its_parts() -> None:
    hyphened, apart = age("Press little-finger side."), age("Press little finger side.")
    assert hyphened == pytest.approx(apart - 0.5, abs=0.11)  # the compound is one word of the sentence


def test_the_glossary_explains_its_words() -> None:
    assert explained_words(sample()) == {"meridian", "channel"}
