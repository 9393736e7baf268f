"""Fixtures for tests of the designers' door."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from engine import drafts
from models import Draft, Officer
from tests.web.browser import Browser
from tests.web.staff import SignIn
from web.portal import Portal

NOW = datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
#: Begins a draft of the process *visit* with these files; its id.
Begin = Callable[..., str]


@pytest.fixture
def meera(sign_in: SignIn) -> Browser:
    """The first designer."""
    return sign_in("designer")


@pytest.fixture
def farah(sign_in: SignIn) -> Browser:
    """The second designer."""
    return sign_in("designer2")


@pytest.fixture
def begin(portal: Portal) -> Begin:
    """Begin a draft of the process *visit*, by the first designer."""

    def begun(files: Mapping[str, bytes] | None = None) -> str:
        with portal.sessions.begin() as session:
            by = session.query(Officer.id).filter(Officer.login == "designer").scalar()
            draft: Draft = drafts.begin_new(session, name="visit", files=files, by=str(by), now=NOW)
            return draft.id

    return begun
