"""What readers can measure of themselves to know their cun."""

from __future__ import annotations

from typing import NamedTuple


class Stretch(NamedTuple):
    """What a reader can measure. `where`: the part of the body that its cun is good for."""

    slug: str
    name: str
    ends: str
    cun: int
    where: str
    ruler: str = ""
    """What its ruler is called, if not by its name."""


class Guess(NamedTuple):
    """What stands in for a measured stretch: that many cun, from the least millimetres to the most."""

    slug: str
    name: str
    cun: int
    where: str
    least: int
    most: int


# WHO 2008, as in content/pages/how-to-measure.md; a test compares the two.
ON_THE_BODY = (
    Stretch("forearm", "Forearm", "elbow crease to wrist crease", 12, "on the forearm"),
    Stretch("upper-arm", "Upper arm", "front or back fold of the armpit to elbow crease", 9,
            "on the upper arm"),
    Stretch("chest", "Breastbone", "notch above the breastbone to its lower end", 9, "along the breastbone"),
    Stretch("upper-belly", "Upper belly", "lower end of the breastbone to middle of the navel", 8,
            "on the belly above the navel"),
    Stretch("lower-belly", "Lower belly", "middle of the navel to upper edge of the pubic bone", 5,
            "on the belly below the navel"),
    Stretch("back", "Upper back", "inner edge of one shoulder blade to the other", 6,
            "across the upper back"),
    Stretch("thigh", "Front thigh", "upper edge of the pubic bone to top of the kneecap", 18,
            "on the front of the thigh"),
    Stretch("outer-thigh", "Outer thigh", "bump on the side of the hip to crease behind the knee", 19,
            "on the outside of the thigh"),
    Stretch("inner-leg", "Inner lower leg", "lower tip of the kneecap to peak of the inner ankle bump", 15,
            "on the inside and front of the lower leg"),
    Stretch("outer-leg", "Outer lower leg", "crease behind the knee to peak of the outer ankle bump", 16,
            "on the outside of the lower leg"),
)  # fmt: skip
ON_THE_HAND = (
    Stretch("fingers", "Four fingers", "four fingers held together, across the middle joints", 3,
            "where a page counts in finger widths", "Finger"),
    Stretch("thumb", "Thumb", "the thumb, across its joint", 1, "where a page counts in finger widths"),
)  # fmt: skip
# In ANSUR II (US Army, 2012, public domain) the forearm bone is measured from the top of the radius to its
# end at the thumb, a little differently from the way from crease to crease. In the first 29 men of the public
# table it is 0.1522 of their height (SD 0.0057), and 12/79 is 0.1519. Of those men seven were more than 1 mm
# a cun off, and one more than 2 mm. Of women it is about 0.150, by the middle of their 5th and 95th
# percentiles (220 and 269 mm of 1528 and 1738), which were read in a program that quotes them and not in the
# report. The figure of our pictures, 1685 mm tall and 260 mm from crease to crease, would say 1/78.
FROM_THE_HEIGHT = Guess("height", "Forearm", 79, "on the forearm", 1300, 2200)
# No body has a shorter cun or a longer one, in millimetres: a small child's, and a giant's.
LEAST, MOST = 10, 40
