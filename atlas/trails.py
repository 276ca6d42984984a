"""What a picture needs of a line on the skin: few points, and the marks along it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from atlas.place import P3

if TYPE_CHECKING:
    from atlas.body import Floats
    from atlas.geometry import Line

FINE = 0.002  # how far a drawn line may be off, in decimetres
GLYPHS = {2: "½", 3: "⅓", 4: "¼"}


def p3(array: Floats, digits: int = 4) -> P3:
    """Return three numbers, rounded to a hundredth of a millimetre."""
    return P3(*(round(float(value), digits) + 0.0 for value in array))


def drawn(line: Line) -> tuple[P3, ...]:
    """Return the points of a line that a picture needs: none is off by more than a fifth of a millimetre."""
    return tuple(p3(at) for at in thinned(line.points, FINE))


def thinned(points: Floats, loss: float) -> Floats:
    """Return those of the points (n, k) that a line needs: without the others it is off by `loss` at most."""
    chord, off = points[-1] - points[0], points - points[0]
    size = float(chord @ chord)
    share = np.clip(off @ chord / size, 0, 1) if size else np.zeros(len(off))
    gaps = np.linalg.norm(off - share[:, None] * chord, axis=1)
    worst = int(np.argmax(gaps))
    if gaps[worst] <= loss:
        return points[[0, -1]]
    return np.vstack([thinned(points[: worst + 1], loss)[:-1], thinned(points[worst:], loss)])


def divided(share: Fraction) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return the marks on a line that is divided, and the word for each stretch."""
    top, bottom = share.numerator, share.denominator
    if bottom in GLYPHS:
        return tuple(i / bottom for i in range(bottom + 1)), (GLYPHS[bottom],) * bottom
    return (0.0, float(share), 1.0), (f"{top}/{bottom}", f"{bottom - top}/{bottom}")


def counted(cun: Fraction) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Return a mark at every cun of a walk, and the number of each."""
    whole = int(cun)
    ticks = [float(i / cun) for i in range(whole + 1)]
    words = [str(i + 1) for i in range(whole)]
    if cun > whole:
        ticks.append(1.0)
        words.append("½" if cun - whole == Fraction(1, 2) else f"{float(cun - whole):g}")
    return tuple(ticks), tuple(words)
