from __future__ import annotations

import json
from dataclasses import replace

from jsonschema import Draft202012Validator
from sampling import sample, sample_pictures, stock

from atlas.feeds import SECURITY, ApiPoints, list_feeds
from atlas.pages import list_pages
from atlas.schema import PointMatter
from atlas.theme import SiteFacts

ICONS = {
    f"icons/{name}.png": f"assets/icons/{name}.1.png" for name in ("icon-192", "icon-512", "icon-maskable")
}
HERE = SiteFacts(sample().site.matter, ICONS)
THERE = replace(HERE, url="https://example.org/atlas/")
KEPT = {"index.html", "404.html", "points/gb21.html", "points/te3.html", "routines/shoulder-break/card.html"}
PAGES = [page for page in list_pages(stock(sample(), sample_pictures())) if page.path in KEPT]
FILES = list_feeds(PAGES, sample(), THERE)


def test_without_an_address_of_the_site_there_is_neither_site_map_nor_feed() -> None:
    assert sorted(list_feeds(PAGES, sample(), HERE)) == [
        ".well-known/security.txt",
        "api/points.json",
        "api/schema.json",
        "manifest.webmanifest",
        "robots.txt",
    ]
    assert sorted(set(FILES) - set(list_feeds(PAGES, sample(), HERE))) == ["feed.xml", "sitemap.xml"]


def test_robots_may_go_everywhere() -> None:
    assert list_feeds(PAGES, sample(), HERE)["robots.txt"] == b"User-agent: *\nDisallow:\n"
    assert (
        FILES["robots.txt"] == b"User-agent: *\nDisallow:\nSitemap: https://example.org/atlas/sitemap.xml\n"
    )


def test_who_finds_a_hole_is_told_where_to_say_so() -> None:
    """The date is a year from the last review: the clock has no say in what a build makes."""
    assert FILES[SECURITY].decode() == (
        "Contact: https://example.org/atlas\n"
        "Expires: 2027-11-21T00:00:00Z\n"
        "Preferred-Languages: en\n"
        "Canonical: https://example.org/atlas/.well-known/security.txt\n"
    )
    told = sample().site.matter.model_copy(update={"security_contact": "mailto:safe@example.org"})
    lines = list_feeds(PAGES, sample(), replace(HERE, matter=told))[SECURITY].decode().splitlines()
    assert lines[0] == "Contact: mailto:safe@example.org"
    assert not any(line.startswith("Canonical") for line in lines)


def test_without_a_place_to_say_so_nothing_is_promised() -> None:
    silent = replace(HERE, matter=sample().site.matter.model_copy(update={"repository": None}))
    assert SECURITY not in list_feeds(PAGES, sample(), silent)
    assert SECURITY not in list_feeds([], sample(), HERE)


def test_the_site_map_lists_what_may_be_found() -> None:
    assert (
        FILES["sitemap.xml"].decode()
        == """<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <url>
    <loc>https://example.org/atlas/index.html</loc>
  </url>
  <url>
    <loc>https://example.org/atlas/points/te3.html</loc>
    <lastmod>2026-11-21</lastmod>
  </url>
  <url>
    <loc>https://example.org/atlas/points/gb21.html</loc>
    <lastmod>2026-11-20</lastmod>
  </url>
</urlset>
"""
    )


def test_the_feed_tells_what_was_reviewed_last_and_takes_its_date_from_there() -> None:
    assert (
        FILES["feed.xml"].decode()
        == """<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>Sample</title>
  <subtitle>Three points to try the program with.</subtitle>
  <id>https://example.org/atlas/</id>
  <link rel="self" href="https://example.org/atlas/feed.xml" />
  <link href="https://example.org/atlas/" />
  <author>
    <name>Sample</name>
  </author>
  <updated>2026-11-21T00:00:00Z</updated>
  <entry>
    <title>TE3 Central Islet (Zhōngzhǔ)</title>
    <id>https://example.org/atlas/points/te3.html</id>
    <link href="https://example.org/atlas/points/te3.html" />
    <updated>2026-11-21T00:00:00Z</updated>
    <summary>On the back of the hand, in the groove behind the ring finger's knuckle.</summary>
  </entry>
  <entry>
    <title>GB21 Shoulder Well (Jiānjǐng)</title>
    <id>https://example.org/atlas/points/gb21.html</id>
    <link href="https://example.org/atlas/points/gb21.html" />
    <updated>2026-11-20T00:00:00Z</updated>
    <summary>On top of the shoulder, halfway between the neck and its outer tip.</summary>
  </entry>
</feed>
"""
    )


def test_a_phone_can_keep_the_site_wherever_it_is_mounted() -> None:
    assert json.loads(FILES["manifest.webmanifest"]) == {
        "id": "/atlas/index.html",
        "name": "Sample",
        "short_name": "Sample",
        "description": sample().site.matter.description,
        "lang": "en",
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": "assets/icons/icon-192.1.png", "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": "assets/icons/icon-512.1.png", "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {
                "src": "assets/icons/icon-maskable.1.png",
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }


def test_a_site_that_knows_no_address_is_called_after_where_it_begins() -> None:
    assert "id" not in json.loads(list_feeds(PAGES, sample(), HERE)["manifest.webmanifest"])


def test_the_points_as_data() -> None:
    data = json.loads(FILES["api/points.json"])
    assert [point["point"]["code"] for point in data["points"]] == ["LI4", "TE3", "GB21", "CV17"]
    assert data["points"][1] == {
        "page": "points/te3.html",
        "aliases": ["SJ3", "TW3"],
        "point": {
            "code": "TE3",
            "names": {"english": "Central Islet", "pinyin": "Zhōngzhǔ", "hanzi": "中渚", "also": []},
            "meridian": "triple-energizer",
            "regions": ["hand"],
            "sides": "both",
            "reach": "self",
            "locate": {
                "plain": "On the back of the hand, in the groove behind the ring finger's knuckle.",
                "steps": [
                    "Find the knuckles of the ring and little fingers.",
                    "Slide towards the wrist into the hollow.",
                ],
                "feel": "A soft hollow.",
                "find": [
                    {
                        "from": "mc-gap45",
                        "nudge": ["proximal"],
                        "mm": 9,
                        "why": "In the hollow behind the knuckles.",
                    }
                ],
                "views": [
                    {
                        "view": "hand-dorsum",
                        "show": [],
                        "hide": [],
                        "guides": [],
                        "words": {},
                        "caption": "The back of the left hand.",
                    }
                ],
            },
            "press": {
                "with": "thumb",
                "motion": "circle",
                "pressure": "medium",
                "seconds": 60,
                "repeats": 1,
                "together": False,
                "per_day": "1",
                "sources": [],
            },
            "helps": [{"need": "upper-back-pain", "evidence": "traditional use, not tested", "sources": []}],
            "cautions": [],
            "related": [],
            "sources": ["first-source"],
            "reviewed": "2026-11-21",
            "draft": False,
        },
    }


def test_the_data_keep_their_own_schema_and_can_be_read_back() -> None:
    schema = json.loads(FILES["api/schema.json"])
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(json.loads(FILES["api/points.json"]))) == []
    points = ApiPoints.model_validate_json(FILES["api/points.json"])
    assert [item.point for item in points.points] == [entry.matter for entry in sample().points.values()]
    assert {PointMatter.model_fields[name].alias or name for name in PointMatter.model_fields} == set(
        schema["$defs"]["PointMatter"]["properties"]
    )


def test_every_file_ends_its_last_line() -> None:
    assert [name for name, content in FILES.items() if not content.endswith(b"\n")] == []
