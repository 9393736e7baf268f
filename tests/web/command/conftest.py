"""Fixtures for tests of supervisors' pages."""

import pytest
from flask import Flask

from tests.web.casework import Casework
from tests.web.staff import SignIn
from web.portal import Portal


@pytest.fixture
def casework(portal: Portal) -> Casework:
    """The installation's complaints."""
    return Casework(portal)


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """Sign an account in; its browser."""
    return SignIn(app)
