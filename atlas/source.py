"""Read one file, and remember on which line everything was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

import yaml
from frontmatter.default_handlers import YAMLHandler

from atlas.plain import read_plain
from atlas.problems import Problem, SiteError, report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path, PurePath

MOST_BYTES = 512 * 1024
DEEPEST = 12
STACK = 500  # levels that the composer reads without a thought
INDENT = re.compile(r"^[ ?:-]+", re.MULTILINE)
# What no editor shows: a stray one would end up in the page, and some count as line breaks.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")

# What libyaml finds, in the author's words. What was opened and not closed is shown where it opens.
FAULTS = {
    "mapping values are not allowed in this context": 'it has a ": " too many, or the line above lacks one',
    "could not find expected ':'": 'it lacks the ": " after a key, or the space after a dash',
    "did not find expected key": "it begins too far left or right, or goes on after a closing quote",
    "did not find expected '-' indicator": "it begins too far left or right",
    "did not find expected <document start>": "it begins further left than the first line",
    "block sequence entries are not allowed in this context": "a list begins on a line of its own",
    "found character that cannot start any token": "its text begins with a sign",
    "did not find expected alphabetic or numeric character": "its text begins with a sign",
    "did not find expected node content": "its text begins with a sign",
    "found unknown escape character": 'between "double quotes", a backslash has a meaning of its own',
    "found unexpected end of stream": "a quote is opened here and not closed",
    "did not find expected ',' or ']'": "a [ is opened here and not closed",
    "did not find expected ',' or '}'": "a { is opened here and not closed",
}

# What YAML holds once every scalar is left a string: its guesses (no is false) are not an author's business.
Plain: TypeAlias = str | list["Plain"] | dict[str, "Plain"]
Loc: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)  # without slots: the slug is asked for again and again
class Source:
    """One file as its author wrote it. `path` is relative to the project; lines count from 1."""

    path: PurePath
    data: Plain
    lines: Mapping[Loc, int]
    body: str = ""
    body_line: int = 1
    front: str = ""
    """A hash of the front matter as it was written."""

    @cached_property
    def slug(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def line_of(self, loc: Loc) -> int:
        """Return the line of a key, or of the nearest parent that was written."""
        while loc not in self.lines and loc:
            loc = loc[:-1]
        return self.lines.get(loc, 1)

    @cached_property
    def kind(self) -> str:
        """The name of the folder it lies in."""
        return self.path.parent.name

    @cached_property
    def texts(self) -> tuple[tuple[Loc, str], ...]:
        """Every string of the front matter with its place."""
        found: list[tuple[Loc, str]] = []
        _gather((), self.data, found)
        return tuple(found)


def _gather(at: Loc, value: Plain, found: list[tuple[Loc, str]]) -> None:
    if isinstance(value, str):
        found.append((at, value))
        return
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        _gather((*at, key), item, found)


def places(value: Plain, at: Loc = ()) -> Iterator[Loc]:
    """Yield the place of the whole, and of everything in it, in the order in which it was written."""
    yield at
    if not isinstance(value, str):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from places(item, (*at, key))


def parse_page(text: str, path: PurePath) -> Source:
    """Read a Markdown file with front matter. Raises SiteError with what is wrong with its form."""
    handler = YAMLHandler()
    if not handler.detect(text):
        hint = "write --- alone on the first line"
        raise SiteError([Problem(path, 1, "the front matter has no opening ---", hint)])
    try:
        front, body = handler.split(text)
    except ValueError:
        hint = "write --- alone on a line after the last key"
        raise SiteError([Problem(path, 1, "the front matter has no closing ---", hint)]) from None
    # The splitter hides blank lines after the opening dashes, so the first line is measured, not assumed.
    first_line = 1 + text.count("\n", 0, text.index(front, 3))
    data, lines = _read_yaml(front, path, first_line)
    if not isinstance(data, dict):
        raise SiteError([Problem(path, lines[()], 'the front matter must be lines of "key: value"')])
    body_line = 1 + text.count("\n", 0, len(text) - len(body))
    return Source(path, data, lines, body, body_line, _hash(front))


def parse_record(text: str, path: PurePath) -> Source:
    """Read a YAML file. Raises SiteError with what is wrong with its form."""
    data, lines = _read_yaml(text, path, 1)
    return Source(path, data, lines, front=_hash(text))


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def read_text(file: Path, path: PurePath) -> str:
    """Return a file's text, or raise SiteError in words that do not need a programmer."""
    return text_of(read_plain(file, path, MOST_BYTES), path)


def text_of(raw: bytes, path: PurePath) -> str:
    """Return the text that a file holds, or raise SiteError with what keeps it from being one."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = 1 + raw.count(b"\n", 0, error.start)
        hint = "save it as UTF-8 in your editor"
        raise SiteError([Problem(path, line, "is not UTF-8 text", hint)]) from None
    if found := UNSEEN.search(text):
        other = f"has an invisible character (U+{ord(found[0]):04X})", "delete the line and type it again"
        message, hint = {
            "\ufeff": ("has an invisible byte order mark", "save it as UTF-8 without BOM in your editor"),
            "\r": ("has Windows line endings (CRLF)", "save it with LF line endings in your editor"),
        }.get(found[0], other)
        raise SiteError([Problem(path, 1 + text.count("\n", 0, found.start()), message, hint)])
    return text


def _read_yaml(text: str, path: PurePath, first_line: int) -> tuple[Plain, dict[Loc, int]]:
    if "\t" in text:
        line = first_line + text.count("\n", 0, text.index("\t"))
        raise SiteError([Problem(path, line, "has a tab", "indent with two spaces")])
    try:
        if _is_odd(text):
            report(tuple(_forbidden(text, path, first_line)))
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        words = FAULTS.get(error.problem or "", error.problem or "it is not YAML")
        mark = error.context_mark if words.endswith("not closed") else error.problem_mark
        hint = 'put text that holds ": " or " #", or begins with a sign, between quotes'
        line = first_line + (mark.line if mark is not None else 0)
        raise SiteError([Problem(path, line, f"this line cannot be read: {words}", hint)]) from None
    except yaml.YAMLError as error:  # a character YAML forbids has no mark
        raise SiteError([Problem(path, first_line, f"cannot be read: {error}")]) from None
    walk = _Walk(path, first_line)
    data = walk.plain(node, ()) if node else {}
    if walk.problems:
        raise SiteError(walk.problems)
    return data, walk.lines or {(): 1}  # an empty file has no line of its own


def _is_odd(text: str) -> bool:
    """Tell whether a text may hold aliases, or be nested so deeply that libyaml's composer runs out of stack.

    To look at every event takes as long as to read the text: this asks only whether it could be so.
    """
    indented = max(map(len, INDENT.findall(text)), default=0)
    return "*" in text or indented + text.count("[") + text.count("{") > STACK


def _forbidden(text: str, path: PurePath, first_line: int) -> Iterator[Problem]:
    """Yield aliases, and what is nested so deeply that the composer of libyaml would run out of stack."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        line = first_line + (event.start_mark.line if event.start_mark else 0)
        if isinstance(event, yaml.AliasEvent):
            message = "text that begins with * would repeat another part of the file"
            yield Problem(path, line, message, "put it between quotes, or write the other part out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield Problem(path, line, "is nested too deeply")
            return


@dataclass(slots=True)
class _Walk:
    """One walk over the YAML nodes gives the data, and a map from place to line."""

    path: PurePath
    first_line: int
    lines: dict[Loc, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def plain(self, node: yaml.Node, at: Loc) -> Plain:
        line = self.first_line + node.start_mark.line
        self.lines.setdefault(at, line)
        if len(at) >= DEEPEST and not isinstance(node, yaml.ScalarNode):
            raise SiteError([Problem(self.path, line, "is nested too deeply")])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item, (*at, i)) for i, item in enumerate(node.value)]
        return str(node.value)

    def _mapping(self, node: yaml.MappingNode, at: Loc) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key, value in node.value:
            line = self.first_line + key.start_mark.line
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(Problem(self.path, line, "a key must be a plain word"))
                continue
            name = str(key.value)
            if name in result:
                first = self.lines[(*at, name)]
                self.problems.append(Problem(self.path, line, f'"{name}" is already set on line {first}'))
            self.lines[(*at, name)] = line
            result[name] = self.plain(value, (*at, name))
        return result
