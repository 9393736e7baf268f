"""A sign that no page shows is told at its field; nothing that was typed gets lost silently."""

from datetime import datetime

import pytest

from tests.web.task_forms.filling import faults, filled

MARK = "\N{REPLACEMENT CHARACTER}"
NAME, ACCOUNT = "Name", "Tell us in your own words"
pytestmark = pytest.mark.usefixtures("request_in_english")


@pytest.mark.parametrize(("key", "label"), [("name", NAME), ("account", ACCOUNT)])
@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x9b"])
def test_a_control_sign_is_told_at_its_field_and_shown(
    key: str, label: str, sign: str, now: datetime
) -> None:
    form = filled("proforma", now, **{key: f"Asha{sign} Devi"})

    assert MARK in faults(form)[label]
    assert form.values[key] == f"Asha{MARK} Devi"


def test_what_is_sent_again_as_it_was_shown_is_taken(now: datetime) -> None:
    form = filled("proforma", now, name=f"Asha{MARK} Devi")

    assert NAME not in faults(form)
    assert form.values["name"] == f"Asha{MARK} Devi"


@pytest.mark.parametrize("typed", ["लक\u094d\u200dष\u094dमी", "र\u094d\u200cया"])
def test_the_joiners_of_hindi_are_kept(typed: str, now: datetime) -> None:
    form = filled("proforma", now, name=typed)

    assert NAME not in faults(form)
    assert form.values["name"] == typed


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\v", "\f", "\u2028"])
def test_lines_of_a_word_processor_stay_lines(sign: str, now: datetime) -> None:
    form = filled("proforma", now, account=f"He came.{sign}He went.")

    assert ACCOUNT not in faults(form)
    assert form.values["account"] == "He came.\nHe went."
