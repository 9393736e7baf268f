"""CCTNS at the pages and the shell: what waits, comparing, and setting right."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from pydantic import SecretStr
from sqlalchemy import select

from models import CctnsMessage, CctnsStatus
from models.session import reading
from tests.processes.cctns.far_end import TOKEN, FarEnd, far_end
from tests.web.casework import Casework
from tests.web.conftest import portal_of
from tests.web.installation import settings_for
from tests.web.staff import SignIn
from web import create_app


@pytest.fixture
def cctns() -> Iterator[FarEnd]:
    with far_end() as running:
        yield running


@pytest.fixture
def app(furnished_url: str, cctns: FarEnd) -> Iterator[Flask]:
    """The app of an installation with a gateway to CCTNS."""
    settings = settings_for(
        furnished_url, demo=True, cctns_url=cctns.url, cctns_token=SecretStr(TOKEN)
    )
    made = create_app(settings)
    made.testing = True
    yield made
    portal_of(made).database.dispose()


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


def status_of(casework: Casework) -> CctnsStatus:
    with reading(casework.portal.sessions) as session:
        return session.scalars(select(CctnsMessage.status)).one()


def test_a_registered_complaint_goes_to_cctns_by_itself(
    casework: Casework, cctns: FarEnd, cli: FlaskCliRunner, sign_in: SignIn
) -> None:
    complaint_id = casework.investigated()
    casework.wait(minutes=1)

    assert [each["kind"] for each in cctns.taken.values()] == ["registration"]
    assert status_of(casework) is CctnsStatus.ACKNOWLEDGED
    page = sign_in("sho").open(f"/office/cases/{complaint_id}")
    assert "Number in CCTNS: 2026/0001" in page.words
    compared = cli.invoke(args=["cctns", "reconcile"])
    assert (compared.exit_code, compared.output) == (0, "0 differences, 0 set right.\n")


def test_an_administrator_sees_what_waits_compares_and_sets_it_right(
    casework: Casework, cctns: FarEnd, sign_in: SignIn, cli: FlaskCliRunner
) -> None:
    cctns.answers = [422]
    casework.investigated()
    casework.wait(minutes=1)
    browser = sign_in("admin")

    waits = browser.open("/command/cctns")
    found = browser.send(waits, {"go": "compare"})
    listed = cli.invoke(args=["cctns", "status"]).output
    mended = browser.send(waits, {"go": "mend"})
    casework.wait(minutes=1)

    assert "Registration of an FIR" in waits.words
    assert "cctns_422" in waits.words
    assert "CCTNS has refused it." in found.words
    assert ("refused" in listed, "1 messages wait." in listed) == (True, True)
    assert "1 set right." in mended.words
    assert status_of(casework) is CctnsStatus.ACKNOWLEDGED


def test_a_gateway_that_is_down_is_told_in_words(
    cctns: FarEnd, sign_in: SignIn, cli: FlaskCliRunner
) -> None:
    browser = sign_in("admin")
    page = browser.open("/command/cctns")
    cctns.answers = [500, 500]

    answer = browser.send(page, {"go": "compare"})
    result = cli.invoke(args=["cctns", "reconcile", "--mend"])

    assert (answer.status, "CCTNS does not answer just now." in answer.words) == (503, True)
    assert (result.exit_code, "cctns_500" in result.output) == (1, True)


@pytest.mark.parametrize("login", ["state", "sp", "sho"])
def test_only_administrators_look_after_it(sign_in: SignIn, login: str) -> None:
    assert sign_in(login).open("/command/cctns").status == 404
