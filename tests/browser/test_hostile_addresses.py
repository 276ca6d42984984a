"""What an address says is a stranger's word: whatever it is, a tool shows what it has, and nothing else."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page
    from serving import Mount

KEYS = [
    "p",
    "add",
    "t",
    "v",
    "pregnancy",
    "region",
    "need",
    "meridian",
    "reach",
    "sort",
    "of",
    "length",
    "unit",
]
BAIT = [
    "<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "javascript:alert(1)", "{{ 7 * 7 }}",
    "${alert(1)}", "__proto__", "constructor", "toString", "\u202eLI4", "LI4\0", "\ufeff", "NaN",
    "Infinity", "-1", "1e999",
    "9" * 400,
]  # fmt: skip
GOOD = [
    "LI4", "gb21", "KI27,CV17", "LI4 LI4", "large", "1", "hand", "shoulder", "liver", "self", "body", "usual",
    "forearm", "thumb", "26.4", "10 1/2", "5 ft 6", "cm", "in",
]  # fmt: skip
WORDS = st.sampled_from(BAIT + GOOD) | st.text(max_size=30)
PAIRS = st.lists(st.tuples(st.sampled_from(KEYS) | st.text(max_size=12), WORDS), max_size=6)
QUERIES = PAIRS.map(lambda pairs: "&".join(f"{quote(key)}={quote(value)}" for key, value in pairs))
# What no form would send: signs that stand for nothing, halves of letters, keys without values.
TORN = st.text(alphabet="%=&?;+,#/\\'\"<>:[]{}abcLI4p0123456789EFΩ", max_size=60)
EVERY_DAY = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
AT_LENGTH = settings(EVERY_DAY, max_examples=250)
# Give an open page another address, as the back button does.
TURN_TO = """(query) => {
  history.replaceState(null, "", `?${query}`);
  dispatchEvent(new PopStateEvent("popstate", { state: null }));
}"""
# Whatever could run, or lead away; and the kinds of elements there are.
MADE_OF = """[
  [...new Set([...document.querySelectorAll("body *")].map((one) => one.localName))],
  document.querySelectorAll("script, iframe, object, embed, base, form").length,
  [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
    .filter(({ name, value }) => /^on/.test(name) || /^\\s*javascript:/i.test(value)).length,
  Object.keys(Object.prototype).length,
]"""
CARD = """[
  [...document.querySelectorAll(".card-builder__one")].map((item) => item.dataset.code),
  document.querySelector("[name=title]").value,
  document.querySelector("[name=pregnancy]").checked,
  document.querySelector("[name=large]:checked").value,
]"""
FILTER = """[
  document.querySelectorAll("*").length,
  [...document.querySelectorAll("point-filter [name]")].filter((one) => {
    const wanted = new URLSearchParams(location.search).get(one.name) ?? "";
    if (one.type === "checkbox") return one.checked !== (one.value === wanted);
    return one.value !== ([...one.options].some((option) => option.value === wanted) ? wanted : "");
  }).map((one) => one.name),
  document.querySelectorAll("#point-list > li:not([hidden])").length,
  document.querySelectorAll("#point-list > li").length,
  document.querySelector("point-filter [role=status]").textContent,
]"""
RULER = """[
  document.querySelector("cun-ruler [name=of]").selectedIndex,
  document.querySelector("cun-ruler [name=length]").value,
  document.querySelector("cun-ruler [name=unit]:checked").value,
  document.querySelector(".cun-ruler__sheet").hidden,
  document.querySelector("#cun-ruler-error").textContent,
  document.querySelector("cun-ruler [role=status]").textContent,
]"""


class Tool:
    """An open page, and how to give it another address. It is made of what it is made of at its fullest."""

    def __init__(self, page: Page, address: str, fullest: str, *, anew: bool) -> None:
        self.page, self.address, self.anew = page, address, anew
        page.goto(f"{address}?{fullest}")
        self.kinds, *self.counts = page.evaluate(MADE_OF)

    def turn_to(self, query: str) -> None:
        if self.anew:
            self.page.goto(f"{self.address}?{quote(query, safe='%=&?;+,/:@')}")
        else:
            self.page.evaluate(TURN_TO, query)

    def says(self, words: str) -> Any:
        kinds, *counts = self.page.evaluate(MADE_OF)
        assert set(kinds) <= set(self.kinds)
        assert counts == self.counts
        return self.page.evaluate(words)


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.soak)], ids=["turned to", "opened"])
def tool(request: pytest.FixtureRequest, site: Mount, page: Page) -> Callable[[str, str], Tool]:
    return lambda name, fullest: Tool(page, site.top + name, fullest, anew=request.param)


def pace(tool: Tool) -> settings:
    return AT_LENGTH if tool.anew else EVERY_DAY


@pytest.mark.usefixtures("heard")
def test_a_card_holds_points_that_are_there_and_reads_its_own_address(
    tool: Callable[[str, str], Tool], site: Mount
) -> None:
    text = (site.folder / "api/points.json").read_text(encoding="utf-8")
    known = {point["point"]["code"] for point in json.loads(text)["points"]}
    card = tool("my-card.html", "p=LI4,GB21")

    @pace(card)
    @given(QUERIES | TORN)
    @example("p=__proto__,LI4,li4&add=GB21&t=<b>&v=large&pregnancy=1")
    def reads(query: str) -> None:
        card.turn_to(query)
        codes, title, pregnant, large = said = card.says(CARD)
        assert len(set(codes)) == len(codes)
        assert set(codes) <= known
        assert len(title) <= 40
        assert (type(pregnant), large in ("", "large")) == (bool, True)
        kept = card.page.evaluate("location.search.slice(1)")
        card.turn_to(kept)
        assert (card.says(CARD), card.page.evaluate("location.search.slice(1)")) == (said, kept)

    reads()


@pytest.mark.usefixtures("heard")
def test_a_list_is_narrowed_by_what_its_fields_offer_and_by_nothing_else(
    tool: Callable[[str, str], Tool],
) -> None:
    points = tool("points.html", "region=hand")
    parts, _, _, all_points, _ = points.says(FILTER)

    @pace(points)
    @given(QUERIES | TORN)
    @example("region=hand&region=foot&__proto__=1&sort=toString")
    def narrows(query: str) -> None:
        points.turn_to(query)
        count, astray, shown, of, status = points.says(FILTER)
        assert (count, astray, of) == (parts, [], all_points)
        told = f"All {of}" if shown == of else f"{shown} of {of}"
        assert re.match(rf"{told} points shown(,|\.|$)", status), status

    narrows()


@pytest.mark.usefixtures("heard")
def test_a_ruler_is_drawn_for_a_length_or_a_word_says_why_not(tool: Callable[[str, str], Tool]) -> None:
    ruler = tool("ruler.html", "of=forearm&length=26&unit=cm")

    @pace(ruler)
    @given(QUERIES | TORN)
    @example("of=__proto__&length=9e99&unit=constructor")
    def answers(query: str) -> None:
        ruler.turn_to(query)
        chosen, length, unit, hidden, fault, status = ruler.says(RULER)
        assert chosen >= 0
        assert len(length) <= 40
        assert unit in ("cm", "in")
        assert hidden == (not status)
        assert bool(fault) == (hidden and bool(length.strip()))
        assert not re.search("NaN|Infinity|undefined|null", f"{fault.replace(length.strip(), '')}{status}")

    answers()
