"""What Lighthouse says of five pages on a phone: `python -m bench.lighthouse`. Fetches it with npm, once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.site import ROOT, build, serve
from bench.tables import machine, publish, table

VERSION = "12.8.2"
FOLDER = ROOT / ".cache" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
PAGES = {
    "home": "index.html",
    "point": "points/gb21.html",
    "region": "regions/shoulder.html",
    "need": "needs/upper-back-pain.html",
    "routine": "routines/upper-back-relief.html",
}
SCORES = ("performance", "accessibility", "best-practices", "seo")
FULL = 100


def main() -> int:
    """Measure, print, and keep the table; 1 if a page has less than 100 anywhere."""
    if not PROGRAM.is_file():
        FOLDER.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-save", "--no-audit", "--no-fund", "--silent")
        npm = shutil.which("npm") or "npm"
        command = [npm, "install", *quiet, "--prefix", str(FOLDER), f"lighthouse@{VERSION}"]
        subprocess.run(command, check=True)  # noqa: S603
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build(ROOT, site)
        with serve(site) as top:
            reports = {kind: _report(f"{top}{page}", Path(folder)) for kind, page in PAGES.items()}
    rows = [[kind, *_row(report)] for kind, report in reports.items()]
    head = ("Page", *(name.capitalize() for name in SCORES), "LCP", "CLS", "Blocked")
    lost = [f"- {kind}: {words}" for kind, report in reports.items() for words in _lost(report)]
    said = "\n".join(lost) or "- Nothing is lost anywhere."
    where = (
        f"{machine()} Lighthouse {VERSION}, mobile, its own slow 4G; the canonical address is example.org."
    )
    publish("lighthouse.md", f"# Lighthouse\n\n{table(head, rows)}\n\n{said}\n\n{where}\n")
    return 1 if lost else 0


def _report(address: str, folder: Path) -> dict[str, Any]:
    """Return what Lighthouse found on one page."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), "")
    sandbox = " --no-sandbox" if os.geteuid() == 0 else ""
    file = folder / "report.json"
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={file}",
               f"--chrome-flags=--headless=new{sandbox}"]  # fmt: skip
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": program})  # noqa: S603
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _row(report: dict[str, Any]) -> list[str]:
    scores = [f"{report['categories'][name]['score'] * FULL:.0f}" for name in SCORES]
    audits = report["audits"]
    timed = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
    return [*scores, *(audits[name]["displayValue"].replace("\N{NO-BREAK SPACE}", " ") for name in timed)]


def _lost(report: dict[str, Any]) -> list[str]:
    """Return the audits that cost a page something, worst first."""
    found = []
    for name in SCORES:
        category = report["categories"][name]
        for ref in category["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1 and category["score"] < 1:
                found.append((audit["score"], f"{name}: {audit['title']} {audit.get('displayValue', '')}"))
    return [words.strip() for _, words in sorted(found)]


if __name__ == "__main__":
    sys.exit(main())
