"""Relief and how it is shown: filled strokes, limited exaggeration, level light."""

import numpy as np

from workshop.sculpt import _enclosed
from workshop.surface import crisp, normals, triangles
from workshop.tone import CONTRAST, LEVEL, level

UP = np.array([0.0, 0.0, 1.0])


def test_a_closed_curve_encloses_what_lies_within() -> None:
    """Seen against the stroke's direction; what is in the hollow of an L lies outside it."""
    bent = [[0, 0, 0], [2, 0, 0], [2, 1, 0], [1, 1, 0], [1, 2, 0], [0, 2, 0], [0, 0, 0]]
    spots = np.array([[0.5, 1.5, 0.3], [1.5, 0.5, -0.3], [1.5, 1.5, 0.0], [-0.5, 0.5, 0.0]])
    inside = _enclosed(np.array(bent, dtype=float), UP, spots)
    assert inside.tolist() == [True, True, False, False]


def test_exaggeration_never_passes_its_limit() -> None:
    """A gentle wave is tilted more, and no normal leaves its own by more than the limit."""
    x, y = np.meshgrid(np.linspace(0.0, 6.0, 60), np.linspace(0.0, 6.0, 60))
    points = np.stack([x, y, 0.05 * np.sin(4.0 * x)], axis=-1).reshape(-1, 3)
    corner = (np.arange(59)[:, None] * 60 + np.arange(59)).ravel()
    faces = triangles(np.stack([corner, corner + 1, corner + 61, corner + 60], axis=1))
    plain = normals(points, faces)
    shown = crisp(points, faces, UP, amount=50.0, rounds=40, limit=0.2)
    inner = (x.ravel() > 1) & (x.ravel() < 5) & (y.ravel() > 1) & (y.ravel() < 5)
    moved = np.linalg.norm(shown - plain, axis=1)[inner]
    assert 0.08 < moved.max() <= 0.2
    assert np.abs(shown[inner, 0]).max() > np.abs(plain[inner, 0]).max() + 0.05


def test_level_takes_out_the_slant_and_keeps_the_relief() -> None:
    """Brightness that falls from corner to corner is evened, a small dark spot stays dark."""
    y, x = np.mgrid[0:80, 0:60] / 80
    slanted = np.exp(-0.8 * x - 0.6 * y)
    slanted[40, 30] *= 0.5
    evened = level(slanted, np.ones_like(slanted, dtype=bool))
    across = np.log(evened[10, 50] / evened[10, 10]) / np.log(slanted[10, 50] / slanted[10, 10])
    assert np.isclose(across, CONTRAST * (1.0 - LEVEL), atol=0.02)
    assert np.log(evened[40, 31] / evened[40, 30]) > 0.6
