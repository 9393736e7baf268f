"""Incidents: only an administrator sees them and sets them going again."""

import pytest
from sqlalchemy import update

from models import Job, JobStatus
from tests.web.casework import Casework
from tests.web.staff import SignIn


def one_incident(casework: Casework) -> None:
    casework.submit()
    casework.change(
        lambda session: session.execute(
            update(Job)
            .where(Job.status == JobStatus.WAITING)
            .values(status=JobStatus.INCIDENT, last_error="ConnectionRefusedError")
        )
    )


def test_none_is_said(sign_in: SignIn) -> None:
    assert "There is none." in sign_in("admin").open("/command/incidents").words


def test_an_incident_is_shown_with_its_cause_and_tried_again(
    sign_in: SignIn, casework: Casework
) -> None:
    one_incident(casework)
    browser = sign_in("admin")
    page = browser.open("/command/incidents")

    again = browser.send(page)

    assert "ConnectionRefusedError" in page.words
    assert "5 minutes passed" in page.words
    assert "It is tried again now." in again.words


@pytest.mark.parametrize("login", ["sho", "sp", "state", "national"])
def test_nobody_else_sees_them(sign_in: SignIn, login: str) -> None:
    assert sign_in(login).open("/command/incidents").status == 404
