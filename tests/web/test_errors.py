"""Failures: a status, a page that says what to do, and a log without a person in it."""

import logging

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from engine import exceptions as engine_errors
from processes import exceptions as process_errors
from tests.web.browser import Browser


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The app with a page that fails as it is told."""

    @app.get("/fail")
    def fail() -> str:
        raise app.config["FAILURE"]

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (process_errors.NotVisible(), 404),
        (engine_errors.TaskNotFound(), 404),
        (engine_errors.TaskNotOpen(), 409),
        (engine_errors.TaskAlreadyClaimed(), 409),
        (engine_errors.StaleInstance(), 409),
        (engine_errors.MessageNotExpected(), 409),
        (engine_errors.InstanceBusy(), 503),
        (OperationalError("SELECT", {}, Exception("locked")), 503),
        (RuntimeError("a fault of ours"), 500),
    ],
)
def test_every_failure_gets_its_status_and_a_page(
    failing: Flask, failure: Exception, status: int
) -> None:
    failing.config["FAILURE"] = failure

    page = Browser(failing, language="en").open("/fail")

    assert page.status == status
    assert page.heading
    assert page.tree.get_element_by_id("leave") is not None


def test_a_refusal_to_see_looks_like_what_does_not_exist(failing: Flask) -> None:
    failing.config["FAILURE"] = process_errors.NotVisible()
    browser = Browser(failing, language="en")

    assert browser.open("/fail").words == browser.open("/nowhere").words


def test_a_fault_is_logged_by_place_and_kind_never_by_what_it_says(
    failing: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    failing.config["FAILURE"] = RuntimeError("Asha Devi, 98765 43210")

    page = Browser(failing, language="en").open("/fail")

    assert "RuntimeError at fail in" in caplog.text
    assert "test_errors.py" in caplog.text
    assert "Asha" not in caplog.text
    assert "Asha" not in page.text


def test_an_error_inside_the_database_shows_no_values(
    failing: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    failing.config["FAILURE"] = OperationalError(
        "INSERT", {"name": "Asha Devi"}, Exception("Asha Devi")
    )

    Browser(failing, language="en").open("/fail")

    assert "Asha" not in caplog.text
