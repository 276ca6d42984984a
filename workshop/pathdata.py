"""SVG path data: reading what potrace writes, writing short relative commands."""

import re
from dataclasses import dataclass

import numpy as np

from workshop.arrays import Floats

TOKEN = re.compile(r"[MmLlCcZz]|-?(?:\d+\.\d+|\.\d+|\d+)")


@dataclass(frozen=True)
class Curve:
    """A chain of cubic pieces in plate pixels."""

    points: Floats
    """(3 k + 1, 2): start, then two handles and an end for each piece."""
    closed: bool

    def mapped(self, scale: float, shift: tuple[float, float]) -> "Curve":
        """Scale the curve, then move it."""
        return Curve(self.points * scale + np.array(shift), self.closed)


def write(curves: list[Curve], decimals: int = 1) -> str:
    """One `d` attribute for all curves; numbers are relative and as short as they get."""
    return "".join(_write(curve, 10**decimals) for curve in curves)


def _write(curve: Curve, unit: int) -> str:
    grid = np.round(curve.points * unit).astype(int)
    words = ["M", *_numbers(grid[0], unit)]
    at = grid[0]
    for k in range(1, len(grid), 3):
        handles = grid[k : k + 3] - at
        words += ["c" if k == 1 else "", *_numbers(handles.ravel(), unit)]
        at = grid[k + 2]
    return _joined(words) + ("z" if curve.closed else "")


def _numbers(values: Floats, unit: int) -> list[str]:
    texts = [f"{value / unit:.3f}".rstrip("0").rstrip(".") for value in values]
    return [text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text for text in texts]


def _joined(words: list[str]) -> str:
    """Numbers need a space between them unless a sign or a letter parts them."""
    text = ""
    for word in words:
        apart = text and word and word[0] not in "-Mcz" and text[-1].isdigit()
        text += f" {word}" if apart else word
    return text


def read(data: str) -> list[Curve]:
    """Curves of a `d` attribute that uses M, L and C (absolute or relative) and Z."""
    curves: list[Curve] = []
    at = np.zeros(2)
    for part in re.findall(r"[Mm][^Mm]*", data):
        curve = _read(part, at)
        curves.append(curve)
        at = curve.points[0] if curve.closed else curve.points[-1]
    return curves


def _read(data: str, at: Floats) -> Curve:
    """One curve; `at` is where the pen stands before it."""
    tokens = TOKEN.findall(data)
    points: list[Floats] = []
    command, i = "", 0
    while i < len(tokens) and tokens[i] not in "Zz":
        if tokens[i].isalpha():
            command = tokens[i]
            i += 1
        count = {"m": 2, "l": 2, "c": 6}[command.lower()]
        pairs = np.array([float(token) for token in tokens[i : i + count]]).reshape(-1, 2)
        pairs = pairs + at if command.islower() else pairs
        i += count
        if not points:
            points, command = [pairs[0]], {"m": "l", "M": "L"}[command]
        elif len(pairs) == 1:
            points += [at + (pairs[0] - at) / 3, at + (pairs[0] - at) * 2 / 3, pairs[0]]
        else:
            points += list(pairs)
        at = pairs[-1]
    return Curve(np.array(points), closed=data.rstrip().endswith(("z", "Z")))
