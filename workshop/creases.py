"""Creases: the strokes inside an outline, along edges that hide another part and along deep folds."""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from skimage.filters import apply_hysteresis_threshold
from skimage.morphology import skeletonize

from workshop.arrays import Floats, Mask
from workshop.chains import cut, join, length, walk
from workshop.folds import crests, hollow
from workshop.hiding import jumps
from workshop.tidy import tidy


@dataclass(frozen=True)
class Taste:
    """What counts as a crease worth drawing; lengths in pixels."""

    jump: tuple[float, float] = (3.0, 12.0)
    """An edge must reach the second jump of depth and is followed down to the first."""
    blur: float = 3.0
    """How fine folds may be."""
    fold: tuple[float, float] = (0.22, 0.3)
    """A fold must reach the second hollowness and is followed down to the first."""
    apart: float = 9.0
    """No fold is found so near to an edge or to the outline, which are hollow beside them."""
    shortest: float = 80.0
    """Of folds."""
    gap: float = 18.0
    """Ends so near are joined"""
    bend: float = 50.0
    """unless that would turn by more degrees."""
    corner: float = 60.0
    """Degrees of turn within ten pixels at which a chain is cut."""


TASTE = Taste()


def find(depth: Floats, quiet: Mask, taste: Taste = TASTE) -> list[Floats]:
    """Chains of (n, 2) pixel positions x, y, each smooth enough to draw as one stroke.

    All pictures are (h, w), depth in pixels towards the camera, NaN beside the body; in the quiet part only
    edges are drawn, no folds.
    """
    seen = np.isfinite(depth)
    nearest = ndimage.distance_transform_edt(~seen, return_distances=False, return_indices=True)
    filled = ndimage.median_filter(depth[tuple(nearest)], size=3)  # single rays slip between triangles
    hit = ndimage.binary_closing(np.pad(seen, 1, mode="edge"))[1:-1, 1:-1]
    inward = ndimage.distance_transform_edt(np.pad(hit, 1))[1:-1, 1:-1]
    jump = np.where(inward > 2, jumps(filled, hit), 0.0)
    edges = _lines(ndimage.grey_closing(jump, 3), taste.jump, taste)
    depths, across = hollow(filled, taste.blur)
    free = ~quiet & (inward > taste.apart) & (_away(edges, hit) > taste.apart)
    ridge = np.where(crests(depths, across) & free, depths, 0.0)
    folds = [
        fold
        for fold in _lines(ndimage.grey_closing(ridge, 3), taste.fold, taste)
        if length(fold) > taste.shortest
    ]
    return tidy(join(edges + folds, taste.gap, taste.bend), ~hit)


def _lines(response: Floats, limits: tuple[float, float], taste: Taste) -> list[Floats]:
    """Chains where the response stays above the first limit and reaches the second."""
    marked = apply_hysteresis_threshold(response, *limits)  # type: ignore[no-untyped-call]
    thin = skeletonize(marked)  # type: ignore[no-untyped-call]
    return join([piece for chain in walk(thin) for piece in cut(chain, taste.corner)], taste.gap, taste.bend)


def _away(chains: list[Floats], like: Mask) -> Floats:
    """(h, w) distance from the chains."""
    blank = np.ones(like.shape, dtype=bool)
    for chain in chains:
        columns, rows = chain.astype(int).T
        blank[rows, columns] = False
    distance: Floats = ndimage.distance_transform_edt(blank)
    return distance
