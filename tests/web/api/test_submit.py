"""Submitting through the API: the rules of the pages, and once however often it is sent."""

import base64
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from engine import instances
from models import Complaint, OutgoingMessage
from models.session import reading
from tests.web.api.conftest import PASSPHRASE, Partner, submission
from tests.web.installation import Look
from web.portal import Portal

KEY = "a-key-of-her-telephone-1"


def faults(answer: Any) -> dict[str, str]:
    return {each["pointer"]: each["detail"] for each in answer.json["errors"]}


def test_a_complaint_comes_in_as_from_the_pages(
    partner: Partner, answers: dict[str, Any], portal: Portal
) -> None:
    answer = partner.post("/complaints", submission(answers), key=KEY)

    assert answer.status_code == 201, answer.text
    assert set(answer.json["phrase"]) == {"hi", "en"}
    assert answer.json["code"] is None  # it goes to her telephone
    with reading(portal.sessions) as session:
        complaint = session.scalars(select(Complaint)).one()
        assert complaint.station_id == answers["station"]
        assert complaint.language == "en"
        assert session.scalars(select(OutgoingMessage.kind)).all() == ["call_back_code"]


def test_whom_no_telephone_reaches_is_promised_a_visit_and_no_call(
    partner: Partner, answers: dict[str, Any]
) -> None:
    called = partner.post("/complaints", submission(answers), key=KEY)
    no_telephone = {**answers, "safe_channel": "none"}
    del no_telephone["mobile"]

    visited = partner.post("/complaints", submission(no_telephone), key=KEY + "2")

    assert set(called.json["call"]) == {"from", "until"}
    assert called.json["visit"] is False
    assert (visited.json["call"], visited.json["visit"]) == (None, True)


def test_the_same_request_again_gives_the_same_receipt(
    partner: Partner, answers: dict[str, Any], look: Look
) -> None:
    first = partner.post("/complaints", submission(answers), key=KEY)
    again = partner.post("/complaints", submission(answers), key=KEY)

    assert (first.status_code, first.data) == (again.status_code, again.data)
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_five_at_the_same_moment_make_one_complaint(
    partner: Partner, answers: dict[str, Any], look: Look
) -> None:
    with ThreadPoolExecutor(5) as threads:
        sent = [
            threads.submit(partner.post, "/complaints", submission(answers), key=KEY)
            for _ in range(5)
        ]
        told = {(each.result().status_code, each.result().data) for each in sent}

    assert len(told) == 1
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_the_same_key_with_another_body_is_refused(
    partner: Partner, answers: dict[str, Any], look: Look
) -> None:
    partner.post("/complaints", submission(answers), key=KEY)

    answer = partner.post("/complaints", submission({**answers, "name": "Usha"}), key=KEY)

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:itsso:problem:key-used-before"
    assert look(select(func.count()).select_from(Complaint)) == 1


def test_two_partners_may_have_the_same_key(
    admit: Callable[..., Partner], answers: dict[str, Any], look: Look
) -> None:
    for each in (admit(), admit()):
        assert each.post("/complaints", submission(answers), key=KEY).status_code == 201

    assert look(select(func.count()).select_from(Complaint)) == 2


def test_what_was_refused_may_be_sent_again_with_the_same_key(
    partner: Partner, answers: dict[str, Any]
) -> None:
    refused = partner.post("/complaints", submission({**answers, "age": 500}), key=KEY)
    mended = partner.post("/complaints", submission(answers), key=KEY)

    assert (refused.status_code, mended.status_code) == (422, 201)


@pytest.mark.parametrize("key", [None, "short", "x" * 201, "सोलह अक्षरों से लंबा"])
def test_without_a_fit_key_nothing_is_taken(
    partner: Partner, answers: dict[str, Any], key: str | None, look: Look
) -> None:
    sent = key.encode().decode("latin-1") if key else None

    answer = partner.post("/complaints", submission(answers), key=sent)

    assert (answer.status_code, answer.json["type"]) == (400, "urn:itsso:problem:key-missing")
    assert look(select(func.count()).select_from(Complaint)) == 0


def test_a_woman_without_a_safe_channel_is_shown_her_code(
    partner: Partner, answers: dict[str, Any]
) -> None:
    answers = {**answers, "safe_channel": "none"}
    del answers["mobile"]

    answer = partner.post("/complaints", submission(answers), key=KEY)

    assert answer.status_code == 201, answer.text
    assert answer.json["code"].isdigit()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"district": None}, "/answers/district"),
        ({"district": "nowhere"}, "/answers/district"),
        ({"what": []}, "/answers/what"),
        ({"what": ["murder"]}, "/answers/what"),
        ({"what": "stalking"}, "/answers/what"),
        ({"what": [["stalking"]]}, "/answers/what"),
        ({"danger_now": "no"}, "/answers/danger_now"),
        ({"age": 500}, "/answers/age"),
        ({"age": "31"}, "/answers/age"),
        ({"age": True}, "/answers/age"),
        ({"age_band": 18}, "/answers/age_band"),
        ({"mobile": "123"}, "/answers/mobile"),
        ({"name": "x" * 201}, "/answers/name"),
        ({"name": ["Asha"]}, "/answers/name"),
        ({"is_admin": True}, "/answers/is_admin"),
        ({"complained_before": "yes", "earlier_on": "31-31-2025"}, "/answers/earlier_on"),
    ],
)
def test_what_is_wrong_is_told_by_field(
    partner: Partner, answers: dict[str, Any], change: dict[str, Any], pointer: str, look: Look
) -> None:
    answer = partner.post("/complaints", submission({**answers, **change}), key=KEY)

    assert answer.status_code == 422
    assert list(faults(answer)) == [pointer]
    assert look(select(func.count()).select_from(Complaint)) == 0


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"agreed": False}, "/agreed"),
        ({"agreed": "yes"}, "/agreed"),
        ({"passphrase": "short"}, "/passphrase"),
        ({"passphrase": "x" * 201}, "/passphrase"),
        ({"passphrase": 12345678}, "/passphrase"),
        ({"answers": None}, "/answers"),
        ({"answers": []}, "/answers"),
    ],
)
def test_the_rest_of_the_body_is_looked_at_too(
    partner: Partner, answers: dict[str, Any], change: dict[str, Any], pointer: str
) -> None:
    answer = partner.post("/complaints", {**submission(answers), **change}, key=KEY)

    assert answer.status_code == 422
    assert list(faults(answer)) == [pointer]


def test_hindi_words_say_what_is_wrong_where_no_english_is_asked_for(
    partner: Partner, answers: dict[str, Any]
) -> None:
    answer = partner.post(
        "/complaints", submission({**answers, "what": []}), key=KEY, Accept_Language="hi"
    )

    assert any("\u0900" <= sign <= "\u097f" for sign in faults(answer)["/answers/what"])


@pytest.mark.parametrize(
    ("body", "mimetype", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'"text"', "application/json", 400),
        (b"", "application/json", 400),
        (b'{"answers": {"name": "a\\u0000b"}}', "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b"[" * 100_000 + b"]" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"{}", "text/plain", 415),
        (b"a=1", "application/x-www-form-urlencoded", 415),
        (b'{"a":"' + b"x" * 17_000_000 + b'"}', "application/json", 413),
    ],
    ids=range(11),
)
def test_a_body_that_cannot_be_read_is_refused(
    partner: Partner, body: bytes, mimetype: str, status: int
) -> None:
    answer = partner.app.test_client().post(
        "/api/v1/complaints",
        data=body,
        headers={"Authorization": f"Bearer {partner.token}", "Idempotency-Key": KEY},
        content_type=mimetype,
    )

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_the_api_writes_nobodys_name_into_a_log(
    partner: Partner, answers: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        partner.post("/complaints", submission(answers), key=KEY)
        partner.post("/complaints", submission({**answers, "Asha Devi": 1}), key=KEY + "2")
        partner.post("/complaints/track", {"number": "Asha", "passphrase": PASSPHRASE})

    written = caplog.text + repr([record.args for record in caplog.records])
    for personal in ("Asha", "98765", "mangoes", "every evening"):
        assert personal not in written


def test_a_file_that_is_none_is_refused_by_its_field() -> None:
    from engine.forms import Field, Form, Kind
    from web.api import answers as given
    from web.api.problems import Problem

    form = Form("f", (Field(Kind.FILE, "picture", "Picture", "तस्वीर"),))

    taken = given.posted(form, {"picture": base64.b64encode(b"%PDF-1.7").decode()})

    assert taken["f-picture"].read() == b"%PDF-1.7"
    with pytest.raises(Problem):
        given.posted(form, {"picture": "not base 64!"})


def for_a_child(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What an aunt answers for a girl."""
    return {
        **answers,
        "age_band": "12_15",
        "age": 13,
        "helper": "guardian",
        "helper_name": "Savita Rao",
        "helper_relation": "aunt",
        "helper_mobile": "98765 43211",
        "helper_may_speak": "yes",
        "accused_at_home": "yes",
        "phone_of": "outside",
        **more,
    }


def test_a_guardian_files_for_a_child(
    partner: Partner, answers: dict[str, Any], portal: Portal
) -> None:
    answer = partner.post("/complaints", submission(for_a_child(answers)), key=KEY)

    assert answer.status_code == 201, answer.text
    with reading(portal.sessions) as session:
        complaint = session.scalars(select(Complaint)).one()
        known = instances.variables(session, portal.registry, complaint.instance_id or "")
    assert (known["helper"], known["speak_with"]) == ("guardian", "child_not_home")
    assert "Savita" not in str(known)


@pytest.mark.parametrize(
    ("whose", "answered"),
    [
        ({"phone_of": "outside"}, 422),
        ({"phone_of": "home"}, 422),
        ({"phone_of": "her", "helper_mobile": "98765 43210"}, 422),
        ({"phone_of": "outside", "accused_at_home": "yes", "helper_may_speak": "yes"}, 422),
        ({"phone_of": "her"}, 201),
        ({"phone_of": "outside", "helper_may_speak": "yes"}, 201),
    ],
)
def test_where_only_she_may_hear_of_it_no_other_telephone_is_taken_as_hers(
    partner: Partner, answers: dict[str, Any], whose: dict[str, Any], answered: int
) -> None:
    for_her = {
        **for_a_child(answers, age_band="18_plus", age=31, helper="helper"),
        "mobile": "98765 43210",
        "helper_may_speak": "no",
        "accused_at_home": "no",
        **whose,
    }

    answer = partner.post("/complaints", submission(for_her), key=KEY)

    assert answer.status_code == answered, answer.text
    if answered == 422:
        assert list(faults(answer)) == ["/answers/mobile"]
        assert "Only she herself may hear of this" in faults(answer)["/answers/mobile"]


@pytest.mark.parametrize(
    ("odd", "field", "words"),
    [
        ({"phone_of": "home"}, "/answers/phone_of", "nobody there is called"),
        ({"age_band": "18_plus", "age": 31}, "/answers/helper", "Someone who helps her"),
        ({"age": 31}, "/answers/age", "contradicts the age"),
    ],
)
def test_what_contradicts_itself_is_named_by_its_field(
    partner: Partner, answers: dict[str, Any], odd: dict[str, Any], field: str, words: str
) -> None:
    answer = partner.post("/complaints", submission(for_a_child(answers, **odd)), key=KEY)

    assert answer.status_code == 422
    assert list(faults(answer)) == [field]
    assert words in faults(answer)[field]


@pytest.mark.parametrize("key", ["name", "account"])
def test_a_sign_that_no_page_shows_is_told_by_its_field(
    partner: Partner, answers: dict[str, Any], look: Look, key: str
) -> None:
    answer = partner.post("/complaints", submission({**answers, key: "Asha\x07 Devi"}), key=KEY)

    assert answer.status_code == 422, answer.text
    assert list(faults(answer)) == [f"/answers/{key}"]
    assert look(select(func.count()).select_from(Complaint)) == 0
