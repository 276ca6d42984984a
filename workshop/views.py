"""The views that are published: body maps and the close-ups that the points need."""

from workshop.camera import View

_FRONT, _BACK, _LEFT = (0.0, 0.0, 1.0), (0.0, 0.0, -1.0), (1.0, 0.0, 0.0)
_TIPS_UP = (1.0, 0.0, 0.0)

VIEWS: tuple[View, ...] = (
    View("body-front", "stand", (0.0, 0.2, 0.0), _FRONT, 17.5, (900, 1400)),
    View("body-back", "stand", (0.0, 0.2, 0.0), _BACK, 17.5, (900, 1400)),
    View("body-side", "stand", (0.0, 0.2, 0.3), _LEFT, 17.5, (600, 1400)),
    View("upper-back", "stand", (0.0, 4.85, 0.0), _BACK, 4.4, (1200, 1200)),
    View("upper-back-close", "stand", (0.0, 5.58, -0.2), (0.0, 0.34, -0.94), 3.3, (1400, 1060)),
    View("chest", "stand", (0.0, 4.5, 0.0), _FRONT, 4.1, (1200, 1100)),
    View(
        "hand-dorsum",
        "hand-open",
        (7.6, 5.15, 0.22),
        (0.0, 1.0, 0.0),
        2.6,
        (1000, 1200),
        _TIPS_UP,
        "forearm-left",
    ),
    View(
        "hand-dorsum-closed",
        "hand-closed",
        (7.6, 5.15, 0.22),
        (0.0, 1.0, 0.0),
        2.6,
        (1000, 1200),
        _TIPS_UP,
        "forearm-left",
    ),
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
    View("lower-leg-lateral", "knee-bent", (1.2, -2.2, 4.3), _LEFT, 6.3, (1000, 1300), part="leg-left"),
)
