from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

from walking import every_walk, walked

if TYPE_CHECKING:
    from pathlib import Path


@every_walk
def test_the_html_checker_finds_nothing_on_any_page(walk: str, site_folder: Path, vnu: Path) -> None:
    names = [path.relative_to(site_folder).as_posix() for path in site_folder.rglob("*.html")]
    pages = [str(site_folder / name) for name in walked(walk, names, site_folder)]
    assert len(pages) > 40
    command = ["java", "-jar", str(vnu), "--skip-non-html", "--format", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = json.loads(done.stderr)["messages"]
    assert [f"{message['url']}:{message.get('lastLine')} {message['message']}" for message in said] == []


def test_the_html_checker_sees_a_fault(tmp_path: Path, vnu: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<!doctype html><html lang="en"><title>One</title><p><h1>Two</h2>', encoding="utf-8")
    command = ["java", "-jar", str(vnu), "--skip-non-html", "--format", "json", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stderr)["messages"]
