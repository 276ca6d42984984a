"""The command line: `build`, `serve`, `check` and `new`."""

from __future__ import annotations

import argparse
import gc
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from atlas import last
from atlas.addresses import ADDRESS
from atlas.messages import FORMATS, Findings, say, show
from atlas.problems import SiteError, counted, visible
from atlas.progress import Progress
from atlas.questions import TOLD, add_flags, is_terminal, name_of, told_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.output import Written

ROOT = Path(__file__).resolve().parent.parent
FINE, PROBLEMS, USAGE = 0, 1, 2
PORTS = 65536


def main(arguments: Sequence[str] | None = None, root: Path = ROOT, today: date | None = None) -> int:
    """Run one command on a project and return its exit code: 0 fine, 1 problems in content, 2 wrong usage.

    `today` is for `check` alone, which tells of old reviews; a build looks at no clock.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        try:
            today = today or datetime.now(UTC).date()
            return _run(given if _names_command(given) else ["build", *given], root, today)
        finally:
            sys.stdout.flush()  # here, where it can be answered
    except BrokenPipeError:  # whoever was reading has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE


def _run(given: Sequence[str], root: Path, today: date) -> int:
    options = _parser(root).parse_args(given)
    options.today = today
    try:
        code: int = options.run(options)
    except SiteError as error:
        show(Findings(error.problems), options.format)
        return PROBLEMS
    except KeyboardInterrupt:
        print("\nstopped; no half-built site was left", file=sys.stderr)
        return PROBLEMS
    except (BrokenPipeError, ModuleNotFoundError):
        raise
    except Exception:  # noqa: BLE001  a mistake in a template, or our own
        from atlas.mishaps import confess  # noqa: PLC0415 - seldom needed

        problem, told = confess(root)
        print(told, end="", file=sys.stderr)
        show(Findings((problem,)), options.format)
        return PROBLEMS
    return code


def _names_command(given: Sequence[str]) -> bool:
    """`python build.py --output x` means build; only a bare word or a call for help names something else."""
    return bool(given) and (not given[0].startswith("-") or given[0] in ("-h", "--help"))


def _parser(root: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python build.py", description="Build the Acupoint Atlas. Without a command: build."
    )
    parser.set_defaults(root=root, format="text")
    commands = parser.add_subparsers(title="commands", required=True)

    build_ = commands.add_parser("build", help="build the site into output/")
    _add_shared(build_)
    build_.add_argument("--output", metavar="DIR", type=Path, default=root / "output", help="where to put it")
    build_.add_argument("--quiet", action="store_true", help="say nothing when all is well")
    build_.add_argument("--verbose", action="store_true", help="say how long each stage took")
    build_.add_argument("--no-cache", action="store_true", help="make everything anew")
    build_.add_argument("--clean", action="store_true", help="remove what others put into that folder")
    build_.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="show the site while you write, and every change at once")
    _add_site(serve)
    serve.add_argument(
        "--port", metavar="NUMBER", type=_port, default=8000, help="where to serve it, if that is free (8000)"
    )
    serve.add_argument("--open", action="store_true", help="open it in the browser")
    serve.set_defaults(run=_serve)

    check = commands.add_parser("check", help="report every problem, and give advice; write nothing")
    _add_shared(check)
    check.add_argument(
        "--fix", action="store_true", help="first put keys in order and spell codes as the WHO does"
    )
    check.set_defaults(run=_check)

    new = commands.add_parser("new", help="write a commented file to fill in")
    kinds = new.add_subparsers(dest="kind", required=True)
    for kind in TOLD:
        one = kinds.add_parser(kind, help=f"a {kind}; on a terminal it asks for what no flag tells")
        add_flags(one, kind)
        one.set_defaults(run=_new, usage=one)
    return parser


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site-url", metavar="URL", default="", type=_url, help="where it will be published")
    parser.add_argument("--drafts", action="store_true", help="include pages marked draft: true")


def _add_shared(parser: argparse.ArgumentParser) -> None:
    _add_site(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to say it: words, GitHub annotations, JSON"
    )


def _url(text: str) -> str:
    if text and ("?" in text or "#" in text or not re.fullmatch(ADDRESS, text)):
        raise argparse.ArgumentTypeError(f'"{text}" is no address such as https://example.org/')
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < PORTS):
        raise argparse.ArgumentTypeError(f'"{text}" is no port such as 8000')
    return int(text)


def _build(options: argparse.Namespace) -> int:
    root, output = options.root, options.output
    cache = None if options.no_cache else root / last.CACHE
    chosen = {"site_url": options.site_url, "drafts": options.drafts}
    progress = Progress(sys.stderr)
    progress("looking")
    look = last.look(root)
    since = last.since(cache, root, look, output, chosen) if cache else None
    if options.clean and since and since.last.strangers:
        since = None
    changes, atomic = "nothing changed", True
    cleaned: Sequence[str] = ()
    if since and not since.changed:
        done = since.last
    else:
        # What this brings takes longer to load than it takes to see that nothing changed.
        from atlas.building import build_from  # noqa: PLC0415
        from atlas.pipeline import LOCK, Site  # noqa: PLC0415

        site = Site(root, output, options.site_url, options.drafts)
        try:
            made, written, damaged, shelf = build_from(cache, site, progress, since, clean=options.clean)
        finally:
            progress.end()
        if damaged:
            names = ", ".join(file.relative_to(root).as_posix() for file in damaged)
            print(f"The cache was damaged and not used: {names}", file=sys.stderr)
        left = last.seen(written.left.items())
        done = last.Last(made.pages, made.points, made.facts.url, written.strangers, left, shelf)
        changes, atomic, cleaned = _changes(written), written.atomic, written.cleaned
        if cache and last.as_loaded():
            last.keep(cache, look.after_writing(root, LOCK, made.lock), output, chosen, done)
    if options.format == "json":
        show(Findings(pages=done.pages, points=done.points), "json")
        return FINE
    if options.verbose:
        print(*progress.stages(), sep="\n")
    if not options.quiet:
        told = f"{changes} in {progress.seconds:.1f} s, in {visible(str(output))}"
        say(_summary(done, told, cleaned, atomic=atomic), sys.stdout)
    return FINE


def _summary(done: last.Last, changes: str, cleaned: Sequence[str], *, atomic: bool) -> str:
    lines = [f"{counted(done.pages, 'page')}, {counted(done.points, 'point')}: {changes}"]
    if not done.url:
        lines.append(
            "No --site-url: left out sitemap.xml, feed.xml, canonical links and the QR codes of cards."
        )
    if done.strangers:
        lines.append("Not ours, left alone: " + ", ".join(map(visible, done.strangers)))
    if cleaned:
        lines.append("Not ours, removed: " + ", ".join(map(visible, cleaned)))
    if not atomic:
        lines.append("This disk cannot exchange two folders at once: the site was away for a moment.")
    return "\n".join(lines)


def _changes(written: Written) -> str:
    if not (written.changed or written.removed):
        return "nothing changed"
    removed = f", {written.removed} removed" if written.removed else ""
    return f"{counted(written.changed, 'file')} written{removed}"


def _serve(options: argparse.Namespace) -> int:
    from atlas.pipeline import Site  # noqa: PLC0415 - as in _build
    from atlas.serve import serve  # noqa: PLC0415 - this brings a web server
    from atlas.warm import Warm  # noqa: PLC0415

    gc.enable()  # unlike a build, this goes on for hours
    root = options.root
    site = Site(root, root / "output", options.site_url, options.drafts)
    again = [sys.executable, str(root / "build.py"), "serve", "--site-url", options.site_url]
    again += ["--drafts"] * options.drafts
    serve(root, Warm(site, root / last.CACHE), options.port, browse=options.open, again=again)
    return FINE


def _check(options: argparse.Namespace) -> int:
    from atlas.advice import advise  # noqa: PLC0415 - as in _build
    from atlas.collect import load_library  # noqa: PLC0415
    from atlas.fix import fix, would_fix  # noqa: PLC0415
    from atlas.pipeline import Site, make  # noqa: PLC0415

    root = options.root
    for line in (fix if options.fix else would_fix)(root):
        print(line, file=sys.stdout if options.format == "text" else sys.stderr)
    made = make(Site(root, root / "output", options.site_url, options.drafts))
    advice = advise(load_library(root / "content", root, drafts=options.drafts), options.today)
    show(Findings((), advice, made.pages, made.points), options.format)
    return FINE


def _new(options: argparse.Namespace) -> int:
    told = told_by(options)
    name = name_of(options, told)
    if not (name or is_terminal()):
        options.usage.error("the following arguments are required: name")
    from atlas.ask import begin, interview  # noqa: PLC0415 - as in _build
    from atlas.starter import Desk  # noqa: PLC0415

    desk = Desk(options.root, options.today)
    try:
        sketch = (interview if is_terminal() else begin)(desk, options.kind, name, told)
    except (EOFError, KeyboardInterrupt):
        print("\nstopped; nothing was written", file=sys.stderr)
        return PROBLEMS
    path = sketch.write(options.root)
    print(f"Wrote {path.relative_to(options.root)}. Fill it in, then run: python build.py check --drafts")
    return FINE
