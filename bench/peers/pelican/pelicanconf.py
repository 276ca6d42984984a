"""Settings of Pelican: every file of content/ is a page, and what was read is kept."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import atlas_pages  # noqa: E402  the plugin beside this file

AUTHOR = SITENAME = "Acupoint Atlas"
SITEURL = ""
PATH = "content"
OUTPUT_PATH = "output"
THEME = "theme"
TIMEZONE = "UTC"
PLUGINS = [atlas_pages]
PAGE_PATHS = ["points", "needs", "regions", "meridians"]
ARTICLE_PATHS = ["none"]
STATIC_PATHS = ["assets"]
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
SLUGIFY_SOURCE = "basename"
PAGE_ORDER_BY = "basename"
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_FILTERS = atlas_pages.jinja_filters()
JINJA_GLOBALS = {"atlas": atlas_pages.shown}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CACHE_PATH = "cache"
CHECK_MODIFIED_METHOD = "mtime"
