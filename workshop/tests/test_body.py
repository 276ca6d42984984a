"""`body.npz`: its size, its arrays, its symmetry, and that it is one clean surface."""

import numpy as np
import pytest

from workshop.body import BODY, SHOWN
from workshop.poses import POSES


@pytest.fixture(scope="module")
def stored() -> dict[str, np.ndarray]:
    """Read the arrays of the file."""
    with np.load(BODY) as file:
        return dict(file)


def positions(stored: dict[str, np.ndarray], pose: str) -> np.ndarray:
    """(m, 3) decimetres."""
    return np.asarray(stored[f"low_{pose}"] + stored[f"step_{pose}"] * stored[f"vertices_{pose}"])


def test_weight() -> None:
    """Small enough to commit and to load in a build."""
    assert BODY.stat().st_size <= 1_750_000


def test_arrays(stored: dict[str, np.ndarray]) -> None:
    """Names, types and shapes are as the README says."""
    count = len(stored["mirror"])
    assert stored["faces"].dtype == np.uint32
    assert stored["faces"].max() == count - 1
    assert stored["face_parts"].shape == (len(stored["faces"]),)
    assert stored["parts"].tolist() == list(SHOWN)
    assert len(str(stored["version"])) == 12
    for pose in POSES:
        assert stored[f"vertices_{pose}"].dtype == np.uint16
        assert stored[f"vertices_{pose}"].shape == (count, 3)
        assert (stored[f"step_{pose}"] <= 0.001).all()


def test_mirror_is_its_own_inverse(stored: dict[str, np.ndarray]) -> None:
    """Mirroring twice changes nothing."""
    mirror = stored["mirror"]
    assert np.array_equal(mirror[mirror], np.arange(len(mirror)))


def test_mirror_keeps_faces(stored: dict[str, np.ndarray]) -> None:
    """The mirrored triangles are the triangles."""
    faces = np.sort(stored["faces"], axis=1)
    mirrored = np.sort(stored["mirror"][stored["faces"]], axis=1)
    assert np.array_equal(np.unique(faces, axis=0), np.unique(mirrored, axis=0))


@pytest.mark.parametrize("pose", POSES)
def test_poses_are_symmetric(stored: dict[str, np.ndarray], pose: str) -> None:
    """The right side is the mirrored left side, to the quantising step."""
    vertices = positions(stored, pose)
    gap = np.abs(vertices[stored["mirror"]] - vertices * [-1.0, 1.0, 1.0])
    assert gap.max() <= 0.0011


@pytest.mark.parametrize("pose", POSES)
def test_no_slivers(stored: dict[str, np.ndarray], pose: str) -> None:
    """Hardly any triangle is degenerate, so that paths across the surface are sound."""
    a, b, c = (positions(stored, pose)[stored["faces"][:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    assert (area < 1e-7).mean() < 0.002


def test_axes(stored: dict[str, np.ndarray]) -> None:
    """Upright, facing forward: about 17 dm tall, palms and toes in front, arms at the sides."""
    vertices = positions(stored, "stand")
    height = np.ptp(vertices[:, 1])
    assert 16.0 < height < 18.0
    soles = vertices[vertices[:, 1] < vertices[:, 1].min() + 0.4]
    assert soles[:, 2].max() > -2.0 * soles[:, 2].min()
