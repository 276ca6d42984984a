"""JSON Schemas for editors, made from the schema: `python -m atlas.schemas` writes them anew."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from atlas import records, schema
from atlas.find import KINDS, Find
from atlas.patterns import DAY, SAID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel
    from pydantic_core import core_schema

Json = dict[str, Any]

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schemas"
# What each file of docs/schemas is for, and what such a file holds.
FILES: Mapping[str, tuple[str, Any]] = {
    "point": ("content/points/*.md", schema.PointMatter),
    "routine": ("content/routines/*.md", schema.RoutineMatter),
    "need": ("content/needs/*.md", schema.NeedMatter),
    "region": ("content/regions/*.md", schema.RegionMatter),
    "meridian": ("content/meridians/*.md", schema.MeridianMatter),
    "glossary": ("content/glossary/*.md", schema.TermMatter),
    "page": ("content/pages/*.md", schema.PageMatter),
    "references": ("content/references.yaml", tuple[records.Reference, ...]),
    "flags": ("content/flags.yaml", tuple[records.Flag, ...]),
    "site": ("content/site.yaml", records.SiteMatter),
}
# Of these keys a group has exactly one.
ONE_OF: Mapping[type[BaseModel], tuple[str, ...]] = {schema.Use: ("need", "use"), Find: tuple(KINDS)}
# Editors of YAML know this draft, and not all of them a later one.
DRAFT = "http://json-schema.org/draft-07/schema#"
# Texts that an editor takes for numbers if they stand without quotes.
NUMBERS = ("1", "10", "20953433", "1.5")
WHOLE = r"^\s*[+-]?\d+\s*$"
ONE_LINE = r"^\s*[^\n]*\s*$"
TRUE_OR_FALSE = ("true", "t", "yes", "y", "on", "false", "f", "no", "n", "off")
YES_OR_NO = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in TRUE_OR_FALSE)


class ForEditors(GenerateJsonSchema):
    """Write down what an author may write as an editor sees it: a number without quotes is no text to it."""

    def str_schema(self, schema: core_schema.StringSchema) -> Json:
        """Let a text look like a number, unless its spelling forbids that."""
        found = super().str_schema(schema)
        pattern = found.get("pattern")
        if pattern is None:
            found["type"] = ["string", "number", "boolean"]
        elif any(re.search(pattern, number) for number in NUMBERS):
            found["type"] = ["string", "number"]
            found |= {} if re.search(pattern, "0") else {"exclusiveMinimum": 0}
        return {**found, "patternErrorMessage": SAID[pattern]} if pattern in SAID else found

    def int_schema(self, schema: core_schema.IntSchema) -> Json:
        """Let a number stand between quotes."""
        return {**super().int_schema(schema), "type": ["integer", "string"], "pattern": WHOLE}

    def bool_schema(self, schema: core_schema.BoolSchema) -> Json:  # noqa: ARG002 - pydantic asks
        """Take the words that the build takes for true and false."""
        return {"type": ["boolean", "string"], "pattern": f"^({YES_OR_NO}|0|1)$"}

    def date_schema(self, schema: core_schema.DateSchema) -> Json:
        """Say how a date is written, for editors that know no dates."""
        return {**super().date_schema(schema), "pattern": DAY}

    def tuple_schema(self, schema: core_schema.TupleSchema) -> Json:
        """Write the same thing twice as a list of two, which every draft knows."""
        found = super().tuple_schema(schema)
        if "prefixItems" in found:
            found["items"] = found.pop("prefixItems")[0]
        return found

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Json:
        """Let one word stand where a list of words may."""
        found = super().function_before_schema(schema)
        if found.get("type") != "array":
            return found
        unique = {"uniqueItems": True} if "enum" in found["items"] else {}  # no direction twice
        return {"anyOf": [found["items"], {**found, **unique, "minItems": 1}]}

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Json:
        """Keep a text on one line: what else our own validators look for, only a build can see."""
        found = super().function_after_schema(schema)
        return {**found, "pattern": ONE_LINE} if "string" in found.get("type", ()) else found

    def dict_schema(self, schema: core_schema.DictSchema) -> Json:
        """Refuse keys of another spelling."""
        found = super().dict_schema(schema)
        return {**found, "additionalProperties": False} if "patternProperties" in found else found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> Json:
        """Leave nothing out: what may be missing may not be there and empty."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> Json:
        """Tell only a default that is a word or a number."""
        found = super().default_schema(schema)
        if found.get("default") in (None, [], {}):
            found.pop("default", None)
        return found

    def model_schema(self, schema: core_schema.ModelSchema) -> Json:
        """Call a group what it is, and say which of its keys exclude each other."""
        found = super().model_schema(schema)
        words = re.findall("[A-Z][a-z]+", schema["cls"].__name__.removesuffix("Matter"))
        found["title"] = " ".join(words).lower()
        if keys := ONE_OF.get(schema["cls"]):
            found["oneOf"] = [{"required": [key]} for key in keys]
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic asks
        """Return false: a key needs no second name."""
        return False


def write_schemas() -> dict[str, str]:
    """Return every schema by its name."""
    texts = {}
    for name, (_, kind) in FILES.items():
        made = TypeAdapter(kind).json_schema(schema_generator=ForEditors)
        texts[name] = json.dumps({"$schema": DRAFT, **made}, indent=2, ensure_ascii=False) + "\n"
    return texts


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in write_schemas().items():
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
