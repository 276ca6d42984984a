"""What stands in the three YAML files of content/: the site, its references, its flagged points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from atlas import patterns
from atlas.patterns import Code, Contact, Line, Matter, Slug, WebAddress
from atlas.schema import Advice, CautionKind, RedFlag

Study = Literal[
    "systematic-review", "rct", "observational", "case-report", "guideline", "standard", "institution",
    "commentary", "protocol", "trial-registration", "book",
]  # fmt: skip


class Reference(Matter):
    """One entry of content/references.yaml: CSL names, and what we read there."""

    id: Slug = Field(description="The name pages cite it by: first author, year, subject.")
    study: Study = Field(description="The design of the study.")
    author: Line | None = Field(None, description="Family names with initials, or the institution.")
    title: Line = Field(description="As its authors wrote it.")
    container_title: Line | None = Field(
        None, alias="container-title", description="The journal, or the site, that it appeared in."
    )
    issued: int | None = Field(None, ge=1900, le=2100, description="The year.")
    volume: Line | None = Field(None, description="Of the journal.")
    issue: Line | None = Field(None, description="Of the journal.")
    page: Line | None = Field(None, description="The pages, or the number of the article.")
    doi: Annotated[str, StringConstraints(pattern=patterns.DOI)] | None = Field(
        None, alias="DOI", description="Without https://doi.org/."
    )
    pmid: Annotated[str, StringConstraints(pattern=patterns.PMID)] | None = Field(
        None, alias="PMID", description="Its number in PubMed."
    )
    url: WebAddress | None = Field(None, alias="URL", description="Where it can be read.")
    modality: Line | None = Field(None, description="What was done, where it was not fingers alone.")
    points: tuple[Code, ...] = Field((), description="Codes that the source itself names.")
    conditions: tuple[Line, ...] = Field((), description="What the people in it had.")
    finding: Line = Field(description="In one sentence, in our own words.")
    certainty: Literal["high", "moderate", "low", "very-low"] | None = Field(
        None, description="Only as stated by the source."
    )
    not_verified: tuple[Line, ...] = Field((), description="Fields nobody has read yet.")


class Flag(Matter):
    """One entry of content/flags.yaml: points that must carry a caution."""

    kind: CautionKind = Field(description="What is at risk.")
    points: tuple[Code, ...] = Field(min_length=1, description="Points that must have this caution.")
    advice: tuple[Advice, ...] = Field(min_length=1, description="The advice that a point may give.")
    because: Line = Field(description="Why. An author who forgets the caution is told so.")
    sources: tuple[Slug, ...] = Field((), description="Where that was read.")


class Emergency(Matter):
    """What to say when it is serious."""

    service: Line = Field(description="The kind of service: your local emergency number.")
    number: Line | None = Field(None, description="Shown if the site serves one country.")
    advice: Line = Field(description="The safety line of every page.")


class GeneralCaution(Matter):
    """A caution that holds for every point."""

    text: Line = Field(max_length=260, description="One or two sentences, to the reader.")
    card: Line = Field(max_length=90, description="A short wording for paper.")
    sources: tuple[Slug, ...] = Field((), description="None: general caution.")


class ThemeColours(Matter):
    """The colour of the browser's own frame."""

    light: Annotated[str, StringConstraints(pattern=patterns.COLOUR)] = Field(
        description="On a light screen."
    )
    dark: Annotated[str, StringConstraints(pattern=patterns.COLOUR)] = Field(description="On a dark screen.")


class SiteMatter(Matter):
    """content/site.yaml: what is true of every page."""

    title: Line = Field(description="The name of the site.")
    tagline: Line = Field(description="The heading of the first page.")
    description: Line = Field(max_length=200, description="One sentence for search results.")
    language: Annotated[str, StringConstraints(pattern=patterns.LANGUAGE)] = Field(
        description="Of the text: en."
    )
    site_url: WebAddress | None = Field(None, description="Where it is published; --site-url wins.")
    repository: WebAddress | None = Field(None, description="For edit-this-page links.")
    security_contact: Contact | None = Field(
        None, description="For .well-known/security.txt, which names the repository otherwise."
    )
    emergency: Emergency
    red_flags: tuple[RedFlag, ...] = Field(min_length=1, description="For cards that serve no one need.")
    pregnancy_flags: tuple[RedFlag, ...] = Field((), description="Added on cards for pregnancy.")
    general_cautions: tuple[GeneralCaution, ...] = Field(min_length=1)
    featured: Slug = Field(description="The routine shown on the first page.")
    theme_colour: ThemeColours
