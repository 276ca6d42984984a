"""Waiting for what comes in its own time."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from playwright.sync_api import Page

T = TypeVar("T")


def run_to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: in the first one, Playwright keeps a loop running."""
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, work).result()


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
