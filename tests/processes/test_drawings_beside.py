"""The drawings that run beside a complaint: checked, in two languages, safe for a bystander."""

import pytest

import processes
from engine import definitions
from engine.check import check
from engine.forms import Field, Form, parse_form
from engine.registry import Registry
from models.encryption import Keyring
from tests.processes.drawings import files_of

DRAWINGS = ("appeal", "withdrawal", "reopening", "recovery")
#: What somebody who reads over her shoulder must not learn.
TELLING = ("complaint", "police", "case", "fir", "शिकायत", "पुलिस", "थाना", "केस")


@pytest.fixture(scope="module")
def installed() -> Registry:
    return processes.build(Keyring([bytes(range(32))]))


def parsed(name: str) -> definitions.Parsed:
    return definitions.parse(name, files_of(name))


def fields(form: Form) -> list[Field]:
    return list(form.fields)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_checker_finds_nothing(name: str, installed: Registry) -> None:
    known = definitions.known_to(installed, name)

    assert [str(finding) for finding in check(files_of(name), known, process=name)] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_step_has_a_name_in_hindi(name: str) -> None:
    named = [element for element in parsed(name).outline.elements.values() if element.name]

    assert named
    assert [element.id for element in named if element.name_hi == element.name] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_question_speaks_both_languages(name: str) -> None:
    asked = [
        field for schema in parsed(name).forms.values() for field in fields(parse_form(schema))
    ]

    assert [field.key for field in asked if not field.label_hi or not field.label] == []
    assert [
        option.value
        for field in asked
        for option in field.options
        if not option.label_hi or not option.label
    ] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_step_of_a_person_has_a_form_and_a_day(name: str) -> None:
    tasks = [each for each in parsed(name).outline.elements.values() if each.kind == "userTask"]

    assert [task.id for task in tasks if not task.form or not task.due] == []


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_notice_tells_a_bystander_anything(name: str) -> None:
    texts = [
        text
        for notices in parsed(name).notices.values()
        for languages in notices.values()
        for text in (languages["hi"], languages["en"])
    ]

    assert texts
    assert [text for text in texts for word in TELLING if word in text.lower().split()] == []
