"""Answers of a scripted case go through the form as those from a page do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from engine import definitions
from engine.definitions import Definition
from models import Level, Unit
from models.session import reading
from processes.scripted import Asked, Reading
from tests.web.installation import LONG_BEFORE
from web.portal import Portal
from web.task_forms.scripted import read_form

Read = Callable[..., Reading]

FORM = {
    "type": "default",
    "id": "toy",
    "components": [
        {"type": "textfield", "id": "said", "key": "said", "label": "Said",
         "properties": {"record": "account"}},
        {"type": "number", "id": "count", "key": "count", "label": "Count",
         "validate": {"max": 5}},
        {"type": "checkbox", "id": "sure", "key": "sure", "label": "Sure"},
        {"type": "checklist", "id": "colours", "key": "colours", "label": "Colours",
         "values": [{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}]},
        {"type": "radio", "id": "why", "key": "why", "label": "Why",
         "values": [{"label": "So", "value": "so"}], "validate": {"required": True},
         "conditional": {"hide": "=sure != true"}},
        {"type": "filepicker", "id": "picture", "key": "picture", "label": "Picture",
         "properties": {"record": "picture"}},
        {"type": "dynamiclist", "id": "rows", "path": "rows", "label": "Rows", "components": [
            {"type": "textfield", "id": "row_name", "key": "name", "label": "Name"}]},
        {"type": "textfield", "id": "shown", "key": "shown", "label": "Shown", "readonly": True},
    ],
}  # fmt: skip


@pytest.fixture
def district(portal: Portal) -> str:
    with reading(portal.sessions) as session:
        found = session.scalars(select(Unit.id).where(Unit.level == Level.DISTRICT)).first()
    assert found is not None
    return found


@pytest.fixture
def read(app: Flask, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Iterator[Read]:
    """Read answers with the shipped proforma, or with the toy form."""

    def with_form(values: dict[str, Any], *, toy: bool = True) -> Reading:
        shipped = definitions.load(session, definitions.latest(session, "complaint").id)
        if toy:
            monkeypatch.setattr(Definition, "start_form", "toy.form")
            monkeypatch.setattr(Definition, "forms", {"toy.form": FORM})
        return read_form(Asked(session, portal.registry, shipped, None, values, LONG_BEFORE))

    with app.app_context(), reading(portal.sessions) as session:
        yield with_form


def test_answers_go_where_the_form_says(read: Read) -> None:
    found = read({"said": "  words ", "count": 3, "sure": True, "colours": ["blue"], "why": "so"})

    assert (found.findings, list(found.not_asked)) == ({}, [])
    assert found.answers.record == {"account": "words"}
    assert found.answers.variables == {
        "count": 3, "sure": True, "colours": ["blue"], "why": "so", "rows": [],
    }  # fmt: skip


def test_rows_and_files_are_posted_as_a_browser_does(read: Read) -> None:
    found = read({"rows": [{"name": "one"}, {"name": "two"}], "picture": True})

    assert (found.findings, list(found.not_asked)) == ({}, [])
    assert found.answers.variables["rows"] == [{"name": "one"}, {"name": "two"}]
    assert found.answers.record["picture"]["type"] == "image/jpeg"


def test_what_the_page_would_not_take_is_a_finding_by_field(read: Read) -> None:
    found = read({"count": 9, "sure": True, "colours": ["green"]})

    assert set(found.findings) == {"count", "colours", "why"}
    assert found.findings["count"] == "Write a number of at most 5."
    assert found.answers.variables == {}


def test_an_answer_to_what_is_hidden_shown_only_or_unknown_is_told(read: Read) -> None:
    found = read({"why": "so", "shown": "x", "nothing": 1, "said": None, "sure": False})

    assert list(found.not_asked) == ["nothing", "shown", "why"]


def test_the_shipped_proforma_takes_what_she_would_send(read: Read, district: str) -> None:
    answers = {"age_band": "18_plus", "what": ["dowry"], "safe_channel": "none"}

    found = read({**answers, "district": district}, toy=False)
    wrong = read({**answers, "district": "nowhere"}, toy=False)

    assert found.findings == {}
    assert found.values["what"] == ["dowry"]
    assert found.values["name"] is None
    assert set(wrong.findings) == {"district"}
