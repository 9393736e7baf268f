"""Who may use the partners' door: a token, its scopes, how often, and from where."""

from collections.abc import Callable

import pytest
from flask import Flask

from processes.partners import tokens
from processes.partners.tokens import Scope
from tests.web.api.conftest import Partner
from tests.web.installation import settings_for
from web import clock, create_app
from web.portal import Portal

ADDRESSES = [
    ("GET", "/rights"), ("GET", "/proforma"), ("GET", "/options/states"), ("POST", "/complaints"),
    ("POST", "/complaints/track"), ("POST", "/complaints/steps"),
    ("POST", "/complaints/steps/show"), ("POST", "/alerts"), ("POST", "/alerts/safe"),
    ("POST", "/units/near"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
@pytest.mark.parametrize(
    "authorization", [None, "Bearer ", "Bearer itsso_wrong", "Basic YTpi", "itsso_wrong"]
)
def test_without_a_token_nothing_opens(
    app: Flask, method: str, path: str, authorization: str | None
) -> None:
    headers = {"Authorization": authorization} if authorization else {}

    answer = app.test_client().open(f"/api/v1{path}", method=method, headers=headers, json={})

    assert answer.status_code == 401
    assert answer.json["type"] == "urn:itsso:problem:token-missing"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_opens_only_its_scopes(admit: Callable[..., Partner]) -> None:
    reader = admit(Scope.READ)

    answers = [reader.get("/rights"), reader.post("/complaints/track", {}), reader.post("/alerts")]

    assert [answer.status_code for answer in answers] == [200, 403, 403]


def test_a_partner_that_is_shut_out_is_shut_out_at_once(portal: Portal, partner: Partner) -> None:
    before = partner.get("/rights").status_code
    with portal.sessions.begin() as session:
        (found,) = tokens.partners(session)
        tokens.shut_out(session, name=found.name, real_now=clock.real_now())

    assert (before, partner.get("/rights").status_code) == (200, 401)


def test_a_partner_may_ask_only_so_often(admit: Callable[..., Partner]) -> None:
    hasty, other = admit(per_minute=3), admit()

    answers = [hasty.get("/rights") for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert other.get("/rights").status_code == 200


def test_no_other_sites_page_may_read_an_answer(partner: Partner) -> None:
    answer = partner.get("/rights", Origin="https://evil.example")

    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_session_cookie_is_no_token(app: Flask) -> None:
    client = app.test_client()
    client.get("/?lang=en")

    assert client.get("/api/v1/rights").status_code == 401


def test_the_language_is_the_one_asked_for(partner: Partner) -> None:
    hindi = partner.get("/rights", Accept_Language="fr")
    english = partner.get("/rights", Accept_Language="en-IN,en;q=0.8")

    assert (hindi.headers["Content-Language"], english.headers["Content-Language"]) == ("hi", "en")
    assert hindi.json["rights"][0]["title"] != english.json["rights"][0]["title"]
    assert "Accept-Language" in hindi.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/complaints/1234", "/options/secrets"])
def test_an_address_that_is_not_there_is_a_problem_too(partner: Partner, path: str) -> None:
    answer = partner.get(path)

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_another_method_is_told_so(partner: Partner) -> None:
    answers = [partner.get("/complaints"), partner.post("/rights", {})]

    assert [answer.status_code for answer in answers] == [405, 405]
    assert {answer.mimetype for answer in answers} == {"application/problem+json"}


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND"])
@pytest.mark.parametrize(("path", "status"), [("/rights", 405), ("/nowhere", 404)])
def test_a_method_that_no_page_takes_is_a_problem_too(
    app: Flask, method: str, path: str, status: int
) -> None:
    answer = app.test_client().open(f"/api/v1{path}", method=method)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_fault_of_ours_tells_nothing_of_it(furnished_url: str, partner: Partner) -> None:
    broken = create_app(settings_for(furnished_url, demo=True))

    @broken.before_request
    def fail() -> None:
        raise RuntimeError("Asha Devi")

    answer = Partner(broken, partner.token).get("/rights")

    assert answer.status_code == 500
    assert "Asha" not in answer.text
