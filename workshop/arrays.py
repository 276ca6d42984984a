"""The array types that the workshop passes around; lengths are decimetres everywhere."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Sparse: TypeAlias = sparse.csr_matrix


def unit(vector: Floats) -> Floats:
    """Scale direction(s) to length 1; (3,) or (n, 3)."""
    length: Floats = np.linalg.norm(vector, axis=-1, keepdims=True)
    scaled: Floats = vector / np.maximum(length, 1e-12)
    return scaled


def smoothstep(x: Floats) -> Floats:
    """Rise from 0 (below 0) to 1 (above 1) in an S."""
    t = np.clip(x, 0.0, 1.0)
    eased: Floats = t * t * (3.0 - 2.0 * t)
    return eased
