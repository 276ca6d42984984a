"""What a page says to machines: JSON-LD after schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atlas.views import PointView, RoutineView

CONTEXT = "https://schema.org"


def describe_point(view: PointView, language: str) -> dict[str, Any]:
    """Describe a point's page. It claims no effect: schema.org's words for treatment are left out."""
    matter = view.point.matter
    return {
        "@context": CONTEXT,
        "@type": "MedicalWebPage",
        "name": f"{matter.code} {matter.names.english}",
        "description": matter.locate.plain,
        "inLanguage": language,
        "lastReviewed": matter.reviewed.isoformat(),
        "about": {
            "@type": "SuperficialAnatomy",
            "name": matter.code,
            "alternateName": [
                matter.names.english,
                *matter.names.also,
                matter.names.pinyin,
                matter.names.hanzi,
                *view.spellings,
            ],
            "description": matter.locate.plain,
        },
    }


def describe_routine(view: RoutineView, language: str) -> dict[str, Any]:
    """Describe a routine as steps to follow: its full version."""
    full = next(version for version in view.versions if version.key == "full")
    return {
        "@context": CONTEXT,
        "@type": "HowTo",
        "name": view.routine.matter.title,
        "description": view.routine.matter.summary,
        "inLanguage": language,
        "totalTime": f"PT{full.minutes}M",
        "step": [
            {
                "@type": "HowToStep",
                "position": number,
                "name": f"{stop.point.matter.code} {stop.point.matter.names.english}",
                "text": stop.point.matter.locate.plain,
            }
            for number, stop in enumerate(full.stops, 1)
        ],
    }
