"""What stands in the three YAML files of content/: the site, its references, its flagged points."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from atlas import patterns
from atlas.patterns import Code, Line, Matter, Slug, WebAddress
from atlas.schema import Advice, CautionKind, RedFlag

Study = Literal[
    "systematic-review", "rct", "observational", "case-report", "guideline", "standard", "institution",
    "commentary", "protocol", "trial-registration", "book",
]  # fmt: skip


class Reference(Matter):
    """One entry of content/references.yaml: CSL names, and what we read there."""

    id: Slug
    study: Study = Field(description="The design of the study.")
    author: Line | None = None
    title: Line
    container_title: Line | None = Field(None, alias="container-title")
    issued: int | None = Field(None, ge=1900, le=2100, description="The year.")
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = None
    doi: Annotated[str, StringConstraints(pattern=patterns.DOI)] | None = Field(None, alias="DOI")
    pmid: Annotated[str, StringConstraints(pattern=patterns.PMID)] | None = Field(None, alias="PMID")
    url: WebAddress | None = Field(None, alias="URL")
    modality: Line | None = Field(None, description="What was done, where it was not fingers alone.")
    points: tuple[Code, ...] = Field((), description="Codes that the source itself names.")
    conditions: tuple[Line, ...] = ()
    finding: Line = Field(description="In one sentence, in our own words.")
    certainty: Literal["high", "moderate", "low", "very-low"] | None = Field(
        None, description="Only as stated by the source."
    )
    not_verified: tuple[Line, ...] = Field((), description="Fields nobody has read yet.")


class Flag(Matter):
    """One entry of content/flags.yaml: points that must carry a caution."""

    kind: CautionKind
    points: tuple[Code, ...] = Field(min_length=1)
    advice: tuple[Advice, ...] = Field(min_length=1, description="The advice that a point may give.")
    because: Line
    sources: tuple[Slug, ...] = ()


class Emergency(Matter):
    """What to say when it is serious."""

    service: Line = Field(description="The kind of service: your local emergency number.")
    number: Line | None = Field(None, description="Shown if the site serves one country.")
    advice: Line = Field(description="The safety line of every page.")


class GeneralCaution(Matter):
    """A caution that holds for every point."""

    text: Line = Field(max_length=260)
    card: Line = Field(max_length=90, description="A short wording for paper.")
    sources: tuple[Slug, ...] = ()


class ThemeColours(Matter):
    """The colour of the browser's own frame."""

    light: Annotated[str, StringConstraints(pattern=patterns.COLOUR)]
    dark: Annotated[str, StringConstraints(pattern=patterns.COLOUR)]


class SiteMatter(Matter):
    """content/site.yaml: what is true of every page."""

    title: Line
    tagline: Line
    description: Line = Field(max_length=200)
    language: Annotated[str, StringConstraints(pattern=patterns.LANGUAGE)]
    site_url: WebAddress | None = Field(None, description="Where it is published; --site-url wins.")
    repository: WebAddress | None = Field(None, description="For edit-this-page links.")
    emergency: Emergency
    red_flags: tuple[RedFlag, ...] = Field(min_length=1, description="For cards that serve no one need.")
    pregnancy_flags: tuple[RedFlag, ...] = Field((), description="Added on cards for pregnancy.")
    general_cautions: tuple[GeneralCaution, ...] = Field(min_length=1)
    featured: Slug = Field(description="The routine shown on the first page.")
    theme_colour: ThemeColours
