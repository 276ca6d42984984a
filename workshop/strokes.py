"""The relief that the base mesh lacks, as strokes through measured landmarks.

Heights and widths are decimetres. Shapes were tuned by eye; places come from the landmarks, so
relief proves nothing about where a landmark is. Muscles and tendons that no landmark marks are
drawn through places in decimetres on the resting left half, moved to the nearest skin.
"""

from dataclasses import dataclass

Offset = tuple[float, float, float]
Through = str | Offset
"""A landmark, or a place near the skin of the resting figure."""


@dataclass(frozen=True)
class Stroke:
    """A smooth ridge (or groove, when negative) along a curve through landmarks."""

    through: tuple[Through, ...]
    height: float
    width: float
    power: float = 2.0
    """2 a Gaussian profile, more a flatter top."""
    offset: Offset = (0.0, 0.0, 0.0)
    """Added to every landmark; mirrored on the right side."""
    fade: float = 0.0
    """Last part of the curve (0 to 1) over which the stroke dies away."""
    facing: float = 0.2
    """Skin that looks away from the stroke's own normal more than this stays still."""
    pose: str = ""
    """Only in this pose, "straight" for all but the bent knee, or "" for all."""
    inside: bool = False
    """The places lie inside the limb, which swells all round."""
    filled: bool = False
    """The curve comes back to its start, and what it encloses rises as high as the curve itself."""


_CLAVICLE = ("clavicle_medial_end", "clavicle_mid2", "clavicle_mid", "clavicle_lat", "acromion_ant")
_CLAVICLE_MIDDLE = ("clavicle_mid2", "clavicle_mid", "clavicle_lat")
_KNEECAP = (
    (1.42, -3.33, 0.85),
    (1.56, -3.34, 0.8),
    (1.64, -3.43, 0.72),
    (1.6, -3.56, 0.73),
    (1.5, -3.665, 0.76),
    (1.38, -3.59, 0.78),
    (1.28, -3.48, 0.78),
    (1.3, -3.38, 0.82),
    (1.42, -3.33, 0.85),
)
_KNEECAP_BENT = ((1.37, -3.66, 0.74), (1.62, -3.62, 0.73), (1.5, -3.78, 0.72), (1.37, -3.66, 0.74))
_LIGAMENT = ((1.51, -3.81, 0.72), (1.525, -3.88, 0.7), "tibial_tuberosity")
_PALM_FOLD = ((5.072, 1.44, 2.13), (5.1, 1.462, 2.125), (5.131, 1.483, 2.141), (5.16, 1.52, 2.15))
_BLADE = ("scapula_medial_border_top", "scapula_medial_border_mid", "scapula_inferior_angle")

STROKES: tuple[Stroke, ...] = (
    # collarbone, the hollows above and below it, and the notch between
    Stroke(_CLAVICLE, 0.04, 0.09, fade=0.3),
    Stroke(_CLAVICLE_MIDDLE, -0.05, 0.13, offset=(0.0, 0.2, -0.05), facing=-0.2),
    Stroke(_CLAVICLE_MIDDLE, -0.04, 0.10, offset=(0.0, -0.17, 0.02)),
    Stroke(("sternal_notch",), -0.045, 0.15, offset=(0.0, 0.05, 0.0), facing=-0.3),
    # spine
    Stroke(("C7",), 0.042, 0.13),
    Stroke(("T1",), 0.026, 0.10),
    Stroke(("T2",), 0.014, 0.085),
    # shoulder blade
    Stroke(
        ("scapula_medial_border_top", "scapular_spine_mid", "scapular_spine_lat", "acromion"),
        0.037,
        0.105,
        fade=0.35,
    ),
    Stroke(("acromion",), 0.016, 0.26),
    Stroke(_BLADE, 0.02, 0.12, fade=0.25),
    Stroke(_BLADE, -0.018, 0.13, offset=(-0.2, 0.0, 0.0), fade=0.3),
    Stroke(("scapula_inferior_angle",), 0.012, 0.14),
    # knee
    Stroke(_KNEECAP, 0.03, 0.085, pose="straight", filled=True),
    Stroke(_KNEECAP_BENT, 0.034, 0.1, 2.5, pose="knee-bent", filled=True),
    Stroke(((1.58, -3.4, 0.78), (1.55, -3.57, 0.76)), 0.03, 0.1, facing=-0.2, pose="straight"),
    Stroke(((1.74, -3.38, 0.62), (1.74, -3.56, 0.6)), -0.035, 0.1, facing=-0.4, pose="straight"),
    Stroke(_LIGAMENT, 0.026, 0.1, 2.5, pose="straight"),
    Stroke(((1.55, -4.06, 0.69), (1.58, -4.5, 0.64)), 0.014, 0.12, fade=0.9, pose="straight"),
    Stroke(("patella_lower", "tibial_tuberosity"), 0.028, 0.1, 3.0, pose="knee-bent"),
    Stroke(("fibula_head",), 0.032, 0.19),
    Stroke(("fibula_head",), -0.02, 0.13, offset=(0.0, -0.22, 0.2)),
    # the bent knee, where the skin is tight over the bones
    Stroke(("fibula_head",), 0.022, 0.13, pose="knee-bent"),
    Stroke(("fibula_head",), -0.022, 0.13, offset=(0.0, -0.2, 0.2), pose="knee-bent"),
    Stroke(("tibial_tuberosity",), 0.018, 0.12, pose="knee-bent"),
    Stroke(("knee_eye_lateral_bent",), -0.03, 0.11, pose="knee-bent"),
    Stroke(((1.2, -3.95, -0.35), (1.5, -3.95, -0.45), (1.8, -3.95, -0.35)), 0.03, 0.25, pose="knee-bent"),
    # ankle and foot
    Stroke(("lateral_malleolus",), 0.034, 0.15, 2.2),
    Stroke(("lateral_malleolus",), -0.024, 0.13, offset=(0.0, -0.05, -0.3), facing=-0.2),
    Stroke(("medial_malleolus",), 0.034, 0.135),
    Stroke(("medial_malleolus",), -0.024, 0.13, offset=(0.0, -0.08, -0.32), facing=-0.2),
    Stroke(("navicular_tuberosity",), 0.02, 0.11),
    Stroke(("mt1_head_medial",), 0.012, 0.14),
    *(Stroke((f"mt{i}_head", "ankle_front"), 0.013, 0.032, fade=0.6, facing=0.5) for i in (2, 3, 4, 5)),
    Stroke(("web_toe12", "mt12_gap"), -0.014, 0.05, facing=0.3),
    Stroke(("mt1_head", "ankle_front"), 0.016, 0.04, fade=0.6, facing=0.5),
    # hand
    *(Stroke((f"mcp{i}",), 0.021, 0.085) for i in (2, 3, 4)),
    Stroke(("mcp5",), 0.017, 0.08),
    Stroke(("mcp2", "mc2_base"), 0.009, 0.05),
    Stroke(("mcp4", "mc4_base"), 0.005, 0.04),
    Stroke(("mcp5", "mc5_base"), 0.007, 0.045),
    *(Stroke((f"mcp{i}", "wrist_dorsal_mid"), 0.012, 0.024, fade=0.7) for i in (2, 3, 4, 5)),
    *(Stroke((f"mc_gap{i}",), -0.012, 0.06) for i in (23, 34, 45)),
    Stroke(("mcp1",), 0.02, 0.06),
    # the palm's long crease, which a fist pushes out at the little finger's side (SI3), and its rolls
    Stroke(_PALM_FOLD, -0.026, 0.03, fade=0.5, facing=-0.3, pose="fist"),
    Stroke(_PALM_FOLD, 0.01, 0.05, offset=(-0.06, 0.0, -0.05), fade=0.6, facing=-0.3, pose="fist"),
    Stroke(_PALM_FOLD, 0.008, 0.045, offset=(0.06, 0.01, 0.05), fade=0.6, facing=-0.3, pose="fist"),
    # the muscle that bulges when the thumb is pressed against the hand (LI4)
    Stroke(("mc2_base",), 0.045, 0.17, offset=(-0.05, -0.14, 0.28), facing=-0.1, pose="hand-closed"),
    # elbow, head, hips
    Stroke(("olecranon",), 0.03, 0.10),
    Stroke(("lateral_epicondyle",), 0.018, 0.11),
    Stroke(("medial_epicondyle",), 0.03, 0.09),
    Stroke(("eop",), 0.02, 0.10),
    Stroke(("mastoid",), 0.035, 0.10),
    Stroke(("asis",), 0.025, 0.2),
    Stroke(("psis",), -0.045, 0.085),
)

_SCM = ("mastoid", (0.53, 6.72, 0.47), (0.41, 6.31, 0.55), (0.28, 5.9, 0.66), (0.2, 5.66, 0.7))
_TRAPEZIUS = ((0.42, 6.95, 0.0), (0.56, 6.4, -0.05), (0.8, 6.0, 0.08), (1.12, 5.79, 0.3))
_CHEEK = ("mandibular_condyle", "zygomatic_arch_mid", (0.55, 7.3, 1.17))
_BROW = ((0.19, 7.775, 1.45), (0.32, 7.785, 1.42), (0.5, 7.7, 1.29))
_LIPS = ((0.0, 6.895, 1.48), (0.1, 6.897, 1.46), (0.2, 6.894, 1.41))
_OVER = ((1.15, -3.5, 0.68), (1.2, -3.28, 0.78), (1.42, -3.18, 0.86), (1.72, -3.3, 0.72), (1.78, -3.52, 0.6))
_JAW = ("mandible_angle", (0.43, 6.62, 1.08), (0.22, 6.53, 1.33))
_RIBS = ("xiphisternal", (0.4, 3.85, 1.25), "costal_margin_mcl", "rib10_lowest")
_BUTTOCK = (
    (0.14, -0.02, -0.2),
    (0.14, 0.15, -0.4),
    (0.14, 0.4, -0.56),
    (0.15, 0.65, -0.63),
    (0.16, 0.95, -0.66),
)
_SHIN = ("tibial_tuberosity", (1.6, -4.8, 0.64), (1.68, -5.7, 0.52), (1.74, -6.6, 0.44))
_PALMARIS_END, _FLEXOR_END = (4.6, 2.0, 1.95), (4.55, 2.07, 2.03)
_WRIST = ((4.98, 1.8, 2.36), (4.85, 1.95, 2.12), (4.7, 2.1, 1.94), (4.5, 2.34, 1.73), (4.25, 2.6, 1.47))
_TENDON = ((1.74, -5.9, -0.38), (1.8, -6.6, -0.32), "achilles", (1.87, -7.72, -0.32))

MUSCLES: tuple[Stroke, ...] = (
    # neck: the muscle from behind the ear to the breastbone, the edge of the trapezius, the larynx
    Stroke(_SCM, 0.022, 0.115, fade=0.3, facing=-0.5),
    Stroke(((0.41, 6.31, 0.55), (0.43, 5.95, 0.6), "clavicle_mid2"), 0.012, 0.08, fade=0.3, facing=-0.4),
    Stroke(((0.36, 6.45, 0.75), (0.24, 6.1, 0.74), (0.13, 5.8, 0.72)), -0.014, 0.09, facing=-0.4),
    Stroke(((0.68, 6.55, 0.2), (0.62, 6.2, 0.3), (0.66, 5.9, 0.4)), -0.018, 0.12, facing=-0.4),
    Stroke(_TRAPEZIUS, 0.015, 0.11, facing=-0.5),
    Stroke(((0.0, 6.16, 0.8),), 0.024, 0.09, facing=-0.2),
    Stroke(((0.34, 6.98, -0.14),), -0.022, 0.12, facing=0.0),
    # head: brow, cheekbone, jaw, the hollow below the ear, closed lips
    Stroke(_BROW, 0.011, 0.042, fade=0.3, facing=0.0),
    Stroke(_CHEEK, 0.005, 0.08, fade=0.3, facing=0.0),
    Stroke(_JAW, 0.012, 0.09, facing=0.0),
    Stroke(_JAW, -0.018, 0.10, offset=(0.0, -0.16, -0.03), facing=-0.8),
    Stroke(((0.66, 7.03, 0.54),), -0.022, 0.07, facing=0.0),
    Stroke(_LIPS, 0.008, 0.035, facing=-2.0, inside=True),
    # trunk: the arch of the ribs, the crest of the hip bone, the fold of the groin, vertebrae
    Stroke(_RIBS, 0.004, 0.11, fade=0.2),
    Stroke(_RIBS, -0.005, 0.12, offset=(0.0, -0.2, 0.0), fade=0.2),
    Stroke(("asis", "iliac_crest_top", "iliac_crest_back"), 0.012, 0.12, fade=0.3, facing=-0.3),
    Stroke(("asis", (0.7, 0.95, 1.0), "pubic_tubercle"), -0.008, 0.09, offset=(0.0, -0.08, 0.0)),
    Stroke(("trochanter",), 0.015, 0.22),
    # the buttocks meet: one line between them
    Stroke(_BUTTOCK, 0.075, 0.1, fade=0.7, facing=-0.8),
    *(Stroke((f"T{i}",), 0.008, 0.075) for i in range(3, 13)),
    # arm: elbow and wrist creases, the two tendons of the wrist, the ends of the bones
    Stroke(("elbow_crease_medial", "elbow_crease_mid", "elbow_crease_lateral"), -0.008, 0.035, facing=0.0),
    Stroke(("elbow_crease_mid",), 0.018, 0.065, offset=(-0.09, 0.1, -0.02)),
    Stroke(("wrist_palmar_radial", "wrist_palmar_mid", "wrist_palmar_ulnar"), -0.004, 0.03, facing=0.2),
    Stroke((_PALMARIS_END, (4.36, 2.25, 1.72), (4.12, 2.51, 1.48)), 0.013, 0.036, fade=0.6),
    Stroke((_FLEXOR_END, (4.28, 2.36, 1.79), (4.03, 2.65, 1.57)), 0.012, 0.034, fade=0.6),
    Stroke(_WRIST, 0.032, 0.5, fade=0.6, facing=-2.0, inside=True),
    Stroke(("ulnar_head",), 0.026, 0.10),
    Stroke(("radial_styloid",), 0.016, 0.10),
    # knee: the hollows around the kneecap, its two eyes, the muscle above it, the edge of the shin
    Stroke(_OVER, -0.008, 0.08, facing=0.0, pose="straight"),
    Stroke(("knee_eye_lateral",), -0.042, 0.095, offset=(0.05, -0.02, -0.03), facing=-0.2, pose="straight"),
    Stroke(("knee_eye_medial",), -0.03, 0.095, offset=(-0.06, -0.04, -0.03), facing=-0.2, pose="straight"),
    Stroke(((1.05, -3.02, 0.66),), 0.03, 0.22, facing=0.0),
    Stroke(((1.82, -2.85, 0.62),), 0.014, 0.22, facing=0.0),
    Stroke(_SHIN, 0.01, 0.09, fade=0.3, facing=0.0),
    # calf: two heads, what parts them, and the tendon that they become
    Stroke(((1.49, -3.95, -0.48), (1.58, -4.6, -0.58), (1.66, -5.25, -0.46)), -0.013, 0.09, facing=0.0),
    Stroke(((1.36, -4.85, -0.45),), 0.018, 0.24, facing=0.0),
    Stroke(((1.9, -4.75, -0.36),), 0.016, 0.22, facing=0.0),
    Stroke(((1.66, -5.4, -0.42), (1.46, -5.62, -0.32), (1.3, -5.75, -0.1)), -0.013, 0.09, facing=-0.3),
    Stroke(((1.7, -5.4, -0.42), (1.9, -5.5, -0.3), (2.06, -5.55, -0.05)), -0.012, 0.09, facing=-0.3),
    Stroke(_TENDON, 0.016, 0.066, facing=0.0),
    Stroke(((1.66, -6.6, -0.1), (1.7, -7.2, -0.08)), -0.02, 0.10, facing=-0.2),
    Stroke(((2.0, -6.6, -0.14), (2.02, -7.2, -0.1)), -0.02, 0.10, facing=-0.2),
    # foot
    Stroke(("mt5_tuberosity",), 0.018, 0.11),
    Stroke(("mt5_head_lateral",), 0.01, 0.12),
    Stroke(("sole_third",), -0.016, 0.16),
)

BENT = {"patella_c": "patella_c_bent", "patella_lower": "patella_lower_bent"}
"""In the bent knee the kneecap lies elsewhere under the skin."""
