"""Put the keys of a file in the order of the schema, line by line, and codes in the spelling of the WHO."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import yaml
from frontmatter.default_handlers import YAMLHandler

from atlas.matter import fields_of, model_in
from atlas.patterns import CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

COMMENT = re.compile(r"( *)#(?! *yaml-language-server:)")
DASH = re.compile(r" *- +")
LINK = re.compile(r"(?<=\]\()[A-Za-z][A-Za-z0-9.-]*\d(?=(?:#[^()\s]*)?\))")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text as it should be, and what was done to it. `safe` tells that it says the same as before."""

    text: str
    moved: int = 0
    rewritten: int = 0
    safe: bool = True

    @property
    def done(self) -> str:
        """What was done, in words."""
        keys = f"{self.moved} key{'' if self.moved == 1 else 's'} put in order" if self.moved else ""
        codes = (
            f"{self.rewritten} code{'' if self.rewritten == 1 else 's'} rewritten" if self.rewritten else ""
        )
        return ", ".join(filter(None, (keys, codes)))


def tidy_page(text: str, kind: type[BaseModel], normal: Callable[[str], str]) -> Tidied:
    """Return a Markdown file in order: its front matter, and the codes that its text links to."""
    front, _ = YAMLHandler().split(text)
    start = text.index(front, 3)
    rest = text[start + len(front) :]
    found = tidy_record(front, kind, normal)
    links = [link for link in LINK.findall(rest) if normal(link) not in ("", link)]
    rest = LINK.sub(lambda link: normal(link[0]) or link[0], rest)
    return Tidied(text[:start] + found.text + rest, found.moved, found.rewritten + len(links), found.safe)


def tidy_record(text: str, kind: type[BaseModel], normal: Callable[[str], str]) -> Tidied:
    """Return a YAML text in order: a group of keys, or a list of groups. It must be one that can be read."""
    node = yaml.compose(text, Loader=yaml.CBaseLoader)
    if node is None:
        return Tidied(text)
    end = "\n" if text.endswith("\n") else ""
    tidy = _Tidy(text.removesuffix("\n").split("\n"))
    spelt = tuple(tidy.spell(node, kind, normal))
    for line, begin, stop, code in sorted(spelt, reverse=True):
        tidy.lines[line] = tidy.lines[line][:begin] + code + tidy.lines[line][stop:]
    lines = tidy.arrange(node, kind, 0, len(tidy.lines))
    result = "\n".join(lines) + end
    before, after = (yaml.load(one, Loader=yaml.CBaseLoader) for one in (text, result))  # noqa: S506 - only text
    return Tidied(result, tidy.moved, len(spelt), _says_the_same(before, after, normal))


@dataclass(slots=True)
class _Tidy:
    """One text on its way into order. Whole lines move, so that comments, quotes and blank lines survive."""

    lines: list[str]
    moved: int = 0

    def spell(
        self, node: yaml.Node, kind: type[BaseModel], normal: Callable[[str], str]
    ) -> Iterator[tuple[int, int, int, str]]:
        """Yield each code that is written in another way: line, first and last column, and what to write."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                yield from self.spell(item, kind, normal)
        for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
            info = fields_of(kind).get(key.value)
            inner = model_in(info.annotation) if info else None
            if inner:
                yield from self.spell(value, inner, normal)
            elif info and any(map(_is_code, (info.annotation, *info.metadata))):
                for one in value.value if isinstance(value, yaml.SequenceNode) else (value,):
                    yield from self._spell_one(one, normal)

    def _spell_one(
        self, node: yaml.Node, normal: Callable[[str], str]
    ) -> Iterator[tuple[int, int, int, str]]:
        start, stop = node.start_mark, node.end_mark
        quote = len(node.style or "") if isinstance(node, yaml.ScalarNode) else 0
        begin, end = start.column + quote, stop.column - quote
        # What stands there must be what was read: no escapes, no second line.
        if start.line == stop.line and self.lines[start.line][begin:end] == node.value:
            code = normal(node.value)
            if code not in ("", node.value):
                yield start.line, begin, end, code

    def arrange(self, node: yaml.Node, kind: type[BaseModel] | None, begin: int, end: int) -> list[str]:
        """Return the lines from `begin` to `end`, which hold this node, in order."""
        if kind and not getattr(node, "flow_style", True):
            if isinstance(node, yaml.SequenceNode):
                return self._list(node, kind, begin, end)
            if isinstance(node, yaml.MappingNode) and self._is_plain(node):
                return self._group(node, kind, begin, end)
        return self.lines[begin:end]

    def _list(self, node: yaml.SequenceNode, kind: type[BaseModel], begin: int, end: int) -> list[str]:
        """Return the lines of a list of groups: its entries stay where they are."""
        column = node.start_mark.column
        starts = [item.start_mark.line for item in node.value]
        tops = []
        for item, before in zip(node.value[1:], node.value, strict=False):
            dash = item.start_mark.line
            while not self.lines[dash].startswith(f"{'':{column}}-"):  # it may stand alone, above the entry
                dash -= 1
            tops.append(self._top(dash, column, _last_line(before) + 1))
        found = self.lines[begin : starts[0]]
        for item, start, top, following in zip(
            node.value, starts, [*tops, end], [*starts[1:], end], strict=True
        ):
            found += self.arrange(item, kind, start, top) + self.lines[top:following]
        return found

    def _group(self, node: yaml.MappingNode, kind: type[BaseModel], begin: int, end: int) -> list[str]:
        """Return the lines of a group of keys, each with the comments right above it and its own lines."""
        fields = fields_of(kind)
        starts = [key.start_mark.line for key, _ in node.value]
        column = node.value[0][0].start_mark.column
        floors = [begin, *(_last_line(pair[1]) + 1 for pair in node.value[:-1])]
        tops = [self._top(start, column, floor) for start, floor in zip(starts, floors, strict=True)]
        tail = self._tail(node.value[-1][1], column, end)
        chunks = []
        for (key, value), start, top, following in zip(
            node.value, starts, tops, [*tops[1:], tail], strict=True
        ):
            inner = model_in(fields[key.value].annotation) if key.value in fields else None
            chunks.append(self.lines[top : start + 1] + self.arrange(value, inner, start + 1, following))
        order = self._order([key.value for key, _ in node.value], list(fields))
        if order[0] != 0:  # the dash of a list goes before whichever key comes first
            prefix = self.lines[starts[0]][:column]
            for number, words in ((0, " " * column), (order[0], prefix)):
                line = starts[number] - tops[number]
                chunks[number][line] = words + chunks[number][line][column:]
        head, rest = self.lines[begin : tops[0]], self.lines[tail:end]
        return [*head, *(line for number in order for line in chunks[number]), *rest]

    def _order(self, keys: list[str], fields: list[str]) -> list[int]:
        """Return the places of the keys in order. One that the schema does not know stays behind its own."""
        ranks: list[int] = []
        for key in keys:
            ranks.append(fields.index(key) if key in fields else (ranks[-1] if ranks else -1))
        climbing: list[int] = []  # the ends of the longest run that needs no move, as each length has them
        for rank in ranks:
            place = bisect_right(climbing, rank)
            climbing[place : place + 1] = [rank]
        self.moved += len(ranks) - len(climbing)
        return sorted(range(len(ranks)), key=ranks.__getitem__)

    def _is_plain(self, node: yaml.MappingNode) -> bool:
        """Tell whether every key begins its line, all below each other; the first may stand after a dash."""
        marks = [key.start_mark for key, _ in node.value]
        before = [self.lines[mark.line][: mark.column] for mark in marks]
        return (
            len({mark.column for mark in marks}) == 1
            and not "".join(before[1:]).strip()
            and bool(not before[0].strip() or DASH.fullmatch(before[0]))
        )

    def _top(self, line: int, column: int, floor: int) -> int:
        """Return the first of the comments right above a line. Deeper ones belong to what stands before."""
        while line > floor and (found := COMMENT.match(self.lines[line - 1])) and len(found[1]) <= column:
            line -= 1
        return line

    def _tail(self, last: yaml.Node, column: int, end: int) -> int:
        """Return where the blank lines and comments begin below the last key and belong to none."""
        begin = _last_line(last) + 1
        found = (COMMENT.match(line) for line in self.lines[begin:end])
        tail = next((begin + n for n, one in enumerate(found) if one and len(one[1]) <= column), end)
        while tail > begin and not self.lines[tail - 1].strip() and not self._keeps_blanks(last):
            tail -= 1
        return tail

    def _keeps_blanks(self, node: yaml.Node) -> bool:
        """Tell whether a value ends in a text after |+, of which blank lines are a part."""
        while isinstance(node, yaml.CollectionNode) and node.value:
            node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
        block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
        return block and "+" in self.lines[node.start_mark.line][node.start_mark.column :].split("#")[0]


def _is_code(annotation: Any) -> bool:
    return getattr(annotation, "pattern", None) == CODE or any(map(_is_code, get_args(annotation)))


def _last_line(node: yaml.Node) -> int:
    """Return the last line of a value that is certainly its own. A text after | may go on, further right."""
    if isinstance(node, yaml.ScalarNode):
        return int(node.start_mark.line if node.style in ("|", ">") else node.end_mark.line)
    if getattr(node, "flow_style", True) or not node.value:
        return int(node.end_mark.line)
    last = node.value[-1]
    return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last)


def _says_the_same(before: Any, after: Any, normal: Callable[[str], str]) -> bool:
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(
            _says_the_same(value, after[key], normal) for key, value in before.items()
        )
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _says_the_same(*pair, normal) for pair in zip(before, after, strict=True)
        )
    return bool(before == after or (isinstance(before, str) and normal(before) == after))
