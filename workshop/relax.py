"""Even out the pinched fold behind the bent knee: skin near it settles towards its neighbours."""

from collections.abc import Iterable

import numpy as np
from scipy import sparse

from workshop.arrays import Floats, Ints


def relax(vertices: Floats, faces: Ints, around: Iterable[Floats], reach: float, rounds: int) -> Floats:
    """(n, 3) the surface after so many Laplacian steps, fading with distance from the (3,) centres.

    `reach` is in decimetres: the standard deviation of a Gaussian.
    """
    distance = np.min([np.linalg.norm(vertices - centre, axis=1) for centre in around], axis=0)
    share = 0.6 * np.exp(-((distance / reach) ** 2) / 2.0)[:, None]
    near = np.flatnonzero(share[:, 0] > 1e-3)
    average = _neighbours(faces, len(vertices))[near]
    settled = vertices.copy()
    for _ in range(rounds):
        settled[near] += share[near] * (average @ settled - settled[near])
    return settled


def _neighbours(faces: Ints, count: int) -> sparse.csr_matrix:
    """(n, n) rows that average a vertex's neighbours."""
    starts = np.concatenate([faces[:, k] for k in (0, 1, 2)])
    ends = np.concatenate([faces[:, k] for k in (1, 2, 0)])
    linked = sparse.csr_matrix((np.ones(len(starts)), (starts, ends)), shape=(count, count))
    linked = ((linked + linked.T) > 0).astype(float)
    valence = np.maximum(np.asarray(linked.sum(axis=1)).ravel(), 1.0)
    return sparse.csr_matrix(sparse.diags(1.0 / valence) @ linked)
