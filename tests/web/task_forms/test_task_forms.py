"""Form files as forms: what is asked, taken, refused, kept and parted."""

import io
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict

from engine.forms import Option, parse_form
from tests.web.files import png
from web.task_forms import TaskForm
from web.task_forms.pictures import bare_picture

PNG = png()
pytestmark = pytest.mark.usefixtures("request_in_english")


def no_sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
    raise AssertionError(f"nobody asked for {source}")


def task_form(
    *components: dict[str, Any],
    posted: dict[str, Any] | None = None,
    files: dict[str, Any] | None = None,
    now: datetime,
    **others: Any,
) -> TaskForm:
    """A form of these components; what is posted is named by key."""
    sent: Any = None
    if posted is not None:
        named = [(f"f-{key}", value) for key, value in posted.items()]
        plain = MultiDict(
            [
                (name, item)
                for name, value in named
                for item in (value if isinstance(value, list) else [value])
            ]
        )
        sent = CombinedMultiDict([plain, MultiDict(files or {})])
    return TaskForm(
        parse_form({"id": "toy", "components": list(components)}),
        **{"language": "en", "now": now, "sources": no_sources, "posted": sent, **others},
    )


def field(kind: str, key: str = "it", **others: Any) -> dict[str, Any]:
    return {"type": kind, "key": key, "label": f"What is {key}", **others}


def choice(kind: str, key: str = "it", **others: Any) -> dict[str, Any]:
    values = [{"value": v, "label": v.title(), "label_hi": f"{v} है"} for v in ("red", "blue")]
    return field(kind, key, values=values, **others)


def date_field(subtype: str) -> dict[str, Any]:
    return field("datetime", subtype=subtype)


@pytest.mark.parametrize(
    ("component", "typed", "kept"),
    [
        (field("textfield"), "  Asha \t Devi ", "Asha Devi"),
        (field("textarea"), " one\r\ntwo ", "one\ntwo"),
        (field("number"), "१२", 12),
        (field("number"), "1,200", 1200),
        (field("number", decimalDigits=1), "2.5", 2.5),
        (choice("select"), "red", "red"),
        (choice("radio"), "blue", "blue"),
        (choice("checklist"), ["blue", "red", "blue"], ["blue", "red"]),
        (field("checkbox"), "1", True),
        (date_field("date"), "2026-11-21", "2026-11-21"),
        (date_field("date"), "21-11-2026", "2026-11-21"),
        (date_field("date"), "२१/११/२०२६", "2026-11-21"),
        (date_field("time"), "9:30", "09:30"),
        (date_field("datetime"), "2026-11-21T17:30", "2026-11-21T17:30+05:30"),
        (field("textfield", validate={"validationType": "phone"}), "98765 43210", "+919876543210"),
        (field("textfield", validate={"validationType": "email"}), "A@example.in", "A@example.in"),
    ],
)
def test_what_is_typed_becomes_a_value(
    component: dict[str, Any], typed: Any, kept: Any, now: datetime
) -> None:
    form = task_form(component, posted={"it": typed}, now=now)

    assert form.validate()
    assert form.answers.variables == {"it": kept}


@pytest.mark.parametrize(
    ("component", "typed", "remedy"),
    [
        (field("textfield", validate={"maxLength": 3}), "four", "at most 3 characters"),
        (field("textfield", validate={"minLength": 9}), "four", "at least 9 characters"),
        (field("textfield"), "x" * 301, "at most 300 characters"),
        (field("textarea"), "x" * 20_001, "at most 20000 characters"),
        (field("textfield", validate={"pattern": "[0-9]+"}), "four", "in the form"),
        (field("number"), "four", "in digits"),
        (field("number"), "NaN", "in digits"),
        (field("number"), "1e999999999", "in digits"),
        (field("number"), "2.5", "whole number"),
        (field("number", validate={"min": 3}), "2", "at least 3"),
        (field("number", validate={"max": 3}), "4", "at most 3"),
        (choice("select"), "green", "one of the answers"),
        (choice("radio"), "green", "one of the answers"),
        (choice("checklist"), ["red", "green"], "one of the answers"),
        (date_field("date"), "31-02-2026", "There is no such day"),
        (date_field("date"), "29-02-2025", "There is no such day"),
        (date_field("date"), "2025-02-29", "There is no such day"),
        (date_field("date"), "२९/०२/२०२५", "There is no such day"),
        (date_field("date"), "yesterday", "day, month and year"),
        (date_field("date"), "0001-01-01", "between 1907 and 2199"),
        (date_field("date"), "31-12-9999", "between 1907 and 2199"),
        (date_field("time"), "25:00", "hours and minutes"),
        (date_field("datetime"), "soon", "day and the time"),
        (date_field("datetime"), "2025-02-29T17:30", "There is no such day"),
        (date_field("datetime"), "0001-01-01T00:00+10:00", "day and the time"),
        (date_field("datetime"), "9999-12-31T23:59-12:00", "day and the time"),
        (date_field("datetime"), "0206-11-21 17:30", "between 1907 and 2199"),
        (date_field("datetime"), "9999-11-21 17:30", "between 1907 and 2199"),
        (field("textfield", validate={"validationType": "phone"}), "12345", "10 digits"),
        (field("textfield", validate={"validationType": "email"}), "asha", "in full"),
    ],
)
def test_what_cannot_be_kept_names_the_remedy_and_stays_as_typed(
    component: dict[str, Any], typed: Any, remedy: str, now: datetime
) -> None:
    form = task_form(component, posted={"it": typed}, now=now)

    assert not form.validate()
    assert remedy in form.errors[0][2]
    assert form.values["it"] == typed


@pytest.mark.parametrize(
    "component",
    [
        field("textfield", validate={"required": True}),
        field("number", validate={"required": True}),
        field("checkbox", validate={"required": True}),
        choice("radio", validate={"required": True}),
        choice("select", validate={"required": True}),
        choice("checklist", validate={"required": True}),
        {**date_field("date"), "validate": {"required": True}},
        field("filepicker", validate={"required": True}),
    ],
)
def test_a_required_answer_may_not_be_left_out(component: dict[str, Any], now: datetime) -> None:
    form = task_form(component, posted={}, now=now)

    assert not form.validate()
    assert len(form.errors) == 1


def test_an_empty_answer_is_none_as_a_variable_and_absent_from_the_record(now: datetime) -> None:
    told = field("textfield", "told", properties={"record": "told"})

    form = task_form(field("number"), told, posted={"it": "", "told": " "}, now=now)

    assert form.validate()
    assert form.answers.variables == {"it": None}
    assert form.answers.record == {}


def test_answers_go_where_the_form_says(now: datetime) -> None:
    told = field("textfield", "name", properties={"record": "her_name", "personal": "true"})

    form = task_form(choice("radio"), told, posted={"it": "red", "name": "Asha"}, now=now)

    assert form.validate()
    assert form.answers.variables == {"it": "red"}
    assert form.answers.record == {"her_name": "Asha"}


def test_a_field_the_form_does_not_have_is_ignored_and_logged_by_its_name_only(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "itsso.security")

    form = task_form(field("number"), posted={"it": "1", "supervisor_approved": "canary"}, now=now)

    assert form.validate()
    assert form.answers.variables == {"it": 1}
    assert "supervisor_approved" in caplog.text
    assert "canary" not in caplog.text


def test_a_read_only_field_takes_nothing(now: datetime) -> None:
    shown = field("textfield", "shown", readonly=True)

    form = task_form(field("number"), shown, posted={"it": "1", "shown": "mine"}, now=now)

    assert form.validate()
    assert form.answers.variables == {"it": 1}


def test_a_hidden_field_is_neither_asked_nor_taken(now: datetime) -> None:
    why = field("textfield", "why", conditional={"hide": '=it != "red"'})

    form = task_form(choice("radio"), why, posted={"it": "blue", "why": "sneaked in"}, now=now)

    assert form.validate()
    assert form.asked_keys == ("it",)
    assert form.answers.variables == {"it": "blue", "why": None}


def test_what_is_hidden_hides_what_rests_on_it(now: datetime) -> None:
    second = choice("radio", "second", conditional={"hide": '=it != "red"'})
    third = field("textfield", "third", conditional={"hide": '=second != "red"'})

    form = task_form(
        choice("radio"), second, third, posted={"it": "blue", "second": "red"}, now=now
    )

    assert form.asked_keys == ("it",)


def test_a_hidden_group_hides_all_in_it(now: datetime) -> None:
    group = {
        "type": "group",
        "label": "More",
        "components": [field("textfield", "why", validate={"required": True})],
        "conditional": {"hide": '=it != "red"'},
    }

    form = task_form(choice("radio"), group, posted={"it": "blue"}, now=now)

    assert form.validate()
    assert [item.component.key for item in form.items] == ["it"]


def test_a_condition_may_read_what_is_known_elsewhere(now: datetime) -> None:
    why = field("textfield", "why", conditional={"hide": "=is_urgent = false"})

    assert task_form(why, known={"is_urgent": True}, now=now).asked_keys == ("why",)
    assert task_form(why, known={"is_urgent": False}, now=now).asked_keys == ()


def test_a_condition_goes_by_the_day_in_india() -> None:
    why = field("textfield", "why", conditional={"hide": '=today() = date("2026-11-22")'})
    night = datetime(2026, 11, 21, 20, 0, tzinfo=UTC)  # past midnight in India

    assert task_form(why, now=night).asked_keys == ()
    assert task_form(why, now=night - timedelta(hours=12)).asked_keys == ("why",)


def test_a_condition_that_cannot_be_computed_hides_nothing(now: datetime) -> None:
    why = field("textfield", "why", conditional={"hide": "=][ nonsense"})

    assert task_form(why, now=now).asked_keys == ("why",)


def test_an_answer_that_brings_up_a_question_asks_it_before_complaining(now: datetime) -> None:
    why = field(
        "textfield", "why", validate={"required": True}, conditional={"hide": '=it != "red"'}
    )

    first = task_form(choice("radio"), why, posted={"it": "red", "shown": "it"}, now=now)
    second = task_form(choice("radio"), why, posted={"it": "red", "shown": "it why"}, now=now)

    assert first.asks_more
    assert not first.validate()
    assert not first.errors
    assert not second.asks_more
    assert not second.validate()
    assert second.errors


def test_options_come_from_a_source_and_rest_on_what_was_chosen(now: datetime) -> None:
    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        if source == "districts":
            return [Option("d1", "Kanpur", "कानपुर")]
        return [Option("s1", "Chowk", "चौक")] if known.get("district") == "d1" else []

    district = field("select", "district", valuesKey="districts")
    station = field("select", "station", valuesKey="stations", validate={"required": True})

    before = task_form(district, station, sources=sources, now=now)
    after = task_form(
        district, station, sources=sources, posted={"district": "d1", "station": "s1"}, now=now
    )

    assert before.asked_keys == ("district",)
    assert after.validate()
    assert after.answers.variables == {"district": "d1", "station": "s1"}


def test_labels_and_options_are_in_the_readers_language(now: datetime) -> None:
    component = choice("radio", properties={"label_hi": "कौन-सा?"})

    form = task_form(component, language="hi", now=now)

    shown = form.items[0]
    assert shown.label == "कौन-सा?"
    assert list(shown.input.options.values()) == ["red है", "blue है"]  # type: ignore[union-attr]


def test_rows_are_added_and_removed_by_buttons(now: datetime) -> None:
    rows = {
        "type": "dynamiclist",
        "path": "kids",
        "label": "Children",
        "components": [field("textfield", "name"), field("number", "age")],
        "properties": {"record": "kids"},
    }
    typed = {"kids-0-name": "Mina", "kids-0-age": "4", "kids-1-name": "Ravi", "kids-1-age": "7"}

    grown = task_form(rows, posted=typed, now=now)
    grown_more = TaskForm(
        parse_form({"components": [rows]}),
        language="en",
        now=now,
        sources=no_sources,
        posted=MultiDict([*((f"f-{k}", v) for k, v in typed.items()), ("add", "kids")]),
    )
    shrunk = TaskForm(
        parse_form({"components": [rows]}),
        language="en",
        now=now,
        sources=no_sources,
        posted=MultiDict([*((f"f-{k}", v) for k, v in typed.items()), ("remove", "kids-0")]),
    )

    assert grown.validate()
    assert grown.answers.record == {
        "kids": [{"name": "Mina", "age": 4}, {"name": "Ravi", "age": 7}]
    }
    assert grown_more.wants_rows
    assert len(grown_more.values["kids"]) == 3
    assert [row["name"] for row in shrunk.values["kids"]] == ["Ravi"]


@pytest.mark.parametrize("index", ["7", "²", "-1", "", "9" * 5000])
def test_a_button_for_a_row_that_is_not_there_removes_nothing(index: str, now: datetime) -> None:
    rows = {
        "type": "dynamiclist",
        "path": "kids",
        "label": "Children",
        "components": [field("textfield", "name")],
    }
    pressed = MultiDict([("f-kids-0-name", "Mina"), ("remove", f"kids-{index}")])

    form = TaskForm(
        parse_form({"components": [rows]}),
        language="en",
        now=now,
        sources=no_sources,
        posted=pressed,
    )

    assert form.values["kids"] == [{"name": "Mina"}]


def test_a_row_with_a_fault_keeps_the_whole_form_back(now: datetime) -> None:
    rows = {
        "type": "dynamiclist",
        "path": "kids",
        "label": "Children",
        "components": [field("number", "age")],
    }

    form = task_form(rows, posted={"kids-0-age": "four"}, now=now)

    assert not form.validate()
    assert form.values["kids"] == [{"age": "four"}]


def test_rows_beyond_the_most_are_not_taken(now: datetime) -> None:
    rows = {
        "type": "dynamiclist",
        "path": "kids",
        "label": "Children",
        "components": [field("number", "age")],
    }

    form = task_form(rows, posted={f"kids-{index}-age": "1" for index in range(99)}, now=now)

    assert len(form.answers.variables["kids"]) == 20


def upload(content: bytes, name: str = "x.png") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def test_a_picture_is_taken_without_its_name(now: datetime) -> None:
    component = field("filepicker", properties={"record": "evidence"})

    form = task_form(component, posted={}, files={"f-it": upload(PNG, "../ravi.png")}, now=now)

    assert form.validate()
    assert form.answers.record["evidence"]["type"] == "image/png"
    assert form.answers.record["evidence"]["bytes"] == len(bare_picture(PNG))
    assert "ravi" not in str(form.answers.record)


@pytest.mark.parametrize(
    "content", [b"<svg onload=alert(1)>", b"<html>", b"MZ", b"PK\x03\x04", PNG + bytes(2_000_001)]
)
def test_other_files_and_large_ones_are_refused(content: bytes, now: datetime) -> None:
    component = field("filepicker", properties={"record": "evidence"})

    form = task_form(component, posted={}, files={"f-it": upload(content)}, now=now)

    assert not form.validate()


def test_a_draft_shows_again_what_was_typed(now: datetime) -> None:
    components = (field("number"), choice("checklist", "which"), date_field("date") | {"key": "on"})
    before = task_form(
        *components, posted={"it": "four", "which": ["red"], "on": "21-11-2026"}, now=now
    )

    after = task_form(*components, values=before.values, now=now)

    assert after.values == {"it": "four", "which": ["red"], "on": "2026-11-21"}
    assert after.items[0].input.typed == "four"  # type: ignore[union-attr]


def test_a_default_is_shown_until_something_else_is_kept(now: datetime) -> None:
    component = choice("radio", defaultValue="blue")

    assert task_form(component, now=now).values == {"it": "blue"}
    assert task_form(component, values={"it": "red"}, now=now).values == {"it": "red"}


def refused(known: Mapping[str, Any]) -> Mapping[str, Any]:
    """A verdict: red is refused, and only of blue it is asked how dark."""
    is_red = known.get("it") == "red"
    return {"why_not": "Not red" if is_red else None, "why_not_hi": "लाल नहीं" if is_red else None}


def asking_its_table(now: datetime, *, language: str = "en", it: str) -> TaskForm:
    component = choice("radio", properties={"refusal": "why_not"})
    shade = field("textfield", "shade", conditional={"hide": "=why_not != null"})
    return TaskForm(
        parse_form({"components": [component, shade], "properties": {"decision": "colours"}}),
        language=language,
        now=now,
        sources=no_sources,
        verdict=refused,
        posted=MultiDict({"f-it": it, "f-shade": "dark"}),
    )


def test_what_the_forms_table_refuses_is_told_at_the_field_and_nothing_is_lost(
    now: datetime,
) -> None:
    form = asking_its_table(now, it="red")

    is_right = form.validate()

    assert not is_right
    assert form.errors == [("f-it", "What is it", "Not red")]
    assert form.values["it"] == "red"


def test_the_refusal_is_told_in_the_language_of_the_page(now: datetime) -> None:
    form = asking_its_table(now, language="hi", it="red")

    form.validate()

    assert [remedy for _, _, remedy in form.errors] == ["लाल नहीं"]


def test_conditions_may_read_what_the_table_says(now: datetime) -> None:
    red, blue = asking_its_table(now, it="red"), asking_its_table(now, it="blue")

    assert blue.validate()
    assert (red.asked_keys, blue.asked_keys) == (("it",), ("it", "shade"))
