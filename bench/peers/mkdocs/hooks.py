"""MkDocs: relate the front matter of all pages before the first is shown, and write a card for each point."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "theme"))

from store import KINDS, Store, filters  # noqa: E402  beside the templates

TEMPLATES = {
    "points": "point.html",
    "needs": "need.html",
    "regions": "region.html",
    "meridians": "meridian.html",
}


class Work:
    """What one build remembers between its hooks."""

    store = Store()
    card: Any = None


def on_config(config: Any) -> Any:
    """Begin afresh: a server builds many times."""
    Work.store = Store()
    return config


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Remember the front matter of each page, and choose its template."""
    kind, _, name = page.file.src_uri.partition("/")
    if kind in KINDS:
        Work.store.add(kind, name.removesuffix(".md"), page.meta)
        page.meta = {**page.meta, "template": TEMPLATES[kind]}
    return html


def on_env(env: Any, **_: Any) -> Any:
    """Relate the pages, and give the templates their filters."""
    Work.store.arrange(HERE / "atlas.json")
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(filters(), entry=lambda page: Work.store.at[page.file.dest_uri])
    env.globals["atlas"] = lambda: Work.store.shown
    Work.card = env.get_template("card.html")
    return env


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Write the card of a point."""
    it = Work.store.at.get(page.file.dest_uri)
    if it and it["at"].startswith("points/"):
        file = Path(config["site_dir"], "points", it["slug"], "card.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Work.card.render(it=it), encoding="utf-8")
    return output
