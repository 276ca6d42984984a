"""How codes, names, dates and addresses are spelt, and what to say of one that is not."""

from __future__ import annotations

CODE = r"^([A-Z]{2}|EX-[A-Z]{1,2})[1-9]\d?$"
PREFIX = r"^([A-Z]{2}|EX-[A-Z]{1,2})$"
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
TIMES = r"^[1-9]\d?(-[1-9]\d?)?$"
ADDRESS = r"^https?://[^\s<>\"']+$"
COLOUR = r"^#[0-9a-f]{6}$"
LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
DOI = r"^10\.\d{4,9}/\S+$"
PMID = r"^\d{1,9}$"

SAID = {
    CODE: "a code is capital letters and a number, such as GB21 or EX-HN3",
    PREFIX: "the letters of a code, such as GB or EX-HN",
    SLUG: "a name is small letters, digits and hyphens, such as upper-back-pain",
    TIMES: "write 2, or 3-5 for a range",
    ADDRESS: "an address begins with https://",
    COLOUR: "a colour is # and six digits or letters a to f, such as #0b6e69",
    LANGUAGE: "a language is two small letters, such as en",
    DOI: "a DOI begins with 10. and a number, such as 10.1136/bmj.i6748",
    PMID: "a PMID is a number",
}
