# ruff: noqa: RUF001  what looks alike is what is tested
from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from markupsafe import Markup

from atlas.memo import Memo
from atlas.problems import SiteError
from atlas.prose import Heading, Link, Prose, markdown, render_all, render_prose, slugify
from atlas.source import Source

ADDRESSES = {
    "GB21": "points/gb21.html",
    "page:safety": "safety.html",
    "glossary:cun": "glossary.html#cun",
    "image:hand.webp": "assets/images/hand.0123456789.webp",
}
FILE = PurePosixPath("content/points/li4.md")


def source(body: str) -> Source:
    return Source(FILE, {}, {}, body, 10)


def render(body: str, root: str = "../") -> Prose:
    return render_prose(source(body), ADDRESSES, root, markdown())


def html(body: str) -> str:
    return render(body).html


def faults(body: str) -> str:
    with pytest.raises(SiteError) as caught:
        render(body)
    return str(caught.value)


def test_a_text_falls_into_sections_at_its_larger_headings() -> None:
    body = "Before.\n\n## One\n\nFirst.\n\n### Of one\n\nMore.\n\n## Two *words*\n\nLast.\n"
    assert render(body) == Prose(
        sections={
            "": Markup("<p>Before.</p>\n"),
            "one": Markup(
                '<h2 id="one">One</h2>\n<p>First.</p>\n<h3 id="of-one">Of one</h3>\n<p>More.</p>\n'
            ),
            "two-words": Markup('<h2 id="two-words">Two <em>words</em></h2>\n<p>Last.</p>\n'),
        },
        headings=(
            Heading(2, "one", "One"),
            Heading(3, "of-one", "Of one"),
            Heading(2, "two-words", "Two words"),
        ),
    )


def test_the_whole_text_is_its_sections() -> None:
    body = "## One\n\nFirst.\n\n## Two\n\nLast.\n"
    assert render(body).html == (
        '<h2 id="one">One</h2>\n<p>First.</p>\n<h2 id="two">Two</h2>\n<p>Last.</p>\n'
    )
    assert render("") == Prose(sections={"": Markup()})
    assert not render("").html


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("[GB21](GB21)", '<p><a href="../points/gb21.html">GB21</a></p>\n'),
        ("[why](page:safety#skin)", '<p><a href="../safety.html#skin">why</a></p>\n'),
        ("[cun](glossary:cun)", '<p><a href="../glossary.html#cun">cun</a></p>\n'),
        ("[a](https://a.org/)", '<p><a href="https://a.org/" rel="noopener">a</a></p>\n'),
        ("<https://a.org/?b&c>", '<p><a href="https://a.org/?b&amp;c" rel="noopener">https://a.org/?b&amp;c</a></p>\n'),
        ("[a](HTTP://a.org/)", '<p><a href="HTTP://a.org/" rel="noopener">a</a></p>\n'),
        ("[call](tel:112)", '<p><a href="tel:112">call</a></p>\n'),
        ("<a@b.org>", '<p><a href="mailto:a@b.org">a@b.org</a></p>\n'),
        (
            "![A hand.](hand.webp)",
            '<p><img src="../assets/images/hand.0123456789.webp" alt="A hand." loading="lazy" /></p>\n',
        ),
    ],
)  # fmt: skip
def test_links_and_images_lead_to_addresses_as_seen_from_the_page(body: str, shown: str) -> None:
    assert html(body) == shown


@pytest.mark.parametrize("root", ["", "../", "../../"])
def test_the_way_up_is_that_of_the_page(root: str) -> None:
    assert render("[GB21](GB21)", root).html == f'<p><a href="{root}points/gb21.html">GB21</a></p>\n'


def test_links_are_remembered_as_addresses_of_the_site_with_their_lines() -> None:
    body = (
        "One\n[a](GB21) and\n[b](page:safety#x).\n\n"
        "- [c](glossary:cun)\n- [d](https://a.org/)\n\n> ![e](hand.webp)\n"
    )
    assert render(body).links == (
        Link("points/gb21.html", 11),
        Link("safety.html#x", 12),
        Link("glossary.html#cun", 14),
        Link("assets/images/hand.0123456789.webp", 17),
    )


def test_a_link_in_a_table_has_the_line_of_its_row() -> None:
    body = "| a | b |\n| - | - |\n| c | d |\n| e | [f](GB21) |\n"
    assert render(body).links == (Link("points/gb21.html", 13),)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("It's \"so\" -- he said...", "<p>It’s “so” – he said…</p>\n"),
        ("3 < 4 & 5 > 4", "<p>3 &lt; 4 &amp; 5 &gt; 4</p>\n"),
        ("`<b>`", "<p><code>&lt;b&gt;</code></p>\n"),
        ("a  \nb", "<p>a<br />\nb</p>\n"),
        ("One\n---\nTwo", "<p>One</p>\n<hr />\n<p>Two</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("肩井 Jiānjǐng", "<p>肩井 Jiānjǐng</p>\n"),
    ],
)  # fmt: skip
def test_plain_markdown(body: str, shown: str) -> None:
    assert html(body) == shown


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a <b>c</b>", "10: HTML is not used in pages: <b>"),
        ("a\n</div>", "11: HTML is not used in pages: </div>"),
        ("<!-- a -->", "10: HTML is not used in pages: <!--"),
        ("<img src=x onerror=alert(1)>", "10: HTML is not used in pages: <img src=x onerror=alert(1)>"),
        ("- a\n- <br>", "11: HTML is not used in pages: <br>"),
    ],
)  # fmt: skip
def test_html_is_refused(body: str, said: str) -> None:
    hint = "\n    hint: write Markdown: **bold**, *slanted*, lists"
    assert faults(body).split(hint)[0] == f"content/points/li4.md:{said}"


NOWHERE = (
    "\n    hint: link by name: (GB21), (need:upper-back-pain), (page:safety), (glossary:cun), or https://…"
)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//example.org", "/etc/passwd", "../../x", "#here", "", "ftp://a.org", "points/gb21.html",
    ],
)  # fmt: skip
def test_only_names_and_web_addresses_are_linked(address: str) -> None:
    assert (
        faults(f"[a](<{address}>)")
        == f'content/points/li4.md:10: the link "{address}" leads nowhere{NOWHERE}'
    )


def test_all_the_faults_of_a_text_are_told_at_once() -> None:
    body = "## One\n[a](GB12) ![](hand.webp)\n\n#### Two\n\n![Hands](hands.webp)\n\n## One\n\n##\n\n## 肩井\n"
    start = "content/points/li4.md:"
    assert faults(body) == (
        f'{start}11: the image "hand.webp" has no words for those who cannot see it\n'
        "    hint: ![what it shows](hand.webp)\n"
        f'{start}11: the link "GB12" leads nowhere\n    hint: did you mean "GB21"?\n'
        f'{start}13: the heading "Two" begins with ####\n    hint: headings begin with ## or ###\n'
        f'{start}15: there is no image "hands.webp" in assets/images\n    hint: did you mean "hand.webp"?\n'
        f'{start}17: the heading "One" stands here twice\n'
        f"{start}19: a heading has no words\n"
        f'{start}21: the heading "肩井" needs a word in letters from a to z, for its address'
    )


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The neck", "the-neck"),
        ("What it is – and isn’t!", "what-it-is-and-isnt"),
        ("Hégǔ 合谷", "hegu"),
        ("  4 gates ", "4-gates"),
        ("合谷", ""),
    ],
)
def test_a_heading_gets_an_address_in_plain_letters(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_every_text_is_rendered_or_all_their_problems_are_told() -> None:
    point, page = source("[a](GB21)"), Source(PurePosixPath("content/pages/a.md"), {}, {}, "[a](GB21)", 5)
    texts = render_all([point, page], ADDRESSES, {"points": "../", "pages": ""}, Memo())
    assert {path.as_posix(): text.html for path, text in texts.items()} == {
        "content/points/li4.md": '<p><a href="../points/gb21.html">a</a></p>\n',
        "content/pages/a.md": '<p><a href="points/gb21.html">a</a></p>\n',
    }
    with pytest.raises(SiteError) as caught:
        render_all([point, page], {"GB12": "x.html"}, {"points": "../", "pages": ""}, Memo())
    assert [str(problem.path) for problem in caught.value.problems] == [
        "content/pages/a.md",
        "content/points/li4.md",
    ]


HOSTILE = [
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    '[a](https://a.org/"onmouseover="alert(1))',
    "![a](hand.webp 'x\" onerror=\"alert(1)')",
    "[a]\n\n[a]: javascript:alert(1)",
    "![a](javascript:alert(1))",
    "<javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[<script>](https://a.org)",
    "`<script>`",
    "```\n<script>\n```",
    "## <script>",
    "[a](https://a.org '\"><script>')",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_nothing_that_runs_comes_out(body: str) -> None:
    try:
        shown = html(body)
    except SiteError:
        return
    assert "<script" not in shown
    assert 'href="javascript' not in shown.lower()
    assert '" on' not in shown
