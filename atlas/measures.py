"""The stretches of the body that cun divide, and the lines that have names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

Names = tuple[str, ...]


class Stretch(NamedTuple):
    """What a regional cun divides: WHO 2008, "proportional bone (skeletal) measurement"."""

    start: str
    end: str
    cun: int
    along: Literal["skin", "height", "straight"]


# Across the trunk and over the head the tape lies on the skin. Along a limb it is held straight.
MEASURES: Mapping[str, Stretch] = {
    "head": Stretch("glabella", "c7", 18, "skin"),
    "forehead": Stretch("glabella", "hairline-anterior", 3, "skin"),
    "back": Stretch("t5", "scapula-medial-border-mid", 3, "skin"),
    "chest": Stretch("nipple-level-midline", "nipple", 4, "skin"),
    "breastbone": Stretch("sternal-notch", "xiphisternal", 9, "skin"),
    "upper-abdomen": Stretch("xiphisternal", "umbilicus", 8, "skin"),
    "lower-abdomen": Stretch("umbilicus", "pubic-symphysis-upper", 5, "skin"),
    "upper-arm": Stretch("axilla-ant", "elbow-crease-mid", 9, "straight"),
    "forearm": Stretch("elbow-crease-mid", "wrist-palmar-mid", 12, "straight"),
    "front-thigh": Stretch("pubic-symphysis-upper", "patella-upper", 18, "height"),
    "outer-thigh": Stretch("trochanter", "popliteal-lat", 19, "height"),
    "back-thigh": Stretch("gluteal-fold", "popliteal-mid", 14, "height"),
    "outer-shank": Stretch("popliteal-lat", "lateral-malleolus", 16, "height"),
    "inner-shank": Stretch("patella-lower", "medial-malleolus", 15, "height"),
    "ankle": Stretch("medial-malleolus", "heel-mid", 3, "height"),
    # What the standard measures by fingers: the thumb's joint is one finger cun wide, and a fingerbreadth
    # is the width of the middle finger's end.
    "finger": Stretch("thumb-joint-radial", "thumb-joint-ulnar", 1, "straight"),
    "fingerbreadth": Stretch("finger3-radial", "finger3-ulnar", 1, "straight"),
}

LINES: Mapping[str, Names] = {
    "front-midline": ("sternal-notch", "sternal-angle", "ics4-level-midline", "xiphisternal", "umbilicus",
                      "pubic-symphysis-upper"),
    "back-midline": ("c7", "t1", "t2", "t3", "t4", "t5", "t7", "t9", "t11", "l1", "l3", "l5"),
    "clavicle-lower-border": ("clavicle-medial-lower", "clavicle-low-q1", "clavicle-low-mid"),
}  # fmt: skip
