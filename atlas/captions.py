"""A construction in plain sentences: what a picture says to those who do not see it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas.find import Find, Shown
    from atlas.landmarks import Landmark
    from atlas.place import Scene
    from atlas.tasks import Task

SHARES = {
    Fraction(1, 2): "half-way",
    Fraction(1, 3): "a third of the way", Fraction(2, 3): "two thirds of the way",
    Fraction(1, 4): "a quarter of the way", Fraction(3, 4): "three quarters of the way",
    Fraction(1, 5): "a fifth of the way", Fraction(2, 5): "two fifths of the way",
}  # fmt: skip
WAYS = {
    "lateral": "out to the side", "medial": "in towards the middle", "superior": "up", "inferior": "down",
    "anterior": "forwards", "posterior": "backwards", "proximal": "towards the body",
    "distal": "away from the body",
    "radial": "towards the thumb side", "ulnar": "towards the little-finger side",
}  # fmt: skip
# What a direction is called where the plain word would mislead.
HAND_AND_FOOT = {
    ("hand", "proximal"): "towards the wrist", ("hand", "distal"): "towards the fingers",
    ("foot", "proximal"): "towards the ankle", ("foot", "distal"): "towards the toes",
    ("lower-leg", "distal"): "down", ("lower-leg", "proximal"): "up",
}  # fmt: skip
# How a length is named where it is not a cun of the bones.
UNITS = {"finger": "finger cun", "fingerbreadth": "middle finger's breadth"}
LINES = {
    "front-midline": "the midline of the front",
    "back-midline": "the midline of the back",
    "clavicle-lower-border": "the lower edge of the collarbone",
}
# What a dashed line between two landmarks shows.
BONES = {
    ("mt1-base", "mt1-head"): "first foot bone", ("mt2-base", "mt2-head"): "second foot bone",
    ("mt3-base", "mt3-head"): "third foot bone", ("mt4-base", "mt4-head"): "fourth foot bone",
    ("mt5-base", "mt5-head"): "fifth foot bone",
    ("mc1-base", "mcp1"): "thumb bone", ("mc2-base", "mcp2"): "index-finger hand bone",
    ("mc3-base", "mcp3"): "middle-finger hand bone", ("mc4-base", "mcp4"): "ring-finger hand bone",
    ("mc5-base", "mcp5"): "little-finger hand bone",
}  # fmt: skip
VIEWS = {
    "body-front": "the whole body from the front", "body-back": "the whole body from behind",
    "body-side": "the whole body from its left side",
    "head-front": "the face from the front", "head-side": "the head from its left side",
    "head-back": "the head and neck from behind", "head-top": "the head from above, with the face upwards",
    "ear-side": "the left ear and the skin around it",
    "chest": "the chest from the front", "abdomen": "the belly from the front",
    "upper-back": "the upper back from behind", "upper-back-close": "the neck and shoulders from behind",
    "lower-back": "the lower back and buttocks from behind",
    "flank": "the left side of the trunk, with the arm held out",
    "arm-anterior": "the left arm from the front, with the palm forward",
    "arm-posterior": "the left arm from behind", "arm-lateral": "the left arm from its outer side",
    "hand-dorsum": "the back of the left hand, with the thumb spread",
    "hand-dorsum-closed": "the back of the left hand, with the thumb closed",
    "hand-palm": "the palm of the left hand", "hand-radial": "the left hand from the thumb's side",
    "fist": "the left fist from the little finger's side",
    "leg-front": "the legs from the front", "leg-back": "the legs from behind",
    "knee-front": "the left knee from the front",
    "lower-leg-lateral": "the left knee and lower leg from the outer side, with the knee bent",
    "lower-leg-medial": "the left knee and lower leg from the inner side, with the knee bent",
    "foot-dorsum": "the left foot from above", "foot-medial": "the left foot from its inner side",
    "foot-lateral": "the left foot from its outer side", "foot-sole": "the sole of the left foot",
}  # fmt: skip


def title_of(code: str) -> str:
    """Return a picture's title."""
    return f"How to find {code}"


def describe(task: Task, shown: Shown, landmarks: Mapping[str, Landmark], scene: Scene) -> str:
    """Return a picture's description: how the point is found, and what else is seen."""
    names = Naming(task, landmarks, shown.words)
    said = [names.sentence(step, shown.view, last=step is task.steps[-1]) for step in task.steps]
    said.append(f"The picture shows {VIEWS.get(shown.view, shown.view.replace('-', ' '))}.")
    used = {mark.name for mark in scene.place.marks}
    also = [mark.name for mark in scene.shown if mark.name not in used and mark.name not in scene.hidden]
    if also:
        said.append(f"It also marks {_listed([names.the(name) for name in also])}.")
    if bones := [f"the {bone}" for bone in bones_of(shown) if bone]:
        said.append(f"{'A dashed line shows' if len(bones) == 1 else 'Dashed lines show'} {_listed(bones)}.")
    if scene.ghost:
        said.append("A faint ring marks the same place on the right side.")
    return " ".join(said)


def bones_of(shown: Shown) -> tuple[str, ...]:
    """Return the bone that each dashed line of a picture shows, or no words."""
    return tuple(BONES.get(pair, "") for pair in shown.guides)


def _listed(words: Sequence[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True, slots=True)
class Naming:
    """What the places of one construction are called; `own` are the words of one picture."""

    task: Task
    landmarks: Mapping[str, Landmark]
    own: Mapping[str, str]

    def the(self, name: str | None) -> str:
        """Return `the navel`, `GV14`, or `the first of them`."""
        if name is None:
            return "there"
        mark = self.landmarks.get(name)
        words = (mark.label if mark else None) or LINES.get(name) or self.own.get(name)
        if words is None:  # a name given with `as`, or a code, which has capitals
            words = name.replace("-", " ") if name.islower() else name
        bare = not words[0].islower() or words.startswith(("the ", "where ", "between ", "its "))
        return words if bare else f"the {words}"

    def sentence(self, step: Find, view: str, *, last: bool) -> str:
        """Return one step as a sentence."""
        goal = f"{self.task.code} is" if last else "Find the place"
        if step.as_:
            goal = f"Find {self.the(step.as_)},"
        match step.kind:
            case "at":
                return f"{goal} at {self.the(step.at)}." if last else f"Find {self.the(step.at)}."
            case "between":
                share = SHARES.get(Fraction(step.fraction), f"{step.fraction} of the way")
                first, second = (self.the(name) for name in step.between or ())
                if step.via:
                    by = " and ".join(self.the(name) for name in step.via)
                    return f"{goal} {share} along the curve from {first} by {by} to {second}."
                return f"{goal} {share} along the line from {first} to {second}."
            case "level":
                return f"{goal} on {self.line(step.on)}, level with {self.the(step.level)}."
            case "nudge":
                start = f"From {self.the(step.from_)}, go" if step.from_ else "Then go"
                return f"{start} a little {self.way(step, view)}: {self.task.code} is there."
            case _:
                start = f"From {self.the(step.from_)}, go" if step.from_ else "Then go"
                far = (
                    f"as far as {self.line(step.until)}"
                    if step.until
                    else f"{step.cun} {UNITS.get(step.measure or '', 'cun')}"
                )
                end = f": {self.task.code} is there." if last else "."
                way = self.way(step, view)
                return f"{start} {way} {far}{end}" if step.until else f"{start} {far} {way}{end}"

    def line(self, names: tuple[str, ...]) -> str:
        """Return what a line is called, or the places it runs through."""
        if len(names) == 1:
            return self.the(names[0])
        return f"the line from {' to '.join(self.the(name) for name in names)}"

    def way(self, step: Find, view: str) -> str:
        """Return a direction in plain words."""
        part = next((part for part in ("hand", "foot", "lower-leg") if view.startswith(part)), "")
        return " and ".join(HAND_AND_FOOT.get((part, word), WAYS[word]) for word in step.way)
