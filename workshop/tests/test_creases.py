"""Strokes inside the outline, found in bodies that are easy to judge."""

import numpy as np
import pytest

from workshop.arrays import Floats, Mask
from workshop.chains import join, length
from workshop.creases import find
from workshop.fit import fit
from workshop.tidy import mirrored, tidy

ROWS, COLUMNS = np.indices((400, 500)).astype(float)


def _ball(x: float, y: float, radius: float, near: float = 0.0) -> Floats:
    """(h, w) depth in pixels, NaN beside it."""
    square = radius**2 - (COLUMNS - x) ** 2 - (ROWS - y) ** 2
    return np.where(square > 0, np.sqrt(np.maximum(square, 0.0)) + near, np.nan)


def _found(depth: Floats, *, quiet: bool = False) -> list[Floats]:
    return find(depth, np.full(depth.shape, quiet))


def _groove(tilt: float) -> Floats:
    """(h, w) a slope with a furrow across its middle, 8 pixels deep."""
    return tilt * COLUMNS - 8.0 * np.exp(-(((ROWS - 200) / 4.0) ** 2))


def test_a_smooth_body_has_no_strokes() -> None:
    """Skin that turns away at the outline is no fold, and no edge."""
    assert _found(_ball(250, 200, 150)) == []


def test_an_edge_that_hides_is_one_stroke() -> None:
    """A ball before another: its edge from outline to outline, on its own radius."""
    far, near = _ball(180, 200, 130), _ball(320, 200, 120, near=150.0)
    strokes = _found(np.fmax(far, near))
    assert len(strokes) == 1
    radius = np.linalg.norm(strokes[0] - [320.5, 200.5], axis=1)
    assert np.percentile(np.abs(radius - 120), 95) < 2.0
    ends = np.linalg.norm(strokes[0][[0, -1]] - [180.5, 200.5], axis=1)
    assert np.abs(ends - 130).max() < 5.0


@pytest.mark.parametrize("tilt", [0.0, 1.0])
def test_a_fold_is_one_stroke(tilt: float) -> None:
    """However squarely the skin faces the camera; not in the quiet part."""
    strokes = _found(_groove(tilt))
    assert len(strokes) == 1
    assert np.abs(strokes[0][:, 1] - 200.5).max() < 2.0
    assert _found(_groove(tilt), quiet=True) == []


def test_a_sliver_is_not_drawn_twice() -> None:
    """What peeps out a few pixels behind an outline gets no second line."""
    assert _found(np.fmax(_ball(250, 200, 150, near=300.0), _ball(256, 200, 150))) == []


def _line(*corners: tuple[float, float]) -> Floats:
    x, y = np.array(corners).T
    steps = np.arange(0.0, 1.0, 1 / 200)
    along = np.linspace(0.0, 1.0, len(corners))
    return np.stack([np.interp(steps, along, x), np.interp(steps, along, y)], axis=1)


def _outside() -> Mask:
    return ROWS < 50


@pytest.mark.parametrize(
    ("chain", "drawn"),
    [
        (_line((100, 200), (180, 200)), False),  # hangs loose
        (_line((100, 200), (300, 200)), True),  # loose, but long
        (_line((100, 60), (100, 140)), True),  # reaches the outline
        (_line((100, 60), (130, 90), (100, 110)), False),  # does, but turns about
        (_line((100, 58), (300, 58)), False),  # doubles the outline
    ],
)
def test_what_is_tidy(chain: Floats, *, drawn: bool) -> None:
    """Only what means something is kept."""
    assert bool(tidy([chain], _outside())) is drawn


def test_ends_reach_the_outline() -> None:
    """An end that points at it from near is lengthened."""
    chain = tidy([_line((100, 60), (100, 200))], _outside())[0]
    assert chain[:, 1].min() < 51.0
    assert chain[:, 1].max() < 201.0


def test_the_second_of_two_is_dropped() -> None:
    """The longer one of two neighbours stays."""
    longer, shorter = _line((50, 200), (350, 200)), _line((100, 206), (300, 206))
    assert len(tidy([shorter, longer], _outside())) == 1


def test_neighbours_are_joined() -> None:
    """Straight on over a gap, whichever way they run; not round a corner, nor side by side."""
    first, second = _line((100, 100), (200, 100)), _line((310, 100), (212, 100))
    joined = join([first, second], 18.0, 50.0)
    assert len(joined) == 1
    assert length(joined[0]) == pytest.approx(210, abs=2)
    assert np.linalg.norm(np.diff(joined[0], axis=0), axis=1).max() < 2.0
    assert len(join([first, _line((205, 105), (205, 200))], 18.0, 50.0)) == 2
    assert len(join([first, _line((100, 110), (200, 110))], 18.0, 50.0)) == 2


def test_both_halves_are_alike() -> None:
    """The right half mirrors the left one; what crosses the middle stays."""
    left, right, across = _line((10, 5), (40, 50)), _line((60, 5), (80, 9)), _line((45, 70), (56, 70))
    drawn = mirrored([left, right, across], 100.0)
    assert len(drawn) == 3
    assert drawn[0] is across
    assert np.allclose(drawn[2][0], [90, 5])


def test_a_stroke_is_smooth() -> None:
    """A stair of pixels becomes a curve near it."""
    chain = np.floor(_line((100, 100), (200, 140))) + 0.5
    curve = fit(chain)
    assert np.abs((curve.points[:, 1] - 100) - 0.4 * (curve.points[:, 0] - 100)).max() < 1.5
