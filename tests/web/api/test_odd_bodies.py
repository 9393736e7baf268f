"""Odd bodies: whatever a program sends, it is told what was wrong, and nothing breaks."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.types import new_id
from tests.web.api.conftest import Partner, submission

ADDRESSES = (
    "/complaints", "/complaints/track", "/complaints/steps/show", "/complaints/steps",
    "/alerts", "/alerts/safe", "/units/near",
)  # fmt: skip
NAMES = (
    "answers", "passphrase", "agreed", "number", "step", "alert", "mobile", "latitude",
    "longitude", "where", "district",
)  # fmt: skip

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
bodies = st.dictionaries(st.sampled_from(NAMES), values, max_size=6)
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@EXAMPLES
@given(address=st.sampled_from(ADDRESSES), body=bodies)
def test_an_odd_body_is_a_problem_and_no_fault_of_ours(
    partner: Partner, address: str, body: dict[str, Any]
) -> None:
    answer = partner.post(address, body, key=new_id())

    assert answer.status_code in (200, 201, 400, 404, 422), answer.text


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "body",
    [
        rb'{"answers": {"what": "\ud800"}}',
        rb'{"number": "\udc00"}',
        rb'{"\ud800": 1}',
        b'{"a":"\xff"}',
    ],
)
def test_half_a_character_is_a_problem_and_no_fault_of_ours(
    app: Flask, partner: Partner, address: str, body: bytes
) -> None:
    answer = app.test_client().post(
        f"/api/v1{address}",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {partner.token}", "Idempotency-Key": new_id()},
    )

    assert answer.status_code == 400, answer.text
    assert answer.mimetype == "application/problem+json"


@EXAMPLES
@given(key=st.sampled_from(("what", "age", "mobile", "danger_now", "district")), value=values)
def test_an_odd_answer_is_told_by_its_field(
    partner: Partner, answers: dict[str, Any], key: str, value: Any
) -> None:
    body = submission({**answers, key: value})

    answer = partner.post("/complaints", body, key=new_id())

    assert answer.status_code in (201, 400, 422), answer.text
    if answer.status_code == 422:
        assert {each["pointer"] for each in answer.json["errors"]} <= {
            f"/answers/{key}", "/answers/station",
        }  # fmt: skip
