"""What an asset may be: its name an address on every disk, and a drawing without anything that runs."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # without a document type there is nothing in it that could explode
from typing import TYPE_CHECKING

from atlas.plain import RESERVED, is_reserved
from atlas.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath

IMAGES = "images"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
NAME = re.compile(r"[A-Za-z0-9]+([._-]+[A-Za-z0-9]+)*")
# What draws. Whatever else SVG knows runs, animates, embeds or fetches.
DRAWS = re.compile(
    "circle|clipPath|defs|desc|ellipse|filter|g|image|line|linearGradient|marker|mask|metadata|path|pattern"
    "|polygon|polyline|radialGradient|rect|stop|style|svg|switch|symbol|text|textPath|title|tspan|use"
    "|fe(Blend|ColorMatrix|Flood|GaussianBlur|Merge|MergeNode)"
)
FETCHES = re.compile(r"@import|url\s*\(\s*(?!['\"]?#)|\\|expression", re.IGNORECASE)
HERE = re.compile(r"\s*(#|data:image/(png|jpeg|gif|webp)[;,])", re.IGNORECASE)
DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)
ALPHABET = re.compile(rb"^\s*<\?xml[^>]*\bencoding\s*=\s*.(?!utf-8.)", re.IGNORECASE)
UNSAFE_HINT = "export it anew as plain SVG, without scripts, links or animations"


def name_faults(names: Iterable[PurePath]) -> Iterator[tuple[PurePath, str, str]]:
    """Yield each path under assets/ that some disk or host could not keep apart, with what to do."""
    first: dict[str, PurePath] = {}
    for name in names:
        other = first.setdefault(str(name).casefold(), name)
        if any(not NAME.fullmatch(part) for part in name.parts):
            hint = "a name is letters, digits, dots, hyphens and underscores, such as hand-2.webp"
            yield name, "is no name for an asset, because it is also its address", hint
        elif any(is_reserved(part) for part in name.parts):
            yield name, *RESERVED
        elif other != name:
            yield name, f'differs from "{other.as_posix()}" in capital letters only', "choose another name"
        elif name.parent.parts[:1] == (IMAGES,) and name.suffix.lower() not in PICTURES:
            yield name, "is no picture", f"a picture ends in {', '.join(PICTURES[:-1])} or {PICTURES[-1]}"


def drawing_faults(content: bytes, path: PurePath) -> Iterator[Problem]:
    """Yield what makes an SVG more than a drawing: browsers would run it on a page of its own."""
    if found := DOCTYPE.search(content):
        line = 1 + content.count(b"\n", 0, found.start())
        yield Problem(path, line, f"the drawing has a {found[0].decode()} line", UNSAFE_HINT)
        return
    try:
        # In another alphabet the line above could have been missed.
        text = content.decode().replace("\0", "<") if not ALPHABET.search(content) else ""
        root = ET.fromstring(text)  # noqa: S314  see above
    except (ET.ParseError, ValueError) as error:  # no XML, or not UTF-8
        yield Problem(path, getattr(error, "position", (0,))[0], "the drawing cannot be read", UNSAFE_HINT)
        return
    for element in root.iter():
        space, _, tag = element.tag.rpartition("}")
        if space == "{http://www.w3.org/2000/svg" and not DRAWS.fullmatch(tag):
            yield Problem(path, 0, f"the drawing holds <{tag}>", UNSAFE_HINT)
        elif "xhtml" in space or not space:
            yield Problem(path, 0, f"the drawing holds <{tag}> that is no SVG", UNSAFE_HINT)
        elif tag == "style" and FETCHES.search("".join(element.itertext())):
            yield Problem(path, 0, "the styles of the drawing fetch something", UNSAFE_HINT)
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            runs = name.lower().startswith("on")
            leads = name in ("href", "src", "base") and not HERE.match(value)
            if runs or leads or FETCHES.search(value):
                yield Problem(path, 0, f'the drawing has {name}="{value[:60]}" on <{tag}>', UNSAFE_HINT)
