from __future__ import annotations

from sampling import sample, sample_pictures

from atlas.cards import list_cards

LIBRARY = sample()
ROUTINE = LIBRARY.routines["shoulder-break"]


def test_a_routine_has_a_card_of_each_length() -> None:
    pages = {page.path: page for page in list_cards(ROUTINE, LIBRARY, sample_pictures())}
    assert {path: page.title for path, page in pages.items()} == {
        "routines/shoulder-break/card.html": "Shoulder break: short card",
        "routines/shoulder-break/card-standard.html": "Shoulder break: standard card",
        "routines/shoulder-break/card-full.html": "Shoulder break: full card",
    }
    assert {page.made_from for page in pages.values()} == {ROUTINE.source.path}
    assert not any(page.indexed for page in pages.values())
