"""What the points of the first set are compared with: landmarks that their constructions do not use.

Each line says how far a point lies beyond a landmark in one direction, least and most, in millimetres on the
standing figure (1685 mm tall), and what kind of source it is held against. Where a source gives no spread, a
fingertip (some 15 mm) is granted to either side of what the words of the standard come to on the figure: it
catches a point that slips to another bone, not one that is a little off.

- BONE: BodyParts3D (Database Center for Life Science, CC BY 4.0), or heights of ANSUR II;
- SEEN: what the mesh itself shows: corners of eyes and mouth, wings of the nose, ears, webs, folds, heel;
- WHO: the standard of 2008, where it says of a point what its construction does not; half a cun is granted;
- ANSUR: the means of ANSUR II (NATICK/TR-15/007), as shares of the height;
- KIM: Kim and others 2018, doi:10.1038/s41598-018-19249-6: the nerve under the muscle that rises from the
  spine of C2 turns up 52.3 mm (SD 11.7) below the occipital bump, 30.2 (SD 8.9) beside the midline; two SD;
- MINABE: Minabe and Sakamoto 2013: the hip bone's front spine is 4 to 9 cm below the navel;
- SHIN: Shin and others 2024, doi:10.14444/8651: the navel is most often at the body of L4; one vertebra;
- MCGAUGH: McGaugh and others 2007: L4 is level with the iliac crests in 59 % of people; half a vertebra.
"""

from __future__ import annotations

from typing import NamedTuple

BONE, SEEN, WHO, ANSUR = "BONE", "SEEN", "WHO", "ANSUR"
KIM, MINABE, SHIN, MCGAUGH = "KIM", "MINABE", "SHIN", "MCGAUGH"


class Truth(NamedTuple):
    """A point lies between least and most millimetres beyond a landmark."""

    code: str
    landmark: str
    way: str
    least: float
    most: float
    source: str


TRUTHS = (
    # The head
    Truth("BL2", "inner-canthus", "medial", -5, 5, WHO),
    Truth("BL2", "inner-canthus", "superior", 12, 30, SEEN),
    Truth("BL10", "eop", "inferior", 29, 76, KIM),
    Truth("BL10", "eop", "lateral", 12, 48, KIM),
    Truth("EX-HN3", "brow-medial", "superior", -5, 5, SEEN),
    Truth("EX-HN3", "nasion", "superior", 8, 28, BONE),
    Truth("EX-HN5", "zygomatic-arch-mid", "superior", 15, 45, BONE),
    Truth("EX-HN5", "ear-root-upper", "anterior", 40, 80, SEEN),
    Truth("GB14", "pupil", "medial", -5, 5, WHO),
    Truth("GB14", "pupil", "superior", 30, 60, SEEN),
    Truth("GB20", "eop", "inferior", 5, 30, BONE),
    Truth("GB20", "mastoid", "medial", 15, 45, BONE),
    Truth("GV20", "tragus", "superior", 115, 135, ANSUR),  # tragion to top of head: 129.62, here 127
    Truth("LI20", "ala-nasi", "superior", -3, 3, WHO),
    Truth("LI20", "ala-nasi", "lateral", 2, 12, SEEN),
    Truth("ST3", "pupil", "lateral", -5, 5, WHO),
    Truth("ST3", "mouth-corner", "superior", 12, 35, SEEN),
    Truth("ST6", "zygomatic-arch-mid", "inferior", 35, 65, BONE),
    Truth("ST6", "ear-lobe", "anterior", 15, 45, SEEN),
    Truth("ST7", "mandibular-condyle", "anterior", 12, 38, BONE),
    Truth("ST7", "mandibular-condyle", "inferior", 3, 22, BONE),
    Truth("TE17", "ear-lobe", "posterior", 4, 24, WHO),
    Truth("TE17", "mandibular-condyle", "posterior", 10, 35, BONE),
    # The trunk
    Truth("BL13", "t4", "superior", 9, 29, BONE),
    Truth("BL13", "scapula-medial-border-t4", "medial", 23, 47, WHO),  # 1.5 of the 3 cun
    Truth("BL23", "l3", "superior", 5, 25, BONE),
    Truth("BL23", "rib12-tip", "medial", 40, 72, BONE),
    Truth("BL23", "iliac-crest-top", "superior", 33, 66, MCGAUGH),  # from L2 to L4 two vertebrae
    Truth("BL25", "iliac-crest-top", "superior", -20, 12, MCGAUGH),
    Truth("BL25", "psis", "superior", 30, 70, BONE),
    Truth("CV4", "asis", "inferior", -2, 48, MINABE),
    Truth("CV4", "pubic-tubercle", "superior", 43, 80, BONE),
    Truth("CV6", "asis", "superior", -4, 46, MINABE),
    Truth("CV6", "iliac-crest-top", "inferior", 25, 75, BONE),
    Truth("CV12", "rib10-lowest", "superior", 15, 55, ANSUR),  # 68 above the navel, the point 103 above it
    Truth("CV12", "xiphoid-tip", "inferior", 50, 110, BONE),
    Truth("GB30", "coccyx-tip", "superior", 5, 70, BONE),
    Truth("GB30", "psis", "inferior", 50, 115, BONE),
    Truth("GV4", "l4", "superior", 20, 45, BONE),
    Truth("GV4", "iliac-crest-top", "superior", 25, 60, MCGAUGH),
    Truth("LU1", "axilla-ant", "superior", 50, 100, SEEN),
    Truth("LU1", "clavicle-mid", "inferior", 8, 50, BONE),
    Truth("SI9", "scapula-inferior-angle", "lateral", 25, 60, BONE),
    Truth("SI9", "scapula-inferior-angle", "superior", 20, 70, BONE),
    Truth("SI11", "scapula-medial-border-mid", "lateral", 22, 55, BONE),
    Truth("SI11", "scapular-spine-lat", "inferior", 30, 65, BONE),
    Truth("SI14", "scapula-medial-border-top", "lateral", -12, 18, WHO),  # 3 cun out is the blade's edge
    Truth("SI14", "t2", "superior", 8, 30, BONE),
    Truth("ST25", "l4", "superior", -33, 33, SHIN),
    Truth("ST25", "asis", "medial", 48, 95, BONE),
    # The arm
    Truth("EX-UE7", "mc-gap23", "ulnar", -8, 8, SEEN),
    Truth("EX-UE7", "mc2-base", "distal", 12, 38, BONE),
    Truth("EX-UE8", "mc-gap23", "radial", -8, 8, SEEN),
    Truth("EX-UE8", "web-23", "proximal", 22, 50, SEEN),
    Truth("HT7", "ulnar-styloid", "distal", -6, 12, WHO),  # the crease joins the ends of the styloids
    Truth("HT7", "mc4-base", "ulnar", 2, 20, BONE),
    Truth("LI10", "elbow-crease-lateral", "distal", 32, 54, WHO),  # 2 cun
    Truth("LI10", "radial-head", "distal", 12, 40, BONE),
    Truth("LI11", "elbow-crease-lateral", "proximal", -11, 11, WHO),
    Truth("LI11", "radial-head", "proximal", 8, 35, BONE),
    Truth("LI15", "acromion-lat", "anterior", 10, 40, BONE),
    Truth("LI15", "clavicle-lat", "lateral", 38, 78, BONE),
    Truth("LU7", "wrist-palmar-radial", "proximal", 22, 43, WHO),  # 1.5 cun
    Truth("LU7", "wrist-dorsal-radial", "ulnar", -4, 12, BONE),
    Truth("LU9", "wrist-palmar-radial", "ulnar", 4, 20, SEEN),
    Truth("LU9", "radial-styloid", "ulnar", 8, 26, WHO),
    Truth("PC6", "radial-styloid", "proximal", 32, 54, WHO),  # 2 cun
    Truth("PC6", "wrist-palmar-radial", "ulnar", 13, 36, SEEN),
    Truth("PC6", "wrist-palmar-ulnar", "radial", 13, 36, SEEN),
    Truth("PC8", "mcp3", "radial", 4, 20, WHO),  # between the second and the third bone
    Truth("PC8", "mcp2", "ulnar", 4, 24, WHO),
    Truth("PC8", "mcp3", "proximal", 4, 22, WHO),
    Truth("SI3", "mcp5", "proximal", 3, 20, BONE),
    Truth("SI3", "mc5-base", "distal", 25, 50, BONE),
    Truth("TE5", "radial-styloid", "proximal", 30, 54, WHO),  # 2 cun
    Truth("TE5", "radial-styloid", "ulnar", 10, 35, BONE),
    Truth("TE5", "ulnar-styloid", "radial", 10, 35, BONE),
    # The leg
    Truth("BL40", "femoral-medial-epicondyle", "lateral", 28, 62, BONE),
    Truth("BL40", "femoral-lateral-epicondyle", "medial", 28, 62, BONE),
    Truth("BL60", "calcaneus-lateral", "superior", 25, 60, BONE),
    Truth("BL60", "heel-back", "anterior", 6, 30, SEEN),
    Truth("GB31", "femoral-lateral-epicondyle", "posterior", -6, 25, BONE),
    Truth("GB39", "lateral-malleolus-tip", "proximal", 76, 106, WHO),  # 3 cun, and the tip below the knob
    Truth("GB39", "achilles", "anterior", 18, 50, SEEN),
    Truth("GB41", "mt5-base", "distal", 6, 36, BONE),
    Truth("GB41", "mt4-base", "lateral", 2, 22, BONE),
    Truth("KI1", "mt2-head", "proximal", 10, 36, BONE),
    Truth("KI1", "mt2-head", "lateral", 0, 25, BONE),
    Truth("KI1", "mt3-head", "medial", -10, 12, BONE),
    Truth("KI6", "medial-malleolus-tip", "distal", 6, 26, BONE),
    Truth("KI6", "navicular-tuberosity", "posterior", 25, 55, BONE),
    Truth("LR2", "mt1-head", "lateral", 4, 26, BONE),
    Truth("LR2", "mt2-head", "medial", 0, 18, BONE),
    Truth("LR2", "mt1-head", "distal", 8, 32, BONE),
    Truth("SP3", "mt1-head-medial", "posterior", 4, 22, WHO),
    Truth("SP3", "mt1-head-medial", "inferior", 2, 18, BONE),
    Truth("SP4", "mt1-base-medial", "anterior", 3, 22, WHO),
    Truth("SP4", "mt1-base-medial", "inferior", 2, 18, WHO),
    Truth("SP9", "tibial-tuberosity", "inferior", 2, 36, BONE),
    Truth("SP9", "fibula-head", "inferior", 8, 45, BONE),
    Truth("SP10", "patella-base-lateral", "superior", 27, 54, WHO),  # 2 cun
    Truth("SP10", "femoral-medial-epicondyle", "superior", 22, 60, BONE),
    Truth("ST36", "fibula-head", "distal", 40, 80, BONE),
    Truth("ST36", "tibial-tuberosity", "distal", 28, 70, BONE),
    Truth("ST40", "fibula-head", "distal", 135, 185, BONE),
    Truth("ST40", "medial-malleolus", "proximal", 155, 205, BONE),
    Truth("ST44", "mt2-head", "lateral", 2, 22, BONE),
    Truth("ST44", "mt3-head", "medial", -4, 14, BONE),
    Truth("ST44", "mt2-head", "distal", 8, 30, BONE),
)
