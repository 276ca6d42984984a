"""Clay renders with Mitsuba 3 (`scalar_rgb`, which runs on any machine)."""

from dataclasses import dataclass
from typing import Any

import mitsuba as mi
import numpy as np

from workshop.arrays import Floats, Ints, unit
from workshop.camera import Vector, View
from workshop.light import Lighting
from workshop.surface import crisp, normals

mi.set_variant("scalar_rgb")

DEPTH = 60.0
"""Decimetres from the centre of the view to the camera."""


def shoot(vertices: Floats, faces: Ints, view: View, lighting: Lighting) -> Floats:
    """(height, width, 7): linear RGBA, premultiplied, transparent where there is no body; normals."""
    shading = crisp(
        vertices,
        faces,
        view.axes[2],
        amount=lighting.relief,
        rounds=lighting.relief_rounds,
        limit=lighting.relief_limit,
    )
    scene = mi.load_dict(_scene(_mesh(vertices, faces, shading, _clay(lighting)), view, lighting))
    return np.asarray(mi.render(scene, spp=lighting.samples), dtype=np.float64)


@dataclass(frozen=True)
class Seen:
    """What each pixel of a view shows; (height, width) each."""

    depth: Floats
    """Decimetres towards the camera from the centre of the view; NaN where there is no skin."""
    face: Ints
    """Number of the triangle; -1 where there is none."""


def seen(vertices: Floats, faces: Ints, view: View) -> Seen:
    """One ray through the middle of each pixel."""
    plain = mi.load_dict({"type": "diffuse"})
    scene = {
        "type": "scene",
        "integrator": {"type": "aov", "aovs": "n:sh_normal,p:position,i:prim_index"},
        "sensor": _sensor(view, {"type": "stratified", "sample_count": 1, "jitter": False}),
        "body": _mesh(vertices, faces, normals(vertices, faces), plain),
    }
    image = np.asarray(mi.render(mi.load_dict(scene), spp=1), dtype=np.float64)
    normal, position, face = image[..., :3], image[..., 3:6], image[..., 6]
    toward = view.axes[2]
    hit = np.linalg.norm(normal, axis=2) > 0.5
    return Seen(
        depth=np.where(hit, (position - np.array(view.centre)) @ toward, np.nan),
        face=np.where(hit, face.round(), -1).astype(np.int64),
    )


def _mesh(vertices: Floats, faces: Ints, shading: Floats, material: Any) -> Any:
    properties = mi.Properties()
    properties["bsdf"] = material
    mesh = mi.Mesh("body", len(vertices), len(faces), has_vertex_normals=True, props=properties)
    fields = mi.traverse(mesh)
    fields["vertex_positions"] = vertices.astype(np.float32).ravel()
    fields["vertex_normals"] = shading.astype(np.float32).ravel()
    fields["faces"] = faces.astype(np.uint32).ravel()
    fields.update()
    return mesh


def _clay(lighting: Lighting) -> Any:
    diffuse = {"type": "diffuse", "reflectance": {"type": "rgb", "value": list(lighting.clay)}}
    return mi.load_dict({"type": "twosided", "inner": diffuse})


def _sensor(view: View, sampler: dict[str, Any]) -> dict[str, Any]:
    _, up, toward = view.axes
    centre = np.array(view.centre)
    width, height = view.size
    film = {"type": "hdrfilm", "width": width, "height": height, "pixel_format": "rgba"}
    half = view.tall / 2
    frame = mi.ScalarTransform4f().scale([half * width / height, half * width / height, 1.0])
    looking = mi.ScalarTransform4f().look_at(
        origin=(centre + toward * DEPTH).tolist(), target=centre.tolist(), up=up.tolist()
    )
    return {
        "type": "orthographic",
        "near_clip": 0.1,
        "far_clip": 3 * DEPTH,
        "to_world": looking @ frame,
        "film": film | {"rfilter": {"type": "box"}},
        "sampler": sampler,
    }


def _scene(mesh: Any, view: View, lighting: Lighting) -> dict[str, Any]:
    ambient = {"type": "rgb", "value": list(lighting.ambient)}
    light = {"type": "path", "max_depth": 4, "hide_emitters": True}
    return {
        "type": "scene",
        "integrator": {"type": "aov", "aovs": "n:sh_normal", "light": light},
        "sensor": _sensor(view, {"type": "independent", "sample_count": lighting.samples}),
        "sky": {"type": "constant", "radiance": ambient},
        "key": _lamp(view, view.key, lighting.key_distance, lighting.key_size, lighting.key),
        "fill": _lamp(view, lighting.fill_from, lighting.fill_distance, lighting.fill_size, lighting.fill),
        "body": mesh,
    }


def _lamp(view: View, place: Vector, distance: float, size: float, radiance: Vector) -> dict[str, Any]:
    """Hang a square lamp that moves with the camera, so that all plates are lit alike."""
    right, up, _ = view.axes
    direction = unit(np.array(place) @ view.axes)
    centre = np.array(view.centre)
    at = centre + direction * distance * view.tall
    aim = mi.ScalarTransform4f().look_at(
        origin=at.tolist(), target=centre.tolist(), up=(up + 0.01 * right).tolist()
    )
    glow = {"type": "rgb", "value": list(radiance)}
    return {
        "type": "rectangle",
        "to_world": aim @ mi.ScalarTransform4f().scale([size * view.tall, size * view.tall, 1.0]),
        "emitter": {"type": "area", "radiance": glow},
    }
