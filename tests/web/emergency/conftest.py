"""Fixtures for tests of help at once."""

import pytest
from flask import Flask

from tests.web.staff import SignIn


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign an account in; its browser."""
    return SignIn(app)
