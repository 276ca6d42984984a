"""How codes, names, dates and addresses are spelt, and what to say of one that is not."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from atlas.addresses import ADDRESS

CODE = r"^([A-Z]{2}|EX-[A-Z]{1,2})[1-9]\d?$"
PREFIX = r"^([A-Z]{2}|EX-[A-Z]{1,2})$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TIMES = r"^[1-9]\d?(-[1-9]\d?)?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
COLOUR = r"^#[0-9a-f]{6}$"
LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
DOI = r"^10\.\d{4,9}/\S+$"
PMID = r"^\d{1,9}$"
PLACE = rf"{SLUG}|{CODE}"
SHARE = r"^[1-9]\d?/[1-9]\d?$"
CUN = r"^([1-9]\d?(\.\d{1,2})?|0\.\d?[1-9])$"
CONTACT = r"^(https://[^\s<>\"'/?#]+(/[^\s<>\"']*)?|mailto:[^\s<>\"'@?#]+@[^\s<>\"'@?#]+)$"
LONGEST_LINE = 1000

SAID = {
    CODE: "a code is capital letters and a number, such as GB21 or EX-HN3",
    PREFIX: "the letters of a code, such as GB or EX-HN",
    SLUG: "a name is small letters, digits and hyphens, such as upper-back-pain",
    TIMES: "write 2, or 3-5 for a range",
    DAY: "write year-month-day: 2026-11-22",
    ADDRESS: "an address begins with https:// and has no spaces",
    COLOUR: "a colour is # and six digits or letters a to f, such as #0b6e69",
    CONTACT: "write an address that begins with https://, or mailto: and an e-mail address",
    LANGUAGE: "a language is two small letters, such as en",
    DOI: "a DOI begins with 10. and a number, such as 10.1136/bmj.i6748",
    PMID: "a PMID is a number",
    PLACE: "a place is a landmark such as c7-low, or a code such as GV14",
    SHARE: "a fraction is two numbers from 1 to 99, such as 1/2",
    CUN: "write 2, or 1.5",
}


class Matter(BaseModel):
    """What an author writes: immutable, and deaf to keys nobody has declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _one_line(text: str) -> str:
    """Refuse line breaks and what no editor shows in text that is shown as it stands.

    The length is checked here, because a limit in the type would win over the narrower one of a field.
    """
    if "\n" in text:
        raise PydanticCustomError("one_line", "must be on one line")
    if not text.isprintable():
        unseen = next(letter for letter in text if not letter.isprintable())
        number = f"U+{ord(unseen):04X}"
        raise PydanticCustomError("unseen", "has an invisible character ({number})", {"number": number})
    if len(text) > LONGEST_LINE:
        raise PydanticCustomError("string_too_long", "too long", {"max_length": LONGEST_LINE})
    return text


def _day(text: object) -> object:
    """Read year-month-day and nothing else: pydantic would also take a bare number for a date."""
    if not isinstance(text, str):
        return text
    try:
        return date.fromisoformat(text if re.fullmatch(DAY, text) else "")
    except ValueError:
        raise PydanticCustomError("day", 'is not a date: "{text}"', {"text": text}) from None


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_one_line)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Code = Annotated[str, StringConstraints(pattern=CODE)]
Prefix = Annotated[str, StringConstraints(pattern=PREFIX)]
Times = Annotated[str, StringConstraints(pattern=TIMES)]
Day = Annotated[date, BeforeValidator(_day)]
Contact = Annotated[str, StringConstraints(pattern=CONTACT, max_length=300)]
WebAddress = Annotated[str, StringConstraints(pattern=ADDRESS, max_length=300)]
