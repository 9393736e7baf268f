"""Error pages: at every door, in both languages, with the way out where she may be."""

import pytest
from flask import Flask
from werkzeug.exceptions import (
    MethodNotAllowed,
    NotFound,
    RequestEntityTooLarge,
    TooManyRequests,
)

from engine.exceptions import InstanceBusy
from tests.web.browser import Browser

HERS = ("/", "/form", "/track", "/track/say/any_copy_said", "/help", "/help/register", "/nowhere")
STAFF = ("/office/sign-in", "/office/", "/command/", "/designer/", "/patrol/")
PROGRAMS = ("/api/v1/rights", "/api/v1/nowhere", "/gateway/help", "/gateway/nowhere")
FAILURES = (
    (NotFound(), 404, "There is nothing here", "यहाँ कुछ नहीं है"),
    (MethodNotAllowed(), 405, "This could not be understood", "यह समझ में नहीं आया"),
    (RequestEntityTooLarge(), 413, "That was too much at once", "एक बार में बहुत ज़्यादा हो गया"),
    (TooManyRequests(), 429, "Too many tries", "बहुत बार कोशिश हो गई"),
    (InstanceBusy(), 503, "We are very busy just now", "अभी बहुत भीड़ है"),
    (RuntimeError("Asha Devi"), 500, "We made a mistake", "हमसे ग़लती हो गई"),
)


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The app, each of whose doors fails as it is told."""

    @app.before_request
    def fail() -> None:
        raise app.config["FAILURE"]

    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app


@pytest.mark.parametrize(("failure", "status", "english", "hindi"), FAILURES)
def test_every_door_says_what_to_do_in_both_languages(
    failing: Flask, failure: Exception, status: int, english: str, hindi: str
) -> None:
    failing.config["FAILURE"] = failure

    for language, heading in (("en", english), ("hi", hindi)):
        for address in HERS + STAFF:
            page = Browser(failing, language=language).open(address)

            assert (page.status, page.heading) == (status, heading), address
            assert page.tree.get("lang") == language
            assert not {"Traceback", "Asha", type(failure).__name__} & set(page.text.split())
            if address in HERS:
                assert page.tree.get_element_by_id("leave") is not None, address


@pytest.mark.parametrize(
    ("language", "heading"),
    [("en", "The page had become too old"), ("hi", "पेज बहुत पुराना हो गया था")],
)
@pytest.mark.parametrize("address", ["/form", "/track", "/help/register", "/office/sign-in"])
def test_a_form_without_its_token_is_shown_again_in_both_languages(
    app: Flask, address: str, language: str, heading: str
) -> None:
    browser = Browser(app, language=language)

    page = browser.send(browser.open(address), {"csrf_token": None, "said": "a word"})

    assert (page.status, page.heading, page.tree.get("lang")) == (400, heading, language)
    assert page.fields()["said"] == ["a word"]
    assert bool(page.tree.xpath("//*[@id='leave']")) is (address != "/office/sign-in")


@pytest.mark.parametrize(("failure", "status"), [each[:2] for each in FAILURES])
@pytest.mark.parametrize("address", PROGRAMS)
def test_a_program_is_told_by_a_problem(
    failing: Flask, failure: Exception, status: int, address: str
) -> None:
    failing.config["FAILURE"] = failure

    answer = failing.test_client().post(address, json={})

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert "Asha" not in answer.text
    assert "Traceback" not in answer.text
