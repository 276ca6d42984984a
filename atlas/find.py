"""What an author may write to say where a point lies, and which pictures show it."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from atlas.patterns import CUN, PLACE, SHARE, Line, Matter


def _listed(value: object) -> object:
    """Let one word stand where a list of words may."""
    return (value,) if isinstance(value, str) else value


# A landmark of assets/figures/landmarks.json, a name given with `as`, or the code of another point.
Name = Annotated[str, StringConstraints(pattern=PLACE, max_length=60)]
Share = Annotated[str, StringConstraints(pattern=SHARE)]
Cun = Annotated[str, StringConstraints(pattern=CUN)]
Direction = Literal[
    "lateral", "medial", "superior", "inferior", "anterior", "posterior",
    "proximal", "distal", "radial", "ulnar",
]  # fmt: skip
Measure = Literal[
    "head", "forehead", "back", "chest", "breastbone", "upper-abdomen", "lower-abdomen", "upper-arm",
    "forearm", "front-thigh", "outer-thigh", "back-thigh", "outer-shank", "inner-shank", "ankle",
    "finger", "fingerbreadth",
]  # fmt: skip

Way = Annotated[tuple[Direction, ...], BeforeValidator(_listed)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_listed)]

# Every step does exactly one of these, and says it with exactly these keys.
KINDS = {
    "at": ("at",),
    "between": ("between", "via", "fraction"),
    "go": ("from", "go", "cun", "measure", "until"),
    "level": ("level", "on"),
    "nudge": ("from", "nudge", "mm", "why"),
}


class Find(Matter):
    """One step of a construction. Each begins where the one before it ended, unless it says `from`."""

    at: Name | None = Field(None, description="A landmark, or the code of another point.")
    between: tuple[Name, Name] | None = Field(None, description="Two places; the line runs on the skin.")
    via: Names = Field((), description="Places that this line runs through on the way, where it bends.")
    fraction: Share = Field("1/2", description="How far along the line, counted from the first place.")
    from_: Name | None = Field(
        None, alias="from", description="Where to begin. None: where the last step ended."
    )
    go: Way = Field((), max_length=2, description="Which way, along the skin.")
    cun: Cun | None = Field(None, description="How far: 2, or 1.5.")
    measure: Measure | None = Field(None, description="Whose cun: each part of the body has its own.")
    until: Names = Field((), description="Instead of cun: as far as this line, or the line through places.")
    level: Name | None = Field(None, description="The height of this place …")
    on: Names = Field((), description="… on this line, or the line through places.")
    nudge: Way = Field((), max_length=2, description="A last small move, which way.")
    mm: int | None = Field(None, ge=1, le=15, description="How far the nudge goes.")
    why: Line | None = Field(None, max_length=140, description="The words of the standard the nudge follows.")
    as_: Name | None = Field(None, alias="as", description="A name for this place, for later steps.")

    @model_validator(mode="after")
    def _nothing_is_empty(self) -> Self:
        for key in ("via", "go", "until", "on", "nudge"):
            if key in self.model_fields_set and not getattr(self, key):
                raise PydanticCustomError("empty", f'says "{key}" and nothing after it')
        if len(set(self.way)) < len(self.way):
            raise PydanticCustomError("twice", "names one direction twice")
        return self

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        said = {
            info.alias or name
            for name, info in type(self).model_fields.items()
            if name in self.model_fields_set
        }
        kinds = [kind for kind in KINDS if kind in said]
        if len(kinds) != 1:
            raise PydanticCustomError("one_step", "does one thing: at, between, go, level or nudge")
        kind = kinds[0]
        for key in sorted(said - {"as", *KINDS[kind]}):
            raise PydanticCustomError("stray", f'says "{kind}", which has no "{key}"')
        needs = {"level": ["on"], "nudge": ["mm", "why"]}.get(kind, [])
        if kind == "go":
            needs = [] if "until" in said else ["cun", "measure"]
            if "until" in said and said & {"cun", "measure"}:
                raise PydanticCustomError("until", 'goes either some "cun" or "until" a line, and not both')
        for key in needs:
            if key not in said:
                raise PydanticCustomError("needs", f'says "{kind}", which needs "{key}"')
        if kind == "between" and not 0 < Fraction(self.fraction) < 1:
            raise PydanticCustomError("fraction", 'needs a "fraction" between 0 and 1: 1/2, or 2/3')
        return self

    @model_serializer(mode="wrap")
    def _as_said(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Keep only what was said: with the keys of another kind it could not be read back."""
        said = {key for name in self.model_fields_set for key in (name, type(self).model_fields[name].alias)}
        return {key: value for key, value in handler(self).items() if key in said}

    @property
    def kind(self) -> str:
        """Return which of the five things this step does."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def way(self) -> tuple[Direction, ...]:
        """Return the directions of a walk or a nudge."""
        return self.go or self.nudge

    def names(self) -> list[tuple[tuple[str | int, ...], str]]:
        """Return every name this step builds on, with its place in the step."""
        found: list[tuple[tuple[str | int, ...], str]] = []
        for key, value in (("at", self.at), ("between", self.between), ("via", self.via),
                           ("from", self.from_), ("until", self.until), ("level", self.level),
                           ("on", self.on)):  # fmt: skip
            if isinstance(value, str):
                found.append(((key,), value))
            elif value:
                found.extend(((key, number), name) for number, name in enumerate(value))
        return found


class Shown(Matter):
    """One picture of the point."""

    view: Name = Field(description="A view of assets/figures/views.json.")
    show: tuple[Name, ...] = Field((), max_length=4, description="Landmarks to mark besides those used.")
    hide: tuple[Name, ...] = Field((), max_length=4, description="Landmarks used that need no mark here.")
    guides: tuple[tuple[Name, Name], ...] = Field(
        (), max_length=3, description="Dashed lines: a bone, a midline."
    )
    ruler: Measure | None = Field(None, description="Draws the stretch that this cun divides.")
    words: dict[Name, Line] = Field({}, description="Shorter words for a landmark, in this picture.")
    caption: Line | None = Field(None, max_length=140, description="One sentence under the picture.")
