"""A crowd of made-up points: the project with a page for every code of the standard that has none."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import yaml

from bench.site import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARTS = ("assets", "atlas", "content", "templates", "build.py", "netlify.toml")
# The words that names of points are made of: English, pinyin, simplified, traditional.
FIRST = """
Heaven Tiān 天 天 | Earth Dì 地 地 | Middle Zhōng 中 中 | Cloud Yún 云 雲 | White Bái 白 白
Great Tài 太 太 | Lesser Shǎo 少 少 | Upper Shàng 上 上 | Lower Xià 下 下 | Crooked Qū 曲 曲
Yang Yáng 阳 陽 | Yin Yīn 阴 陰 | Wind Fēng 风 風 | Water Shuǐ 水 水 | Spirit Shén 神 神
Jade Yù 玉 玉 | Warm Wēn 温 溫 | Soft Ruǎn 软 軟 | Straight Zhí 直 直 | Bright Míng 明 明
Cold Hán 寒 寒 | Long Cháng 长 長
"""
SECOND = """
Gate mén 门 門 | Mansion fǔ 府 府 | Pool chí 池 池 | Spring quán 泉 泉 | Valley gǔ 谷 谷
Mound líng 陵 陵 | Stream xī 溪 溪 | Marsh zé 泽 澤 | Sea hǎi 海 海 | Hill qiū 丘 丘
Palace gōng 宫 宮 | Tower lóu 楼 樓 | Bridge qiáo 桥 橋 | Road dào 道 道 | Market shì 市 市
Field tián 田 田 | Bone gǔn 骨 骨 | Star xīng 星 星 | Wood mù 木 木 | Crossing jiāo 交 交
Hall táng 堂 堂 | Pillar zhù 柱 柱
"""
POINT = """---
code: {code}
names:
  english: {english}
  pinyin: {pinyin}
  hanzi: {hanzi}
  hanzi_traditional: {traditional}
  also:
    - Inner {english}
meridian: {meridian}
regions: [{region}]
sides: {sides}
reach: self
locate:
  plain: A made-up place, to measure with.
  steps: [There is nothing to find.]
  feel: Nothing.
press: {{with: thumb, motion: hold, pressure: light, seconds: 30}}
helps:
  - {{need: upper-back-pain, evidence: "traditional use, not tested"}}
  - {{use: Tired {region}, evidence: "traditional use, not tested"}}
sources: [who-2008-point-locations]
reviewed: 2026-11-22
---
"""


def crowd(folder: Path) -> Path:
    """Copy the project into an empty folder, and give every code a page. Nobody is to read or press them."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            shutil.copyfile(ROOT / part, folder / part)
    content = folder / "content"
    (content / "flags.yaml").write_text("[]\n", encoding="utf-8")
    regions = sorted(file.stem for file in (content / "regions").glob("*.md"))
    for number, (code, meridian) in enumerate(_codes(content)):
        file = content / "points" / f"{code.lower()}.md"
        if file.exists():
            continue
        english, pinyin, hanzi, traditional = _name(number)
        sides = "midline" if code.startswith(("GV", "CV")) else "both"
        words = {"code": code, "english": english, "pinyin": pinyin, "hanzi": hanzi, "meridian": meridian}
        words |= {"traditional": traditional, "region": regions[number % len(regions)], "sides": sides}
        text = POINT.format(**words)
        file.write_text(text if hanzi != traditional else _without(text), encoding="utf-8")
    return folder


def _codes(content: Path) -> Iterator[tuple[str, str]]:
    """Yield every code of the standard, with its meridian."""
    for file in sorted((content / "meridians").glob("*.md")):
        front = yaml.safe_load(file.read_text(encoding="utf-8").split("---")[1])
        for letters, most in front["series"].items():
            yield from ((f"{letters}{number}", file.stem) for number in range(1, most + 1))


def _name(number: int) -> tuple[str, str, str, str]:
    """Return the name of a number, which no other number has."""
    first, second = (
        [word.split() for word in re.split(r"[|\n]", words.strip())] for words in (FIRST, SECOND)
    )
    row, column = divmod(number, len(first))
    one, other = first[column], second[(row + column) % len(second)]
    return f"{one[0]} {other[0]}", one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _without(text: str) -> str:
    return re.sub(r"  hanzi_traditional: .*\n", "", text)
