"""A mobile number in a form: read however it is typed, kept in one form, or told."""

from datetime import datetime

import pytest

from tests.web.mobiles import KEPT, REMEDY, WAYS
from tests.web.task_forms.filling import faults, filled

FORMS = ("report_unsafe_phone", "take_over")
pytestmark = pytest.mark.usefixtures("request_in_english")


@pytest.mark.parametrize("typed", WAYS)
@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_hers_reads_every_way(name: str, typed: str, now: datetime) -> None:
    form = filled(name, now, new_channel="sms", new_mobile=typed)

    assert "The other number" not in faults(form)
    assert form.values["new_mobile"] == KEPT


@pytest.mark.parametrize(
    "typed",
    [
        "98765 43210 / 98765 43211",
        "98765 43210 after six",
        "98765 43210 x5",
        "0512 234 5678",
        "+1 202 555 0147",
        "12345 67890",
    ],
)
@pytest.mark.parametrize("name", FORMS)
def test_what_is_another_number_or_more_than_one_is_told_and_stays(
    name: str, typed: str, now: datetime
) -> None:
    form = filled(name, now, new_channel="sms", new_mobile=typed)

    assert faults(form)["The other number"] == REMEDY
    assert form.values["new_mobile"] == typed


@pytest.mark.parametrize("hers", WAYS)
def test_a_helpers_number_is_not_hers_however_it_is_written(hers: str, now: datetime) -> None:
    told = {"helper": "helper", "helper_may_speak": "no", "phone_of": "her", "safe_channel": "sms"}

    same, other = (
        filled("proforma", now, age_band="18_plus", **told, mobile=hers, helper_mobile=theirs)
        for theirs in ("+91 9876543210", "98765 43211")
    )

    assert "Only she herself may hear of this" in faults(same)["Mobile number"]
    assert "Mobile number" not in faults(other)
