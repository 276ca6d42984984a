"""The relief that the base mesh lacks, as strokes through measured landmarks.

Heights and widths are decimetres. Shapes were tuned by eye; places come from the landmarks, so
relief proves nothing about where a landmark is.
"""

from dataclasses import dataclass

Offset = tuple[float, float, float]


@dataclass(frozen=True)
class Stroke:
    """A smooth ridge (or groove, when negative) along a curve through landmarks."""

    through: tuple[str, ...]
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
    """Only in this pose, or "" for all."""


_CLAVICLE = ("clavicle_medial_end", "clavicle_mid2", "clavicle_mid", "clavicle_lat", "acromion_ant")
_CLAVICLE_MIDDLE = ("clavicle_mid2", "clavicle_mid", "clavicle_lat")
_BLADE = ("scapula_medial_border_top", "scapula_medial_border_mid", "scapula_inferior_angle")

STROKES: tuple[Stroke, ...] = (
    # collarbone, the hollows above and below it, and the notch between
    Stroke(_CLAVICLE, 0.052, 0.082, fade=0.3),
    Stroke(_CLAVICLE_MIDDLE, -0.05, 0.13, offset=(0.0, 0.2, -0.05), facing=-0.2),
    Stroke(_CLAVICLE_MIDDLE, -0.04, 0.10, offset=(0.0, -0.17, 0.02)),
    Stroke(("sternal_notch",), -0.065, 0.13, offset=(0.0, 0.03, 0.0), facing=-0.3),
    Stroke(("clavicle_medial_end",), 0.022, 0.085),
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
    Stroke(("patella_c",), 0.042, 0.24, 3.0),
    Stroke(("patella_c",), -0.03, 0.12, offset=(-0.3, -0.05, 0.0), facing=0.0),
    Stroke(("patella_c",), -0.02, 0.12, offset=(0.27, -0.08, 0.0), facing=0.0),
    Stroke(("patella_lower", "tibial_tuberosity"), 0.02, 0.10),
    Stroke(("tibial_tuberosity",), 0.016, 0.12),
    Stroke(("fibula_head",), 0.032, 0.19),
    Stroke(("fibula_head",), -0.02, 0.13, offset=(0.0, -0.22, 0.2)),
    # the bent knee, where the skin is tight over the bones
    Stroke(("fibula_head",), 0.022, 0.13, pose="knee-bent"),
    Stroke(("fibula_head",), -0.022, 0.13, offset=(0.0, -0.2, 0.2), pose="knee-bent"),
    Stroke(("tibial_tuberosity",), 0.014, 0.12, pose="knee-bent"),
    Stroke(("knee_eye_lateral_bent",), -0.03, 0.11, pose="knee-bent"),
    # ankle and foot
    Stroke(("lateral_malleolus",), 0.034, 0.15, 2.2),
    Stroke(("lateral_malleolus",), -0.018, 0.13, offset=(0.0, -0.05, -0.3), facing=-0.2),
    Stroke(("medial_malleolus",), 0.034, 0.135),
    Stroke(("medial_malleolus",), -0.018, 0.13, offset=(0.0, -0.08, -0.32), facing=-0.2),
    Stroke(("navicular_tuberosity",), 0.02, 0.11),
    Stroke(("mt1_head_medial",), 0.012, 0.14),
    *(Stroke((f"mt{i}_head", "ankle_front"), 0.013, 0.032, fade=0.6, facing=0.5) for i in (2, 3, 4, 5)),
    Stroke(("web_toe12", "mt12_gap"), -0.014, 0.05, facing=0.3),
    Stroke(("mt1_head", "ankle_front"), 0.016, 0.04, fade=0.6, facing=0.5),
    # hand
    *(Stroke((f"mcp{i}",), 0.032, 0.066) for i in (2, 3, 4)),
    Stroke(("mcp5",), 0.024, 0.062),
    Stroke(("mcp2", "mc2_base"), 0.009, 0.05),
    Stroke(("mcp4", "mc4_base"), 0.005, 0.04),
    Stroke(("mcp5", "mc5_base"), 0.007, 0.045),
    *(Stroke((f"mcp{i}", "wrist_dorsal_mid"), 0.012, 0.024, fade=0.7) for i in (2, 3, 4, 5)),
    *(Stroke((f"mc_gap{i}",), -0.018, 0.06) for i in (23, 34, 45)),
    Stroke(("mcp1",), 0.02, 0.06),
    # the muscle that bulges when the thumb is pressed against the hand (LI4)
    Stroke(("mc2_base",), 0.045, 0.17, offset=(-0.05, -0.14, 0.28), facing=-0.1, pose="hand-closed"),
    # elbow, head, hips
    Stroke(("olecranon",), 0.03, 0.10),
    Stroke(("medial_epicondyle",), 0.03, 0.09),
    Stroke(("eop",), 0.02, 0.10),
    Stroke(("mastoid",), 0.035, 0.10),
    Stroke(("asis",), 0.025, 0.2),
    Stroke(("psis",), -0.045, 0.085),
)

BENT = {"patella_c": "patella_c_bent", "patella_lower": "patella_lower_bent"}
"""In the bent knee the kneecap lies elsewhere under the skin."""
