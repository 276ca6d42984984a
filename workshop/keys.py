"""Whether a result is still fresh: a hash of all that went into it, kept beside the results."""

import ast
import hashlib
import json
from pathlib import Path

import numpy as np

from workshop.paths import HERE

Ingredient = bytes | str | int | float | Path | np.ndarray


def digest(*ingredients: Ingredient) -> str:
    """Hash shortly; arrays of decimetres count to a hundredth of a millimetre."""
    total = hashlib.sha256()
    for thing in ingredients:
        total.update(_bytes(thing))
        total.update(b"\0")
    return total.hexdigest()[:16]


def code(*modules: str) -> bytes:
    """Tell what modules of this package do, by name: their syntax without comments and docstrings."""
    return "\0".join(meaning((HERE / f"{name}.py").read_text()) for name in modules).encode()


def meaning(source: str) -> str:
    """Write the syntax of a module without its comments, docstrings and layout."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(body := getattr(node, "body", None), list):
            node.body = [line for line in body if not _is_text(line)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _bytes(thing: Ingredient) -> bytes:
    match thing:
        case bytes():
            return thing
        case Path():
            return thing.read_bytes()
        case np.ndarray() if thing.dtype.kind == "f":
            return np.round(thing * 1e4).astype(np.int64).tobytes()
        case np.ndarray():
            return np.ascontiguousarray(thing).tobytes()
        case _:
            return str(thing).encode()


class KeyFile:
    """A small JSON file of result name to key."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fresh(self, result: Path, key: str) -> bool:
        """Check that the result is there and was made from the same ingredients."""
        return result.exists() and self._read().get(result.name) == key

    def note(self, result: Path, key: str) -> None:
        """Remember what this result was made from."""
        known = self._read() | {result.name: key}
        self.path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        known: dict[str, str] = json.loads(self.path.read_text())
        return known
