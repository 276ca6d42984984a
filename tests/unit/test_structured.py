from __future__ import annotations

from sampling import sample

from atlas.gather import view_point, view_routine
from atlas.prose import Prose
from atlas.structured import describe_point, describe_routine

NOTHING = Prose({})


def test_a_point_is_described_without_any_claim() -> None:
    view = view_point(sample().points["LI4"], NOTHING, sample())
    assert describe_point(view, "en") == {
        "@context": "https://schema.org",
        "@type": "MedicalWebPage",
        "name": "LI4 Joining Valley",
        "description": "On the back of the hand, beside the middle of the bone of the index finger.",
        "inLanguage": "en",
        "lastReviewed": "2026-11-20",
        "about": {
            "@type": "SuperficialAnatomy",
            "name": "LI4",
            "alternateName": ["Joining Valley", "Hoku", "Hégǔ", "合谷", "Co4"],
            "description": "On the back of the hand, beside the middle of the bone of the index finger.",
        },
    }


def test_a_routine_is_steps_to_follow() -> None:
    view = view_routine(sample().routines["shoulder-break"], NOTHING, sample())
    assert describe_routine(view, "en") == {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": "Shoulder break",
        "description": "Three points for a stiff shoulder.",
        "inLanguage": "en",
        "totalTime": "PT8M",
        "step": [
            {
                "@type": "HowToStep",
                "position": 1,
                "name": "GB21 Shoulder Well",
                "text": "On top of the shoulder, halfway between the neck and its outer tip.",
            },
            {
                "@type": "HowToStep",
                "position": 2,
                "name": "LI4 Joining Valley",
                "text": "On the back of the hand, beside the middle of the bone of the index finger.",
            },
            {
                "@type": "HowToStep",
                "position": 3,
                "name": "CV17 Middle of the Chest",
                "text": "On the midline of the breastbone.",
            },
        ],
    }
