"""The views that are published: body maps and the close-ups that the points need."""

from workshop.camera import Vector, View

_FRONT, _BACK, _LEFT, _RIGHT = (0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0), (-1.0, 0.0, 0.0)
_TIPS_UP = (1.0, 0.0, 0.0)
_HAND = (7.6, 5.15, 0.22)


def _hand(name: str, pose: str, toward: Vector, centre: Vector = _HAND, tall: float = 2.6) -> View:
    return View(name, pose, centre, toward, tall, (1000, 1200), _TIPS_UP, "forearm-left")


VIEWS: tuple[View, ...] = (
    View("body-front", "stand", (0.0, 0.2, 0.0), _FRONT, 17.5, (900, 1400)),
    View("body-back", "stand", (0.0, 0.2, 0.0), _BACK, 17.5, (900, 1400)),
    View("body-side", "stand", (0.0, 0.2, 0.3), _LEFT, 17.5, (600, 1400)),
    View("head-front", "stand", (0.0, 7.2, 0.0), _FRONT, 3.4, (1000, 1200)),
    View("head-side", "stand", (0.0, 7.05, 0.3), _LEFT, 3.7, (1000, 1200)),
    View("head-back", "stand", (0.0, 7.1, 0.0), _BACK, 3.6, (1000, 1200)),
    View("head-top", "stand", (0.0, 8.0, 0.52), (0.0, 1.0, 0.0), 2.6, (1000, 1200), _FRONT, "head"),
    View("ear-side", "stand", (0.0, 7.5, 0.38), _LEFT, 1.6, (1000, 1000)),
    View("chest", "stand", (0.0, 4.5, 0.0), _FRONT, 4.1, (1200, 1100)),
    View("abdomen", "stand", (0.0, 2.35, 0.0), _FRONT, 4.6, (1000, 1200)),
    View("upper-back", "stand", (0.0, 4.85, 0.0), _BACK, 4.4, (1200, 1200)),
    View("upper-back-close", "stand", (0.0, 5.58, -0.2), (0.0, 0.34, -0.94), 3.3, (1400, 1060)),
    View("lower-back", "stand", (0.0, 1.7, 0.0), _BACK, 5.0, (1000, 1200)),
    View("flank", "hand-open", (0.9, 3.5, 0.2), (0.88, -0.3, 0.36), 6.6, (1000, 1200)),
    View("arm-anterior", "stand", (2.3, 2.75, 0.0), (-0.1, 0.0, 1.0), 7.4, (760, 1400)),
    View("arm-posterior", "stand", (2.3, 2.75, 0.0), _BACK, 7.4, (760, 1400)),
    View("arm-lateral", "stand", (2.3, 2.75, 0.3), (0.92, 0.0, 0.4), 7.4, (760, 1400)),
    _hand("hand-dorsum", "hand-open", (0.0, 1.0, 0.0)),
    _hand("hand-dorsum-closed", "hand-closed", (0.0, 1.0, 0.0)),
    _hand("hand-palm", "hand-open", (0.0, -1.0, 0.0)),
    _hand("hand-radial", "hand-open", (0.0, 0.35, 1.0)),
    _hand("fist", "fist", (0.0, -0.12, -1.0), (7.35, 5.1, 0.1), 1.7),
    View("leg-front", "stand", (0.0, -3.8, 0.0), _FRONT, 9.4, (800, 1400)),
    View("leg-back", "stand", (0.0, -3.8, 0.0), _BACK, 9.4, (800, 1400)),
    View("knee-front", "stand", (1.1, -3.35, 0.0), _FRONT, 3.2, (1000, 1200), part="leg-left"),
    View("lower-leg-lateral", "knee-bent", (1.2, -2.2, 4.3), _LEFT, 6.3, (1000, 1300), part="leg-left"),
    View("lower-leg-medial", "knee-bent", (1.2, -2.2, 4.3), _RIGHT, 6.3, (1000, 1300), part="leg-left"),
    View(
        "foot-dorsum",
        "stand",
        (1.27, -7.85, 0.75),
        (0.12, 0.85, 0.52),
        3.0,
        (900, 1200),
        part="leg-left",
        key=(-0.45, 1.0, 0.9),
    ),
    View("foot-medial", "stand", (1.4, -7.2, 0.7), (-1.0, 0.12, 0.12), 2.3, (1400, 1000), part="leg-left"),
    View("foot-lateral", "stand", (1.4, -7.2, 0.7), (1.0, 0.12, 0.0), 2.3, (1400, 1000), part="leg-left"),
    View("foot-sole", "stand", (1.3, -8.0, 0.75), (0.0, -1.0, 0.0), 3.0, (800, 1200), _FRONT, "foot-left"),
)
