from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from atlas.hosting import headers_file
from atlas.problems import SiteError

if TYPE_CHECKING:
    from pathlib import Path

NETLIFY = """
[build]
publish = "output"

[[headers]]
for = "/*"

[headers.values]
X-Content-Type-Options = "nosniff"
Content-Security-Policy = "default-src 'self'"

[[headers]]
for = "/assets/*"

[headers.values]
Cache-Control = "public, max-age=31536000, immutable"
"""


def written(root: Path, text: str) -> bytes:
    (root / "netlify.toml").write_text(text, encoding="utf-8")
    return headers_file(root / "netlify.toml", root)


def test_the_rules_of_netlify_toml_in_the_form_that_other_hosts_read(tmp_path: Path) -> None:
    assert written(tmp_path, NETLIFY) == (
        b"/*\n"
        b"  X-Content-Type-Options: nosniff\n"
        b"  Content-Security-Policy: default-src 'self'\n"
        b"/assets/*\n"
        b"  Cache-Control: public, max-age=31536000, immutable\n"
    )


def test_a_file_that_is_gone_or_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        headers_file(tmp_path / "netlify.toml", tmp_path)
    assert str(caught.value) == "netlify.toml: is missing; it holds the site's headers"
    with pytest.raises(SiteError) as caught:
        written(tmp_path, "[build\n")
    assert str(caught.value).startswith("netlify.toml: cannot be read: Expected ']'")
