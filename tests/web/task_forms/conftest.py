"""Fixtures for tests of forms."""

from collections.abc import Iterator

import pytest
from flask import Flask


@pytest.fixture
def request_in_english(app: Flask) -> Iterator[None]:
    """A page in English, for which forms are shown."""
    with app.test_request_context("/?lang=en"):
        yield
