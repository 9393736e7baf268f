"""Whatever goes wrong at the gateway's door is a problem that its provider's program can read."""

import pytest
from flask import Flask

from tests.web.installation import settings_for
from web import create_app


@pytest.mark.parametrize("path", ["", "/", "/nowhere", "/help/again", "/code/1234"])
def test_an_address_that_is_not_there_is_a_problem(app: Flask, path: str) -> None:
    answers = [app.test_client().open(f"/gateway{path}", method=each) for each in ("GET", "POST")]

    assert {(each.status_code, each.mimetype) for each in answers} == {
        (404, "application/problem+json")
    }


@pytest.mark.parametrize("path", ["/help", "/code"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "TRACE", "PROPFIND"])
def test_another_method_is_told_so(app: Flask, path: str, method: str) -> None:
    answer = app.test_client().open(f"/gateway{path}", method=method)

    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize(
    ("asked", "told"), [("en", "There is nothing here."), ("hi", "यहाँ कुछ नहीं है।")]
)
def test_a_problem_is_told_in_the_language_asked_for(app: Flask, asked: str, told: str) -> None:
    answer = app.test_client().post("/gateway/nowhere", headers={"Accept-Language": asked})

    assert answer.json is not None
    assert (answer.json["title"], answer.headers["Content-Language"]) == (told, asked)


@pytest.mark.parametrize("path", ["/help", "/code", "/nowhere"])
def test_a_fault_of_ours_is_a_problem_and_tells_nothing_of_it(
    furnished_url: str, path: str
) -> None:
    broken = create_app(settings_for(furnished_url, demo=True))

    @broken.before_request
    def fail() -> None:
        raise RuntimeError("Asha Devi")

    answer = broken.test_client().post(f"/gateway{path}", json={})

    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert "Asha" not in answer.text
