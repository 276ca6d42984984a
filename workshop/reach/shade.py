"""A quick grey picture of a view, for those that have no plate: triangles painted from far to near."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from atlas.body import Body
    from atlas.place import Camera

LIGHT = np.array([-0.45, 0.6, 0.66])  # right, up, toward
DARKEST, BRIGHTEST = 120, 250


def shade(body: Body, camera: Camera) -> Image.Image:
    """Return the view in greys, in the plate's pixels."""
    surface = body.surfaces[camera.pose]
    axes = np.array([camera.right, camera.up, camera.toward])
    seen = (surface.vertices - np.array(camera.centre)) @ axes.T
    flat = np.stack([camera.width / 2 + seen[:, 0] * camera.scale,
                     camera.height / 2 - seen[:, 1] * camera.scale], axis=1)  # fmt: skip
    faces = surface.faces[surface.parts[camera.part]] if camera.part else surface.faces
    corners = seen[faces]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    box = flat[faces]
    within = (box.max(axis=1) > 0).all(axis=1) & (box.min(axis=1) < (camera.width, camera.height)).all(axis=1)
    shown = np.flatnonzero((normals[:, 2] > 0) & within)
    shown = shown[np.argsort(corners[shown, :, 2].mean(axis=1))]
    greys = np.clip(normals[shown] @ LIGHT * 0.5 + 0.5, 0, 1) * (BRIGHTEST - DARKEST) + DARKEST
    image = Image.new("RGB", (round(camera.width), round(camera.height)), "white")
    pen = ImageDraw.Draw(image)
    for triangle, grey in zip(box[shown].reshape(-1, 6).tolist(), greys.astype(int).tolist(), strict=True):
        pen.polygon(triangle, fill=(grey, grey, grey))
    return image
