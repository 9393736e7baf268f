"""Long lists of options stand under headings."""

from datetime import datetime

import pytest
from flask import Flask

from engine.forms import Option, parse_form
from web.task_forms import TaskForm
from web.task_forms.inputs import ComponentField, OptionGroup

OPTIONS = (
    Option("rape", "Rape", "बलात्कार", "Sexual offences", "यौन अपराध"),
    Option("hurt", "Hurt", "मारपीट", "Injury", "चोट"),
    Option("stalking", "Stalking", "पीछा करना", "Sexual offences", "यौन अपराध"),
)


def asked(
    kind: str, kept: object, options: tuple[Option, ...], *, language: str, now: datetime
) -> ComponentField:
    form = parse_form(
        {
            "id": "toy",
            "components": [{"type": kind, "key": "it", "label": "It", "valuesKey": "list"}],
        }
    )
    made = TaskForm(
        form,
        language=language,
        now=now,
        sources=lambda _source, _known: options,
        values={"it": kept},
    )
    shown = made.items[0].input
    assert isinstance(shown, ComponentField)
    return shown


@pytest.mark.parametrize(
    ("language", "headings"), [("en", ["Sexual offences", "Injury"]), ("hi", ["यौन अपराध", "चोट"])]
)
def test_options_of_one_heading_stand_together_in_the_readers_language(
    app: Flask, now: datetime, language: str, headings: list[str]
) -> None:
    with app.test_request_context(f"/?lang={language}"):
        field = asked("checklist", ["hurt"], OPTIONS, language=language, now=now)

        groups = list(field.groups)

    assert [group.heading for group in groups] == headings
    assert [list(group.options) for group in groups] == [["rape", "stalking"], ["hurt"]]
    assert [group.chosen for group in groups] == [0, 1]


def test_options_without_headings_are_one_plain_list(app: Flask, now: datetime) -> None:
    plain = tuple(Option(each.value, each.label, each.label_hi) for each in OPTIONS)

    with app.test_request_context("/?lang=en"):
        field = asked("radio", "hurt", plain, language="en", now=now)

    assert list(field.groups) == []
    assert field.is_chosen("hurt")
    assert not field.is_chosen("rape")


def test_what_has_no_heading_stands_in_a_group_without_a_name(app: Flask, now: datetime) -> None:
    mixed = (Option("other", "Other", "अन्य"), OPTIONS[0])

    with app.test_request_context("/?lang=en"):
        field = asked("radio", None, mixed, language="en", now=now)

    assert field.groups[0] == OptionGroup("", {"other": "Other"}, chosen=0)
