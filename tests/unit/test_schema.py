from __future__ import annotations

from datetime import date
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from annotated_types import MaxLen
from pydantic import BaseModel, ValidationError
from sampling import sample

from atlas import records, schema
from atlas.library import all_pages
from atlas.patterns import Matter
from atlas.schema import PointMatter, Press, Step, Use

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = [
    model
    for module in (schema, records)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Matter) and model is not Matter
]


def test_there_are_models() -> None:
    assert {schema.PointMatter, schema.Names, records.SiteMatter} <= set(MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_unknown_is_taken_and_nothing_taken_can_change(model: type[BaseModel]) -> None:
    assert (model.model_config.get("extra"), model.model_config.get("frozen")) == ("forbid", True)
    assert model.__doc__


def _is_text(annotation: Any) -> bool:
    """Tell whether a field holds one text, or one text or nothing."""
    if get_origin(annotation) in (Union, UnionType):
        return any(_is_text(part) for part in get_args(annotation))
    return annotation is str or (get_origin(annotation) is Annotated and get_args(annotation)[0] is str)


def _limits() -> Iterator[tuple[type[BaseModel], str, int]]:
    for model in MODELS:
        for name, info in model.model_fields.items():
            limits = [limit.max_length for limit in info.metadata if isinstance(limit, MaxLen)]
            if limits and _is_text(info.annotation):
                yield model, info.alias or name, limits[0]


@pytest.mark.parametrize(
    ("model", "key", "most"), [*_limits()], ids=lambda value: getattr(value, "__name__", str(value))
)
def test_a_text_may_be_as_long_as_its_place_on_paper_and_no_longer(
    model: type[BaseModel], key: str, most: int
) -> None:
    def errors(length: int) -> list[str]:
        try:
            model.model_validate({key: " " + "x" * length + " "})
        except ValidationError as error:
            return [fault["type"] for fault in error.errors() if fault["loc"] == (key,)]
        return []

    assert errors(most) == []
    assert errors(most + 1) in (["string_too_long"], ["too_long"])


def test_the_limits_that_cards_are_laid_out_for() -> None:
    found = {(model.__name__, key): most for model, key, most in _limits()}
    assert found[("Locate", "plain")] == 170
    assert found[("PointMatter", "reach_tip")] == 90
    assert found[("RedFlag", "card")] == 110
    assert found[("RoutineMatter", "position")] == 120
    assert found[("Names", "english")] == 40


def test_a_point_as_it_was_written() -> None:
    point = sample().points["LI4"].matter
    assert point == PointMatter.model_validate(
        {
            "code": "LI4",
            "names": {"english": "Joining Valley", "pinyin": "Hégǔ", "hanzi": "合谷", "also": ("Hoku",)},
            "meridian": "large-intestine",
            "regions": ("hand",),
            "sides": "both",
            "reach": "self",
            "reach_tip": None,
            "locate": {
                "plain": "On the back of the hand, beside the middle of the bone of the index finger.",
                "steps": (
                    "Rest the hand with the palm down.",
                    "Slide your thumb off the bone into the soft muscle.",
                ),
                "feel": "Soft, thick muscle.",
            },
            "press": {
                "with": "thumb",
                "motion": "circle",
                "pressure": "medium",
                "seconds": 60,
                "repeats": 1,
                "together": False,
                "per_day": "1",
                "breathing": None,
                "sources": (),
            },
            "helps": ({"use": "Stiffness", "evidence": "traditional use, not tested"},),
            "cautions": (
                {
                    "kind": "pregnancy",
                    "advice": "avoid",
                    "text": "Leave this point out if you are or may be pregnant.",
                },
            ),
            "sources": ("first-source",),
            "reviewed": date(2026, 11, 20),
        }
    )
    assert (point.cautions[0].sources, point.related, point.draft) == ((), (), False)


def test_a_use_has_one_name() -> None:
    evidence = "uncontrolled"
    assert Use.model_validate({"need": "neck-pain", "evidence": evidence}).use is None
    for names in ({}, {"need": "neck-pain", "use": "Neck pain"}):
        with pytest.raises(ValidationError, match='needs either "need" or "use", and not both'):
            Use.model_validate({**names, "evidence": evidence})


def test_evidence_is_the_closed_list_of_the_design() -> None:
    assert get_args(schema.Evidence) == (
        "sham-controlled trials",
        "trials without sham",
        "uncontrolled",
        "tested, no better than sham",
        "traditional use, not tested",
    )
    assert get_origin(schema.Evidence) is Literal


@pytest.mark.parametrize(("seconds", "right"), [(4, False), (5, True), (300, True), (301, False)])
def test_no_press_is_shorter_or_longer_than_is_sensible(seconds: int, right: bool) -> None:  # noqa: FBT001
    for model, data in (
        (Step, {"point": "LI4"}),
        (Press, {"with": "thumb", "motion": "hold", "pressure": "light"}),
    ):
        try:
            model.model_validate({**data, "seconds": seconds})
        except ValidationError:
            assert not right
        else:
            assert right


def test_every_kind_of_page_but_the_lasting_ones_says_when_it_was_reviewed() -> None:
    dated = {
        entry.source.path.parent.name for entry in all_pages(sample()) if hasattr(entry.matter, "reviewed")
    }
    assert dated == {"points", "routines", "needs", "pages"}
