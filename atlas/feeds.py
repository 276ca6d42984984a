"""Files for programs: site map, feed, robots, manifest, security.txt, and the points as data."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from pydantic import BaseModel, ConfigDict, Field

from atlas.library import spellings
from atlas.schema import PointMatter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from atlas.library import Library
    from atlas.page import Page
    from atlas.theme import SiteFacts

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
FED = ("points/", "routines/", "needs/")
SECURITY = ".well-known/security.txt"
HOLDS = timedelta(days=365)


class ApiPoint(BaseModel):
    """One point of api/points.json: its front matter, and where its page is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page: str = Field(description="Address of its page, relative to the top of the site.")
    aliases: tuple[str, ...] = Field(description="The same code in other systems.")
    point: PointMatter


class ApiPoints(BaseModel):
    """All of api/points.json."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    licence: str = "CC BY 4.0"
    points: tuple[ApiPoint, ...]


def list_feeds(pages: Iterable[Page], library: Library, site: SiteFacts) -> dict[str, bytes]:
    """Return the files by address. Site map and feed need to know where the site is published."""
    shown = [page for page in pages if page.indexed]
    files = {
        "robots.txt": _robots(site),
        "manifest.webmanifest": _manifest(site),
        "api/points.json": _points(library),
        "api/schema.json": _json(ApiPoints.model_json_schema()),
    }
    files |= _security(shown, site)
    if site.url:
        files |= {"sitemap.xml": _sitemap(shown, site), "feed.xml": _feed(shown, site)}
    return files


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _xml(element: ET.Element) -> bytes:
    ET.indent(element)
    text: bytes = ET.tostring(element, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _robots(site: SiteFacts) -> bytes:
    lines = ["User-agent: *", "Disallow:"]
    return ("\n".join(lines + ([f"Sitemap: {site.url}sitemap.xml"] if site.url else [])) + "\n").encode()


def _security(pages: Iterable[Page], site: SiteFacts) -> dict[str, bytes]:
    """Return where to tell of a hole (RFC 9116), if there is such a place. It must say until when that holds.

    That is a year from the last review and not from today, so that the same content gives the same bytes.
    """
    contact = site.matter.security_contact or site.matter.repository
    reviewed = max((page.updated for page in pages if page.updated), default=None)
    if not contact or not reviewed:
        return {}
    lines = [
        f"Contact: {contact}",
        f"Expires: {_instant((reviewed + HOLDS).isoformat())}",
        f"Preferred-Languages: {site.matter.language}",
        *([f"Canonical: {site.url}{SECURITY}"] if site.url else []),
    ]
    return {SECURITY: ("\n".join(lines) + "\n").encode()}


def _manifest(site: SiteFacts) -> bytes:
    """Return what a phone needs to keep the site like a program of its own. Paths are relative to it."""
    icons = [
        {"src": site.assets[f"icons/{name}.png"], "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in (
            ("icon-192", "192x192", "any"),
            ("icon-512", "512x512", "any"),
            ("icon-maskable", "512x512", "maskable"),
        )
    ]
    matter = site.matter
    # Where the address is known, what the program is called never changes, whatever page it may start with.
    known = {"id": f"/{site.url.split('/', 3)[3]}index.html"} if site.url else {}
    return _json(
        known
        | {
            "name": matter.title,
            "short_name": matter.title,
            "description": matter.description,
            "lang": matter.language,
            "start_url": "index.html",
            "scope": "./",
            "display": "standalone",
            "background_color": matter.theme_colour.light,
            "theme_color": matter.theme_colour.light,
            "icons": icons,
        }
    )


def _sitemap(pages: list[Page], site: SiteFacts) -> bytes:
    top = ET.Element("urlset", {"xmlns": SITEMAP})
    for page in pages:
        url = ET.SubElement(top, "url")
        ET.SubElement(url, "loc").text = site.url + page.path
        if page.updated:
            ET.SubElement(url, "lastmod").text = page.updated.isoformat()
    return _xml(top)


def _feed(pages: list[Page], site: SiteFacts) -> bytes:
    """Return an Atom feed of what was written or reviewed, the newest first."""
    fed = [(page.updated, page) for page in pages if page.updated and page.path.startswith(FED)]
    fed.sort(key=lambda item: (-item[0].toordinal(), item[1].path))
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": site.matter.language})
    ET.SubElement(top, "title").text = site.matter.title
    ET.SubElement(top, "subtitle").text = site.matter.tagline
    ET.SubElement(top, "id").text = site.url
    ET.SubElement(top, "link", {"rel": "self", "href": f"{site.url}feed.xml"})
    ET.SubElement(top, "link", {"href": site.url})
    ET.SubElement(ET.SubElement(top, "author"), "name").text = site.matter.title
    if fed:
        ET.SubElement(top, "updated").text = _instant(fed[0][0].isoformat())
    for updated, page in fed:
        entry = ET.SubElement(top, "entry")
        ET.SubElement(entry, "title").text = page.title
        ET.SubElement(entry, "id").text = site.url + page.path
        ET.SubElement(entry, "link", {"href": site.url + page.path})
        ET.SubElement(entry, "updated").text = _instant(updated.isoformat())
        ET.SubElement(entry, "summary").text = page.description
    return _xml(top)


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _points(library: Library) -> bytes:
    points = tuple(
        ApiPoint(
            page=f"points/{entry.slug}.html", aliases=spellings(entry.matter, library), point=entry.matter
        )
        for entry in library.points.values()
    )
    told = ApiPoints(points=points).model_dump(mode="json", by_alias=True, exclude_none=True)
    # A line a point, so that a diff shows which one changed.
    lines = ",\n".join(json.dumps(point, ensure_ascii=False, sort_keys=True) for point in told["points"])
    return f'{{"licence": {json.dumps(told["licence"])}, "points": [\n{lines}\n]}}\n'.encode()
