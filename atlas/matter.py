"""Turn a source into typed front matter, or into problems in the author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from atlas.patterns import DAY, SAID
from atlas.problems import Problem, SiteError, did_you_mean, one_of

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from atlas.source import Loc, Source

M = TypeVar("M", bound=BaseModel)

# What pydantic found, in the author's words. `length` is a text's; `ge` and its like are pydantic's own.
MESSAGES = {
    "bool_parsing": '"{key}" must be true or false, not "{input}"',
    "bool_type": '"{key}" must be true or false, not a list or a group',
    "date_type": '"{key}" must be a date, not a list or a group',
    "dict_type": '"{key}" must be a group of keys',
    "extra_forbidden": 'unknown key "{last}"',
    "greater_than_equal": '"{key}" is {input}; {ge} is the least',
    "int_parsing": '"{key}" must be a whole number, not "{input}"',
    "int_parsing_size": '"{key}" is a number of far too many digits',
    "int_type": '"{key}" must be a whole number, not a list or a group',
    "less_than_equal": '"{key}" is {input}; {le} is the most',
    "literal_error": '"{key}" cannot be "{input}"',
    "missing": '"{key}" is missing',
    "model_type": '"{key}" must be a group of keys',
    "string_pattern_mismatch": '"{key}" cannot be "{input}"',
    "string_too_long": '"{key}" is {length} letters long; {max_length} is the most',
    "string_too_short": '"{key}" is empty',
    "string_type": '"{key}" must be one text, not a list or a group',
    "too_long": '"{key}" has {actual_length} entries; {max_length} is the most',
    "too_short": '"{key}" has {actual_length} entries; {min_length} is the least',
    "tuple_type": '"{key}" must be a list',
}
HINTS = {
    "day": SAID[DAY],
    "dict_type": "indent its keys by two spaces on the lines below",
    "model_type": "indent its keys by two spaces on the lines below",
    "tuple_type": "begin each entry on its own line with a dash",
    "unseen": "delete it, and type a plain space if one belongs there",
}


def parse(source: Source, kind: type[M], at: Loc = ()) -> M:
    """Return the part of the source at `at` as `kind`, or raise SiteError with every fault in it."""
    data: Any = source.data
    for step in at:
        data = data[step]
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        raise SiteError(_problem(source, kind, at, issue) for issue in error.errors()) from None


def _problem(source: Source, kind: type[BaseModel], at: Loc, issue: ErrorDetails) -> Problem:
    loc = tuple(part for part in issue["loc"] if part != "[key]")  # so pydantic marks a fault in a key itself
    given = issue["input"]
    facts = {
        **issue.get("ctx", {}),
        "key": ".".join(map(str, loc)) or (f"entry {at[-1]}" if at else source.path.name),
        "last": loc[-1] if loc else "",
        "input": given,
        "length": len(str(given).strip()),
    }
    match issue["type"], given:
        case "literal_error", list() | dict():
            words = MESSAGES["string_type"]
        case "too_long", str():  # of a text that may be left out
            words = MESSAGES["string_too_long"]
        case other, _:
            words = MESSAGES.get(other, "")
    # A fault that our own validators found carries its own words.
    message = words.format(**facts) if words else f'"{facts["key"]}" {issue["msg"]}'
    return Problem(source.path, source.line_of((*at, *loc)), message, _hint(kind, issue))


def _hint(kind: type[BaseModel], issue: ErrorDetails) -> str:
    context = issue.get("ctx", {})
    match issue["type"]:
        case "extra_forbidden":
            return did_you_mean(str(issue["loc"][-1]), _keys(kind, issue["loc"][:-1]))
        case "literal_error":
            # It says: 'both' or 'midline'.
            allowed = str(context["expected"]).strip("'").replace("' or '", "', '").split("', '")
            return did_you_mean(str(issue["input"]), allowed) or one_of(allowed)
        case "string_pattern_mismatch":
            return SAID[context["pattern"]]
        case other:
            return HINTS.get(other, "")


def _keys(kind: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that the model at `loc` inside `kind` knows."""
    model: type[BaseModel] = kind
    for part in loc:
        if isinstance(part, str):
            model = model_in(fields_of(model)[part].annotation) or model
    return list(fields_of(model))


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return what a group of keys may hold, by the key that an author writes, in the order of the schema."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside `tuple[Caution, ...]` or `Names | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := model_in(part))), None)
