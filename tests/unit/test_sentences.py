# ruff: noqa: RUF001  what looks alike is what is tested
from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from sampling import ROOT

from atlas.collect import load_library
from atlas.library import Entry, all_pages
from atlas.memo import Memo
from atlas.prose import markdown
from atlas.read import Reader
from atlas.sentences import Sentence, sentences_of, split
from atlas.source import Plain, Source

FILE = PurePosixPath("content/points/li4.md")


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text, 1)]


def told(data: Plain, body: str = "", at: tuple[int, ...] = ()) -> list[tuple[int, str]]:
    source = Source(FILE, data, {("summary",): 2, ("locate", "steps", 1): 7}, body, 20)
    entry = Entry(source, None, at)  # type: ignore[type-var]  # the matter is not looked at
    return [(sentence.line, sentence.text) for sentence in sentences_of(entry, markdown())]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("— … —", []),
        ("No stop", ["No stop"]),
        ("Press here. Let go.", ["Press here.", "Let go."]),
        ("Is it sore? Stop! Then\nrest.", ["Is it sore?", "Stop!", "Then rest."]),
        ("It is 1.5 cun. Feel it.", ["It is 1.5 cun.", "Feel it."]),
        ("It is 2 cm. wide there.", ["It is 2 cm. wide there."]),
        ("Go 2 cm. Then stop.", ["Go 2 cm.", "Then stop."]),
        ("A tool, e.g. GB21, i.e. One.", ["A tool, e.g. GB21, i.e. One."]),
        ("Ask Dr. Liu or Mrs. Fox. They know.", ["Ask Dr. Liu or Mrs. Fox.", "They know."]),
        ("See no. 4 and fig. 2.", ["See no. 4 and fig. 2."]),
        ("Does it hurt? No. Go on.", ["Does it hurt?", "No.", "Go on."]),
        ("This is a piano. Play it.", ["This is a piano.", "Play it."]),
        ("It says “tsoon.” (Say it.) Now.", ["It says “tsoon.”", "(Say it.)", "Now."]),
        ("Wait … and see. 合谷 is a name. Ōsaka too.", ["Wait … and see.", "合谷 is a name.", "Ōsaka too."]),
        ("Et al. 2011 said so.", ["Et al. 2011 said so."]),
    ],
)
def test_a_text_falls_into_sentences(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


def test_words_are_counted_without_the_signs_between_them() -> None:
    text = "For 1.5 cun – say “tsoon” – the person’s little-finger side, and/or 2,000 (two) …"
    assert Sentence(text, 1).words == (
        "For", "1.5", "cun", "say", "tsoon", "the", "person’s", "little-finger", "side", "and/or", "2,000",
        "two",
    )  # fmt: skip


def test_the_sentences_of_a_text_are_told_line_by_line() -> None:
    body = (
        "## A heading. It is none.\n\nFirst one\ngoes on. Second\none. *Third.*\n\n"
        "- **Item one.** More of it.\n- Item [two](GB21)\n  ends. ![A picture.](a.webp)\n\n"
        "| A head |\n| --- |\n| A cell. |\n"
    )
    assert told({}, body) == [
        (22, "First one goes on."),
        (23, "Second one."),
        (24, "Third."),
        (26, "Item one."),
        (26, "More of it."),
        (27, "Item two ends."),
    ]


def test_a_source_between_brackets_is_no_part_of_a_sentence() -> None:
    body = "It is mild ([Hull\nNHS](source:hull)). In [one trial](source:one), (see [GB21](GB21)) less.\nEnd."
    assert told({}, body) == [
        (20, "It is mild."),
        (21, "In one trial, (see GB21) less."),
        (22, "End."),
    ]


def test_front_matter_has_sentences_under_some_keys_only() -> None:
    data: Plain = {
        "summary": "It is told. Twice.",
        "names": {"english": "Not told."},
        "locate": {"steps": ["Find it.", "Press it."], "find": [{"why": "For the program."}]},
        "versions": {"short": ["GB21", "LI4"]},
        "cautions": [{"advice": "ask", "text": "Ask first."}],
        "emergency": {"advice": "Call now."},
    }
    assert told(data) == [
        (2, "It is told."),
        (2, "Twice."),
        (1, "Find it."),
        (7, "Press it."),
        (1, "Ask first."),
        (1, "Call now."),
    ]
    assert told([{"finding": "One."}, {"finding": "Two."}], at=(1,)) == [(1, "Two.")]


def test_every_real_text_that_ends_like_a_sentence_is_told() -> None:
    library = load_library(ROOT / "content", ROOT)
    renderer = markdown()
    other = set()
    for entry in (*all_pages(library), library.site, *library.references.values()):
        known = " ".join(sentence.text for sentence in sentences_of(entry, renderer))
        for loc, text in entry.source.texts:
            own = loc[: len(entry.at)] == entry.at
            if own and text.endswith((".", "!")) and " ".join(text.split()) not in known:
                other.add(".".join(part for part in loc if isinstance(part, str)))
    assert other == {"general_cautions.card", "locate.find.why", "title"}  # of somebody else's work


def test_every_real_sentence_begins_on_its_line() -> None:
    library = load_library(ROOT / "content", ROOT)
    renderer = markdown()
    for entry in all_pages(library):
        source = Reader(ROOT, Memo()).page(ROOT / entry.source.path)
        lines = (ROOT / source.path).read_text(encoding="utf-8").splitlines()
        for sentence in sentences_of(entry, renderer):
            here = lines[sentence.line - 1]
            if sentence.line >= source.body_line:
                assert sentence.words[0].split("’")[0] in here, (source.path, sentence)
            else:  # the line of its key, or of its entry in a list
                assert here.lstrip().startswith("- ") or ":" in here, (source.path, sentence)
