"""Made-up words: sentences that read like those of a point's page and say nothing of any real one."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from bench.crowd import FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGINNINGS, ENDINGS = (
    [word.split() for word in re.split(r"[|\n]", words.strip())] for words in (FIRST, SECOND)
)
WORDS = {
    "bone": "long bone|flat bone|small round bone|ridge|outer knob|inner knob|bony edge|rim",
    "soft": "thick muscle|thin strip of muscle|tendon|cord|soft pad|band|fold of skin|crease",
    "place": "hollow|dip|notch|groove|gap|shallow bowl|slope|corner",
    "side": "inner side|outer side|upper edge|lower edge|near end|far end|front|back",
    "finger": "thumb|index finger|middle finger|knuckle|fingertip|heel of the hand",
    "move": "slide|glide|walk|move slowly|feel your way|draw a line",
    "feeling": "a dull ache|a mild pull|a warm, full feeling|a firm floor|a springy edge|light pressure",
    "manner": "slowly|without haste|with an easy breath|with a loose wrist|little by little",
    "rest": "on a table|on your lap|on a cushion|against the wall|on the arm of a chair|at your side",
    "limb": "hand|forearm|elbow|shoulder|knee|foot|ankle|head",
    "time": "In the evening|Before a walk|After a long drive|At a desk|On a cold day|When you are rested",
    "who": "A few books|Some teachers|Older lists|Two handbooks|Newer charts|Several schools",
    "say": "set it a little lower|measure from the other end|name it after its neighbour|"
    "count it with the next one|place it nearer the crease|leave it out",
    "use": "A stiff morning|Tired legs|A heavy head|A restless evening|Cold hands|A tight jaw|Sore feet",
    "trial": "no trial of it|one small trial without a sham|two trials of a whole set|only letters",
    "subject": "Pressing here|This place|The pair|A short press|The whole set|Such a point",
    "after": "belongs to a longer set|is often shown first|comes late in most orders|is easy to keep in mind"
    "|has several names|is drawn in different ways",
}
SENTENCES = {
    "plain": (
        "In the {place} on the {side} of the {bone}, about 3 finger-widths from the {soft}.",
        "Where the {soft} meets the {bone}, about 2 finger-widths along its {side}.",
        "On the {side} of the {soft}, about 4 finger-widths below the {bone}.",
    ),
    "step": (
        "Rest the {limb} {rest}, and let it go loose.",
        "Find the {bone} with your {finger}.",
        "From there {move} along the {side}, until you come to a {place}.",
        "Let the {finger} sink into the {soft}, {manner}.",
        "Bend the {limb} a little; the {soft} stands out on the {side}.",
    ),
    "feel": (
        "There is {feeling} under the {finger}, with the {bone} beside it.",
        "The {place} gives way, and you notice {feeling}.",
    ),
    "why": (
        "On the {side} of the same {limb}; easy to press next.",
        "Has a {place} like this one. The two are often mixed up.",
        "Lies on the {side}, for days when this one is sore.",
    ),
    "note": (
        "We found {trial}, and nothing about this use alone.",
        "{who} name it for this. We found {trial}.",
        "Only as part of a set that also used the {limb}.",
    ),
    "text": (
        "{time}, sit back and rest the {limb} {rest}.",
        "Lay the {finger} on the {soft} and lean in {manner}.",
        "If the {soft} is tense, begin on the {side} and {move} towards the {bone}.",
        "{who} {say}; the difference is no wider than a {finger}.",
        "{subject} {after}.",
        "You should notice {feeling}, and nothing sharper.",
        "Change sides when the first one has had its time, {manner}.",
        "The {soft} can be tender there, so let the {finger} rest before you press.",
        "{who} describe a {place} between the {soft} and the {bone}.",
    ),
    "caution": (
        "Press lightly here: the {soft} lies close under the skin of the {limb}.",
        "Ask first if the {limb} is swollen, numb or newly painful.",
        "Leave this place alone while the {limb} is sore or the skin is broken.",
    ),
    "sign": (
        "One {limb} that is suddenly weak, numb or cold, with {feeling} that does not stop.",
        "One {limb} that is hot and swollen, or pain that wakes you on three nights.",
        "Stiffness of the {limb} that is no better after two weeks.",
    ),
}  # fmt: skip


class Phrases:
    """A source of sentences: the same seed gives the same ones, on every machine."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)  # noqa: S311  made-up words, no secrets

    def sentence(self, kind: str) -> str:
        """Return one sentence of a kind."""
        pattern = self.random.choice(SENTENCES[kind])
        return re.sub(r"\{(\w+)}", lambda slot: self.word(slot[1]), pattern)

    def sentences(self, kind: str, count: int) -> list[str]:
        """Return several sentences of a kind."""
        return [self.sentence(kind) for _ in range(count)]

    def pick(self, offered: Sequence[str], least: int, most: int | None = None) -> list[str]:
        """Return some of what is offered, in the order in which it is offered."""
        count = min(self.random.randint(least, most or least), len(offered))
        return [offered[place] for place in sorted(self.random.sample(range(len(offered)), count))]

    def word(self, kind: str) -> str:
        """Return words of a kind, to stand in a sentence."""
        return self.one(WORDS[kind])

    def one(self, words: str) -> str:
        """Return one of several words, written with a bar between them."""
        return self.random.choice(words.split("|"))


def name(number: int) -> dict[str, str]:
    """Return the names of a number: up to 10,648 of them, no two alike."""
    across, rest = number % len(BEGINNINGS), number // len(BEGINNINGS)
    before, deep = divmod(rest, len(ENDINGS))
    parts = [BEGINNINGS[across], ENDINGS[deep]]
    if before:
        parts.insert(0, BEGINNINGS[before % len(BEGINNINGS)])
    names = {
        "english": " ".join(part[0] for part in parts),
        "pinyin": "".join(part[1] for part in parts).capitalize(),
        "hanzi": "".join(part[2] for part in parts),
    }
    traditional = "".join(part[3] for part in parts)
    return names | ({"hanzi_traditional": traditional} if traditional != names["hanzi"] else {})
