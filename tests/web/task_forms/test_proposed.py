"""What stands in a field before anybody has answered, and who has the last word on it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from engine.forms import parse_form
from web.task_forms import PREFIX, TaskForm

pytestmark = pytest.mark.usefixtures("request_in_english")

FORM = parse_form(
    {
        "components": [
            {
                "type": "datetime",
                "subtype": "date",
                "key": "new_date_on",
                "dateLabel": "New date",
                "properties": {"proposed": '=date(asked_on) + duration("P90D")'},
            },
            {
                "type": "checkbox",
                "key": "child_at_incident",
                "label": "A child then",
                "properties": {"proposed": "=child_at_incident"},
            },
        ]
    }
)


def shown(now: datetime, known: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    form = TaskForm(FORM, language="en", now=now, sources=lambda *_: (), known=known, **more)
    return form.values


def test_what_the_case_gives_stands_there_first(now: datetime) -> None:
    said = shown(now, {"asked_on": "2026-03-02", "child_at_incident": True})

    assert said == {"new_date_on": "2026-05-31", "child_at_incident": True}


def test_a_draft_has_its_own_word(now: datetime) -> None:
    said = shown(now, {"asked_on": "2026-03-02"}, values={"new_date_on": "2026-06-10"})

    assert said["new_date_on"] == "2026-06-10"


def test_what_is_sent_wins_also_where_it_is_taken_away(now: datetime) -> None:
    posted = MultiDict([(PREFIX + "new_date_on", "2026-06-11")])

    said = shown(now, {"asked_on": "2026-03-02", "child_at_incident": True}, posted=posted)

    assert said == {"new_date_on": "2026-06-11", "child_at_incident": False}


def test_what_cannot_be_computed_leaves_the_field_empty(now: datetime) -> None:
    said = shown(now, {})

    assert said == {"new_date_on": None, "child_at_incident": None}
