from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bodies import code_of, figures, gallery
from reading import read_document

from atlas.layout import Figure, Inset, Stroke, Target
from atlas.outline import Contour
from atlas.place import P3, Box, Camera, Pt
from atlas.placing import Label, Wish
from atlas.svg import write_figure

FRONT = Camera("front", "", "", "", None, 720, 400, P3(0, 0, 0), P3(1, 0, 0), P3(0, 1, 0), P3(0, 0, 1), 100)
SQUARE = (Pt(0, 0), Pt(720, 0), Pt(720, 400))
CONTOURS = {"front": Contour((("outline", "M0 0H720V400z"), ("crease", "M9 9H20")), (SQUARE,))}
LEADER = (Pt(100.0, 96.0), Pt(100.0, 60.04))
FIGURE = Figure(
    name="gb21-front",
    title="How to find GB21",
    description="Half-way <between> two bumps.",
    camera=FRONT,
    height=200,
    plate=Box(0, 0, 360, 200),
    strokes=(
        Stroke("line", (Pt(100, 100), Pt(260, 100)), ((Pt(180, 95), Pt(180, 105)),)),
        Stroke("guide", (Pt(5, 5), Pt(10, 10))),
    ),
    dots=(Pt(100, 100),),
    targets=(Target(Pt(20, 100), "ghost"), Target(Pt(180, 100.25))),
    labels=(
        Label(Wish("GB21", Pt(180, 100), 18, 16, "code"), ("GB21",), Box(200, 80, 260, 110), None, 0),
        Label(Wish("bony bump", Pt(100, 100), 13.6, 5.5), ("bony", "bump"), Box(70, 20, 130, 60), LEADER, 0),
    ),
    inset=Inset(FRONT, Box(300, 20, 336, 40), Box(310, 25, 320, 35)),
)


def test_a_drawing_is_written_whole() -> None:
    assert (
        write_figure(FIGURE, "../assets/plate.webp", CONTOURS).replace("><", ">\n<")
        == """\
<svg class="figure__drawing" viewBox="0 0 360 200" role="img" aria-labelledby="gb21-front-title" \
aria-describedby="gb21-front-desc">
<title id="gb21-front-title">How to find GB21</title>
<desc id="gb21-front-desc">Half-way &lt;between&gt; two bumps.</desc>
<foreignObject class="figure__plate" x="0" y="0" width="360" height="200">
<img src="../assets/plate.webp" alt="" loading="lazy" width="720" height="400">
</foreignObject>
<rect class="figure__shade" width="360" height="200">
</rect>
<g class="figure__contour" transform="translate(0 0) scale(0.5000)">
<path class="figure__outline" d="M0 0H720V400z">
</path>
<path class="figure__crease" d="M9 9H20">
</path>
</g>
<g class="figure__inset">
<path class="figure__body" d="M300 20L336 20L336 40z">
</path>
<rect class="figure__here" x="310" y="25" width="10" height="10">
</rect>
</g>
<path class="figure__line figure__line--guide" d="M5 5L10 10">
</path>
<path class="figure__under" d="M100 100L260 100">
</path>
<path class="figure__line figure__line--line" d="M100 100L260 100">
</path>
<path class="figure__tick" d="M180 95L180 105">
</path>
<path class="figure__leader figure__leader--landmark" d="M100 96L100 60">
</path>
<circle class="figure__ghost" cx="20" cy="100" r="10">
</circle>
<circle class="figure__halo" cx="180" cy="100.2" r="13">
</circle>
<circle class="figure__ring" cx="180" cy="100.2" r="10">
</circle>
<circle class="figure__spot" cx="180" cy="100.2" r="3">
</circle>
<circle class="figure__dot" cx="100" cy="100" r="4">
</circle>
<text class="figure__label figure__label--code" text-anchor="start">
<tspan x="202.5" y="101.3">GB21</tspan>
</text>
<text class="figure__label figure__label--landmark" text-anchor="middle">
<tspan x="100" y="36.6">bony </tspan>
<tspan x="100" y="52.9">bump</tspan>
</text>
</svg>"""
    )


def test_beyond_its_part_of_the_sheet_the_plate_is_covered() -> None:
    text = write_figure(replace(FIGURE, wide=300), "p.webp", CONTOURS)
    margin, inset = '<rect class="figure__margin" x="300" width="61" height="201">', 'class="figure__inset"'
    assert text.index('class="figure__contour"') < text.index(margin) < text.index(inset)
    assert "figure__margin" not in write_figure(FIGURE, "p.webp", CONTOURS)


def test_quiet_lines_lie_under_the_others_and_have_no_edge() -> None:
    strokes = (*FIGURE.strokes, Stroke("tie", (Pt(1, 1), Pt(2, 2))))
    text = write_figure(replace(FIGURE, strokes=strokes), "p.webp", CONTOURS)
    assert text.count("figure__under") == 1
    assert text.index("figure__line--tie") < text.index("figure__line--line")


def test_numbers_are_links_that_say_where_they_lead() -> None:
    wish = Wish("1", Pt(180, 100), 14.6, 7, "number")
    numbered = Figure(
        "hand-map", "The hand", "", FRONT, 200, Box(0, 0, 360, 200),
        targets=(Target(Pt(180, 100), "number", "1"),),
        labels=(Label(wish, ("1",), Box(190, 90, 210, 110), None, 0),),
    )  # fmt: skip
    text = write_figure(numbered, "p.webp", {}, {"1": ("points/li4.html", "1: LI4 Joining Valley")})
    document = read_document(text)
    (root,) = document.all("svg")
    assert root["role"] == "group"
    assert "aria-describedby" not in root
    tags = [tag for tag, _ in document.elements]
    link = document.elements[tags.index("a")].attributes
    assert link["href"] == "points/li4.html"
    assert link["aria-label"] == "1: LI4 Joining Valley"
    assert tags[tags.index("a") + 1 :] == ["circle", "circle", "circle", "text", "tspan"]


@pytest.mark.parametrize("name", figures())
def test_a_drawing_has_words_and_no_colours(name: str) -> None:
    picture = next(one for several in gallery().large.values() for one in several if one.figure.name == name)
    text = write_figure(picture.figure, "plate.webp", picture.contours)
    document = read_document(text)
    assert [given["role"] for given in document.all("svg")] == ["img"]
    assert document.text_in("title") == [f"How to find {code_of(name)}"]
    assert [said[-1] for said in document.text_in("desc")] == ["."]
    assert not re.search(r'(fill|stroke|style|font-size|stroke-width)="', text)
    assert 'loading="lazy"' in text
    assert len(text.encode()) < 12_000
