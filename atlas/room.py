"""Whether a card has room for its words: what the style sheets set, reckoned at build time."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from atlas.fit import BOLD, Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from atlas.paper import Card, CardRow
    from atlas.problems import Problem

# What A4 and Letter both have room for inside margins of 12 mm. All lengths are millimetres, as in card.css,
# card-maps.css, card-flags.css, card-row.css, card-week.css and pocket.css of assets/css/blocks.
WIDTH, HEIGHT = 186.0, 255.0
CODE, GAP = 27.0, 2.0  # the code to scan, and the space between what stands beside it
MAP, LONG_MAP = 25.0, 32.0  # where one sheet has to do, and where there are more
TITLE = 8.8
FRAME_WIDE, FRAME_HIGH = 6.4, 8.5  # the box of the red flags
ROW_WIDE, ROW_HIGH = 27.5, 2.1  # picture and gap; padding and rule
NUMBER, BIG_NUMBER = 9.0, 13.0  # the point's number, before its title
TICK, TICKS = 8.5, 7.4  # how much room a box takes beside the title, and how high they stand
FOOT = 27.1
BIG_MAP, BIG_TITLE, BIG_FRAME, BIG_FOOT = 30.0, 15.8, 5.8, 38.3
BIG_ROWS, BIG_BESIDE = 3, 3  # points a sheet; lines beside a picture, below its dose
BIG_PICTURE, BIG_SIDE, BIG_DOSE = 32.0, 48.0, 12.0
POCKET = 57.5  # of 63, without what is kept free above and below
WEEK_ROW, WEEK_REST = 4.9, 23.5  # a point of the order card, and the rest of its back
PICTURE, PICTURE_HIGH, STEPS_GAP = 74.0, 79.0, 0.5

TYPE, SINGLE, LARGE = Type(12, WIDTH), Type(13, WIDTH), Type(18, WIDTH)
SMALL, SIDE, CAPTION = Type(10, 85.0), Type(11, 85.0), Type(10, PICTURE)


def check_room(card: Card, maps: Iterable[float], picture: float = 0.0) -> Iterator[Problem]:
    """Yield what is too long for a card.

    `maps` are the heights of its body maps and `picture` that of its large picture, as parts of their width.
    """
    tall = max(maps, default=0.0)
    match card.form:
        case "sheet":
            yield from _check_sheets(card, tall)
        case "large":
            over = big_first_sheet(card, tall) - HEIGHT
            yield from _flags_too_long(card, over, LARGE, "the first sheet in large print")
            for number in range(0, len(card.rows), BIG_ROWS):
                three = card.rows[number : number + BIG_ROWS]
                if sum(map(big_row, three)) > HEIGHT:
                    yield _too_many_words(card, "a sheet in large print has", three)
        case "pocket":
            for high, words in pocket_sides(card):
                yield from _flags_too_long(card, high - POCKET, SMALL, words)
            if order_back(card) > POCKET:
                most = int((POCKET - WEEK_REST) / WEEK_ROW)
                message = f"the order card has room for {most} points, and this version has {len(card.rows)}"
                yield card.entry.problem(("versions", "standard"), message, "leave out a point")
        case "point":
            yield from _check_point(card, tall, picture)


def _check_sheets(card: Card, tall: float) -> Iterator[Problem]:
    used, count = top(card, tall), 1
    for high in (*map(row, card.rows), FOOT):
        if used + high > HEIGHT:
            count, used = count + 1, 0.0
        used += high
    if count > card.most:
        sheets = "one sheet has" if card.most == 1 else f"{card.most} sheets have"
        yield _too_many_words(card, sheets, card.rows)


def _too_many_words(card: Card, sheets: str, rows: Iterable[CardRow]) -> Problem:
    longest = max(rows, key=row).point.matter.code
    hint = f'leave out a point, or shorten "plain" or "reach_tip" of {longest}, which has the most words'
    return card.entry.problem(("versions",), f"the {card.words} has more words than {sheets} room for", hint)


def _flags_too_long(card: Card, over: float, type_: Type, where: str) -> Iterator[Problem]:
    if over > 0:
        message = f"{where} has no room for the red flags: {_lines(over, type_)} too many"
        yield card.entry.problem(("needs",), message, 'shorten "card" of the red flags of its needs')


def _lines(over: float, type_: Type) -> str:
    lines = ceil(over / type_.line)
    return f"{lines} line{'' if lines == 1 else 's'}"


def _check_point(card: Card, tall: float, picture: float) -> Iterator[Problem]:
    (only,) = card.rows
    for over, type_, where in (
        (point_sheet(card, tall, picture) - HEIGHT, TYPE, "its card"),
        (pocket_back(only) - POCKET, SIDE, "the back of its pocket card"),
    ):
        if over > 0:
            message = f"{where} has no room for its words: {_lines(over, type_)} too many"
            yield card.entry.problem(("locate", "plain"), message, 'shorten "plain" or "reach_tip"')


def top(card: Card, tall: float) -> float:
    """Return how high title, maps, red flags and what is left out stand together."""
    wide = LONG_MAP if card.most > 1 else MAP
    beside = Type(12, WIDTH - 2 * wide - CODE - 4 * GAP)
    head = TITLE + beside.lines(card.count, bold=True) * beside.line + beside.high(card.facts)
    left_out = f"Ask your midwife or doctor before you begin. {card.left_out}"
    return (
        max(head, CODE, tall * wide)
        + 2.2
        + flags(card, TYPE)
        + stop(card, TYPE)
        + (TYPE.high(left_out) + 2 if card.left_out else 0.0)
    )


def flags(card: Card, type_: Type) -> float:
    """Return how high the box of the red flags is, with its margins."""
    inside = type_._replace(width=type_.width - FRAME_WIDE)
    return FRAME_HIGH + inside.line * 1.05 + inside.high(*_signs(card))


def stop(card: Card, type_: Type) -> float:
    """Return how high the words are that say when to stop."""
    return type_.high(f"Stop {card.stop}") + 1.5


def _signs(card: Card) -> list[str]:
    return [f"{group.words} {group.signs}" for group in card.warned]


def row(one: CardRow, type_: Type = TYPE, wide: float = ROW_WIDE) -> float:
    """Return how high a point's row is on an ordinary card."""
    type_ = type_._replace(width=type_.width - wide)
    dose = type_.wide(one.dose) * BOLD + TICK * len(one.ticks) + 4
    number = NUMBER if wide else 0.0  # the card of a single point counts nothing
    title = Type(type_.size + 1, type_.width - dose - number)
    lines = title.lines(_title(one), bold=True)
    return ROW_HIGH + max(TICKS, lines * title.line * 0.95) + _words(one, type_)


def _title(one: CardRow) -> str:
    names = one.point.matter.names
    other = f" / {names.hanzi_traditional}" if names.hanzi_traditional else ""
    return f"{one.title} {names.pinyin} {names.hanzi}{other}"


def _words(one: CardRow, type_: Type) -> float:
    return type_.high(f"Find {one.find}", f"Press {one.press}") + _cautions(one, type_)


def _cautions(one: CardRow, type_: Type, beside: int = 0) -> float:
    """Return how high the cautions are: a sign takes as much room as two letters."""
    words = " ".join(f"OO {words}" for _, words in one.cautions)
    return type_.lines(words, bold=True, beside=beside, taken=BIG_SIDE) * type_.line if words else 0.0


def big_row(one: CardRow) -> float:
    """Return how high a row of large print is: its words begin beside the picture and run on below it."""
    title = Type(20, WIDTH - BIG_NUMBER).high(_title(one))
    cautions = _cautions(one, LARGE, BIG_BESIDE)
    left = max(BIG_BESIDE - round(cautions / LARGE.line), 0)
    find = LARGE.lines(f"Find {one.find}", beside=left, taken=BIG_SIDE) * LARGE.line
    return 5.5 + title + max(BIG_PICTURE, BIG_DOSE + cautions + find) + LARGE.high(f"Press {one.press}")


def big_first_sheet(card: Card, tall: float) -> float:
    """Return how high the first sheet of large print is."""
    head = BIG_TITLE + LARGE.lines(card.count, bold=True) * LARGE.line + LARGE.high(card.facts)
    warned = flags(card, LARGE) + BIG_FRAME + stop(card, LARGE)
    return head + warned + max(tall * BIG_MAP, 34.0) + 2 + BIG_FOOT


def pocket_back(one: CardRow) -> float:
    """Return how high the words on the back of a pocket card are."""
    return 1 + _words(one, SIDE)


def pocket_sides(card: Card) -> Iterator[tuple[float, str]]:
    """Yield how high the words of the safety card's sides are, and what each is called."""
    first, *rest = _signs(card)
    title = Type(13, 85.0)
    yield title.high(card.title) + 2 + SMALL.line + SMALL.high(first), "the front of the safety card"
    yield SMALL.high(*rest, f"Stop {card.stop}") + SMALL.line + 2, "the back of the safety card"


def order_back(card: Card) -> float:
    """Return how high the back of the order card is: a line for each point, and the rest."""
    return len(card.rows) * WEEK_ROW + WEEK_REST


def _caption(one: CardRow) -> float:
    """Return how high the words under the picture of a point's card are."""
    words = next((view.caption for view in one.point.matter.locate.views), None)
    return CAPTION.high(words) + 1 if words else 0.0


def point_sheet(card: Card, tall: float, picture: float) -> float:
    """Return how high the card of a single point is."""
    (only,) = card.rows
    locate = only.point.matter.locate
    column, item = Type(12, 108.0), Type(12, 101.0)
    steps = column.line + item.high(*locate.steps) + len(locate.steps) * STEPS_GAP + 1
    steps += column.high(f"What you feel: {locate.feel}")
    head = max(TITLE + TYPE.line + Type(12, 128.0).high(card.facts), CODE, tall * MAP) + 2.2
    return (
        head
        + flags(card, TYPE)
        + stop(card, TYPE)
        + row(only, SINGLE, 0.0)
        + 4
        + max(steps, min(picture * PICTURE, PICTURE_HIGH) + _caption(only))
        + FOOT
    )
