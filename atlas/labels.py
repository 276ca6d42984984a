"""What the schema's words are called on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.dose import Dose
    from atlas.schema import Press, RedFlag

LABELS = {
    # kinds of caution
    "pregnancy": "Pregnancy",
    "nerve": "Nerve",
    "artery": "Artery",
    "neck": "Neck",
    "throat": "Throat",
    "eye": "Eye",
    "spine": "Spine",
    "bone": "Bones",
    "chest": "Chest pain",
    "skin": "Skin",
    "clot": "Blood clot",
    "numbness": "Numbness",
    "swelling": "Swelling and veins",
    "belly": "Belly",
    "device": "Implants",
    # advice
    "avoid": "do not press",
    "gentle": "press lightly",
    "ask": "ask first",
    # what presses, and how
    "fingertip": "fingertips",
    "thumb": "thumb",
    "knuckle": "knuckle",
    "palm": "palm",
    "hold": "steady hold",
    "circle": "small circles",
    "knead": "slow kneading",
    "rub": "rubbing",
    # who can reach
    "self": "You can reach it yourself",
    "partner": "Easier with a helper",
    "either": "Yourself or a helper",
    # sides
    "both": "Left and right",
    "midline": "One, on the midline",
    # designs of studies
    "systematic-review": "Review of trials",
    "rct": "Randomised trial",
    "observational": "Study without random groups",
    "case-report": "Case report",
    "guideline": "Guideline",
    "standard": "Standard",
    "institution": "Health service or university",
    "commentary": "Commentary",
    "protocol": "Plan of a review",
    "trial-registration": "Registered trial",
    "book": "Book",
}

LEVELS = ("emergency", "today", "soon")
# Paper is narrow: the same advice in a word or two, beside its sign.
BRIEF = {"avoid": "Do not press", "ask": "Ask first", "gentle": "Press lightly"}
# … and for what. The empty advice stands for all that have no words of their own.
WHY = {
    ("pregnancy", ""): "pregnant",
    ("nerve", ""): "nerve here",
    ("artery", ""): "artery here",
    ("neck", ""): "near the skull",
    ("neck", "avoid"): "front of neck",
    ("throat", ""): "throat",
    ("eye", ""): "near the eye",
    ("spine", ""): "near the spine",
    ("spine", "avoid"): "spine bones",
    ("spine", "ask"): "spine trouble",
    ("bone", ""): "bone trouble",
    ("bone", "gentle"): "bone here",
    ("bone", "avoid"): "after an injury",
    ("chest", ""): "chest pain",
    ("skin", ""): "thin or sore skin",
    ("clot", ""): "hot, swollen or sore leg",
    ("numbness", ""): "little feeling",
    ("numbness", "avoid"): "numbness",
    ("swelling", ""): "swelling, bad veins",
    ("swelling", "avoid"): "swollen, hard or sore spot",
    ("belly", ""): "hard or sore belly",
    ("belly", "ask"): "stoma, hernia, operation",
    ("device", ""): "pacemaker or port",
    ("device", "avoid"): "pacemaker, port",
}


def brief(kinds: Iterable[str], advice: str) -> str:
    """Return what a card says for an advice, with all that it is given for."""
    return f"{BRIEF[advice]}: {', '.join(why(kind, advice) for kind in kinds)}."


def why(kind: str, advice: str) -> str:
    """Return what a card calls the reason for an advice."""
    return WHY.get((kind, advice)) or WHY[kind, ""]


def label(word: str) -> str:
    """Return what readers are shown for a word of the schema."""
    return LABELS[word]


def manner(press: Press) -> str:
    """Return how to press, in a few words: Thumb, small circles, light pressure."""
    words = f"{label(press.with_)}, {label(press.motion)}, {press.pressure} pressure"
    return words[0].upper() + words[1:]


def each(press: Press, dose: Dose) -> str:
    """Return what one length of time is for: each side, both sides at once, or nothing on the midline."""
    if press.together:
        return "both sides at once"
    return "each side" if dose.sides == 2 else ""  # noqa: PLR2004  left and right


def duration(seconds: int) -> str:
    """Return a length of time as people say it: 45 seconds, 1 minute, 1½ minutes."""
    if seconds < 60 or seconds % 30:  # noqa: PLR2004  a minute
        return f"{seconds} seconds"
    whole, rest = divmod(seconds, 60)
    half = "½" if rest else ""
    return f"{whole}{half} minute{'' if whole == 1 and not half else 's'}"


def times(value: str) -> str:
    """Return how often: `1` is once a day, `3-5` is 3 to 5 times a day."""
    words = {"1": "once", "2": "twice", "1-2": "once or twice"}
    return words.get(value, value.replace("-", " to ") + " times") + " a day"


def by_level(flags: Iterable[RedFlag]) -> tuple[RedFlag, ...]:
    """Put the most urgent red flags first."""
    return tuple(sorted(flags, key=lambda flag: LEVELS.index(flag.level)))
