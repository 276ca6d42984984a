"""Waiting for what a page will say in its own time."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Page


def until(page: Page, words: str, value: object = None) -> None:
    """Wait until something is true on a page.

    Playwright's own `wait_for_function` asks again by `eval`, which the site's content policy forbids.
    """
    for _ in range(400):
        with suppress(Error):  # while one page gives way to the next
            if page.evaluate(words, value):
                return
        page.wait_for_timeout(25)
    pytest.fail(f"it never became true: {words}")
