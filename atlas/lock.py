"""assets/figures/lock.json: what was solved, and for which words and which body."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from atlas.place import P3, Mark, Place, Pose, Scene, Solved, Trail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from atlas.place import Camera
    from atlas.tasks import Task

SOLVER = 3  # raised when the arithmetic changes, so that every entry is solved again


def key_of(task: Task, tasks: Mapping[str, Task], cameras: Mapping[str, Camera], version: str) -> str:
    """Return a hash of everything a solution depends on: the words, the points they name, views, body."""
    codes = sorted(_closure(task, tasks, set()))
    said = {
        "solver": SOLVER,
        "body": version,
        "find": {code: [step.model_dump(mode="json") for step in tasks[code].steps] for code in codes},
        "views": [shown.model_dump(mode="json", exclude={"words", "caption"}) for shown in task.views],
        "cameras": [asdict(cameras[shown.view]) for shown in task.views if shown.view in cameras],
    }
    return blake2b(json.dumps(said, sort_keys=True).encode(), digest_size=8).hexdigest()


def _closure(task: Task, tasks: Mapping[str, Task], found: set[str]) -> set[str]:
    if task.code not in found:
        found.add(task.code)
        for step in task.steps:
            for _, name in step.names():
                if name in tasks:
                    _closure(tasks[name], tasks, found)
    return found


def stale(keys: Mapping[str, str], lock: Mapping[str, Any]) -> list[str]:
    """Return the codes whose entry is missing, was made from something else, or was changed by hand."""
    return [code for code, key in keys.items() if not _is_whole(lock.get(code), key)]


def _is_whole(entry: Any, key: str) -> bool:
    return isinstance(entry, dict) and entry.get("key") == key and entry.get("sum") == checksum(entry)


def checksum(entry: Mapping[str, Any]) -> str:
    """Return a hash of what was solved: a merge by hand must not move a point."""
    said = json.dumps([entry.get("poses"), entry.get("scenes")], sort_keys=True)
    return blake2b(said.encode(), digest_size=8).hexdigest()


def read_lock(file: Path) -> dict[str, Any]:
    """Read the lock file. One that is not there, or that a merge has spoilt, is empty: it is made again."""
    try:
        lock = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):  # not there, not text, not JSON
        return {}
    return lock if isinstance(lock, dict) else {}


def write_lock(entries: Mapping[str, Any]) -> str:
    """Return the text of a lock file: one line for each view and pose, so that diffs show what moved."""
    lines = []
    for code, entry in sorted(entries.items()):
        parts = [f'  "{name}": {json.dumps(entry[name])}' for name in ("key", "sum")]
        for group in ("poses", "scenes"):
            rows = [f"    {json.dumps(name)}: {_flat(value)}" for name, value in sorted(entry[group].items())]
            parts.append(f'  "{group}": {{\n' + ",\n".join(rows) + "\n  }")
        lines.append(f"{json.dumps(code)}: {{\n" + ",\n".join(parts) + "\n}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _flat(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def packed(solved: Solved, key: str) -> dict[str, Any]:
    """Return a solution as plain data."""
    # Through JSON, so that an entry is the same whether it was solved now or read from the file.
    data = json.loads(_flat(asdict(solved)))
    entry = {"key": key, "poses": data["poses"], "scenes": data["scenes"]}
    return {**entry, "sum": checksum(entry)}


def unpacked(code: str, entry: Mapping[str, Any]) -> Solved:
    """Return the solution that `packed` wrote."""
    poses = {name: Pose(*(P3(*p) for p in pose)) for name, pose in entry["poses"].items()}
    return Solved(code, poses, {name: _scene(scene) for name, scene in entry["scenes"].items()})


def _scene(data: Mapping[str, Any]) -> Scene:
    place = data["place"]
    a, b, c = place["triangle"]
    return Scene(
        data["view"],
        Place(place["pose"], (a, b, c), P3(*place["weights"]), P3(*place["at"]), P3(*place["normal"]),
              P3(*place["mirror"]), P3(*place["mirror_normal"]), _marks(place["marks"]),
              _paths(place["paths"]), place["confidence"]),
        _marks(data["shown"]),
        _paths(data["guides"]),
        tuple(data["hidden"]),
        data["ghost"],
    )  # fmt: skip


def _marks(data: list[Any]) -> tuple[Mark, ...]:
    return tuple(Mark(one["name"], P3(*one["at"]), one["confidence"]) for one in data)


def _paths(data: list[Any]) -> tuple[Trail, ...]:
    return tuple(
        Trail(one["kind"], tuple(P3(*p) for p in one["points"]), tuple(one["ticks"]), tuple(one["words"]))
        for one in data
    )
