"""Chains of pixels: walked along thin lines, cut at corners, joined end to end."""

import numpy as np
from scipy import ndimage

from workshop.arrays import Floats, Mask, unit

STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, 1), (-1, -1))
REACH = 10
"""Pixels over which a direction is measured."""
Pixel = tuple[int, int]


def walk(thin: Mask) -> list[Floats]:
    """Follow lines of pixels from their ends and forks, straight on at forks; (n, 2) middles x, y each."""
    points: set[Pixel] = {(int(r), int(c)) for r, c in np.argwhere(thin)}

    def around(pixel: Pixel) -> list[Pixel]:
        return [n for dr, dc in STEPS if (n := (pixel[0] + dr, pixel[1] + dc)) in points]

    starts = sorted(points, key=lambda pixel: (len(around(pixel)) != 1, len(around(pixel)) == 2, pixel))
    used: set[Pixel] = set()
    chains = []
    for start in starts:
        if start in used:
            continue
        chain = [start]
        used.add(start)
        while following := [n for n in around(chain[-1]) if n not in used]:
            heading = np.subtract(chain[-1], chain[max(0, len(chain) - 6)])
            best = max(following, key=lambda n: float(np.subtract(n, chain[-1]) @ heading))
            chain.append(best)
            used.add(best)
        chains.append(np.array(chain)[:, ::-1] + 0.5)
    return chains


def cut(chain: Floats, corner: float) -> list[Floats]:
    """Split where the chain turns by more than so many degrees."""
    if len(chain) < 2 * REACH + 2:
        return [chain]
    smooth = ndimage.gaussian_filter1d(chain, 3.0, axis=0, mode="nearest")
    into = smooth[REACH:-REACH] - smooth[: -2 * REACH]
    out = smooth[2 * REACH :] - smooth[REACH:-REACH]
    cross = into[:, 0] * out[:, 1] - into[:, 1] * out[:, 0]
    turn = np.degrees(np.abs(np.arctan2(cross, np.einsum("nd,nd->n", into, out))))
    peak = (turn > corner) & (turn == ndimage.maximum_filter1d(turn, 2 * REACH))
    return np.split(chain, np.flatnonzero(peak) + REACH)


def length(chain: Floats) -> float:
    """Pixels along the chain."""
    return float(np.linalg.norm(np.diff(chain, axis=0), axis=1).sum())


def winding(chain: Floats) -> float:
    """Degrees that the chain turns, to either side, all in all."""
    smooth = ndimage.gaussian_filter1d(chain, 4.0, axis=0, mode="nearest")
    ahead = np.diff(smooth, axis=0)
    return float(np.degrees(np.abs(np.diff(np.unwrap(np.arctan2(ahead[:, 1], ahead[:, 0])))).sum()))


def join(chains: list[Floats], gap: float, bend: float) -> list[Floats]:
    """Make one of two whose ends lie within the gap (pixels) and bend little (degrees), the nearest first."""
    chains = list(chains)
    while best := _nearest(chains, gap, np.cos(np.radians(bend))):
        first, second, flips = best
        head, tail = chains[first], chains[second]
        head, tail = head[::-1] if flips[0] else head, tail[::-1] if flips[1] else tail
        chains = [chain for k, chain in enumerate(chains) if k not in (first, second)]
        chains.append(np.vstack([head, _between(head[-1], tail[0]), tail]))
    return chains


def _nearest(chains: list[Floats], gap: float, least: float) -> tuple[int, int, tuple[bool, bool]] | None:
    """Find the pair with the smallest gap, and which of both must be turned round."""
    ends = [
        (k, flip, *leaving(chain[::-1] if flip else chain))
        for k, chain in enumerate(chains)
        for flip in (False, True)
    ]
    found = None
    for i, (k, flip, at, heading) in enumerate(ends):
        for other, turned, there, coming in ends[i + 1 :]:
            away = float(np.linalg.norm(there - at))
            if other == k or away > gap:
                continue
            across = unit(there - at) if away > 2.0 else heading
            straight = min(heading @ -coming, heading @ across, -coming @ across)
            if straight > least:
                gap, found = away, (k, other, (flip, not turned))
    return found


def leaving(chain: Floats) -> tuple[Floats, Floats]:
    """Tell where the chain ends and its direction there, outwards."""
    back = chain[max(0, len(chain) - 1 - REACH)]
    return chain[-1], unit(chain[-1] - back)


def _between(start: Floats, end: Floats) -> Floats:
    steps = max(1, round(float(np.linalg.norm(end - start))))
    return start + (end - start) * (np.arange(1, steps) / steps)[:, None]
