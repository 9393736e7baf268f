"""The words of the complaint's drawing: in two languages, and to whom they speak."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.drawing import elements_of
from engine.xml import parse_xml
from tests.processes.complaint_files import (
    FOLDER,
    FORMS,
    NOTICES,
    flows,
    lanes,
    nodes,
    pools,
    processes,
)
from tests.processes.picture import BPMN, kind, properties

#: A bystander who reads the message must not learn what it is about.
TELLING_WORDS = re.compile(
    r"complain|rape|police|violen|\bfir\b|station|investigat|accus|court"
    r"|शिकायत|बलात्कार|रेप|पुलिस|हिंसा|थान|जाँच|जांच|आरोपी|अदालत|एफ़?आईआर",
    re.IGNORECASE,
)
DEVANAGARI = re.compile("[\u0900-\u097f]")


def test_everything_with_a_name_has_one_in_hindi() -> None:
    named = [
        node for node in [*processes(), *pools(), *lanes(), *nodes(), *flows()] if node.get("name")
    ]

    english_only = [
        node.get("id")
        for node in named
        if not DEVANAGARI.search(properties(node).get("name_hi", ""))
    ]

    assert len(named) > 100
    assert english_only == []


def test_every_step_event_and_question_has_a_name() -> None:
    joins = {
        node.get("id")
        for node in nodes()
        if kind(node).endswith("Gateway") and len(node.findall(f"{BPMN}outgoing")) == 1
    }

    nameless = [
        node.get("id")
        for node in nodes()
        if not node.get("name") and node.get("id") not in joins and kind(node) != "parallelGateway"
    ]

    assert nameless == []


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_question_and_option_speaks_hindi(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    silent = []

    def visit(component: dict[str, Any]) -> None:
        said = component.get("properties", {})
        shown = "text" if component["type"] == "text" else "label"
        if not DEVANAGARI.search(said.get(f"{shown}_hi", "")):
            silent.append(component["id"])
        if component.get("description") and not DEVANAGARI.search(said.get("description_hi", "")):
            silent.append(f"{component['id']}: description")
        for option in component.get("values", []):
            # FIR is written in Latin letters in Hindi too
            if option["label_hi"] != "FIR" and not DEVANAGARI.search(option["label_hi"]):
                silent.append(f"{component['id']}: {option['value']}")
        for inner in component.get("components", []):
            visit(inner)

    for component in schema["components"]:
        visit(component)

    assert DEVANAGARI.search(schema["properties"]["title_hi"])
    assert silent == []


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_no_notice_tells_a_bystander_anything(path: Path) -> None:
    notices = json.loads(path.read_text("utf-8"))

    telling = [
        (name, language)
        for name, text in notices.items()
        for language in ("hi", "en")
        if TELLING_WORDS.search(text[language])
    ]

    assert notices
    assert all(DEVANAGARI.search(text["hi"]) for text in notices.values())
    assert telling == []


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_an_english_notice_fits_one_message(path: Path) -> None:
    notices = json.loads(path.read_text("utf-8"))

    long = [name for name, text in notices.items() if len(text["en"]) > 160]

    assert long == []


HER = re.compile(r"\b(she|her|hers)\b", re.IGNORECASE)
#: How a text speaks to her: to officers a step that is hers speaks of her instead.
TO_HER = re.compile(r"\b(you|your|yours)\b|(?<!\S)(आप|आपक[ीेा]|अपन[ीेा])(?!\S)", re.IGNORECASE)


def test_officers_read_no_step_of_hers_as_if_it_were_theirs() -> None:
    steps = [
        element
        for path in sorted(FOLDER.parent.glob("*/*.bpmn"))
        for process_ in parse_xml(path.read_bytes()).getroot().iterchildren(f"{BPMN}process")
        for element in elements_of(process_, {})
        if element.kind == "userTask" and element.role == "complainant"
    ]

    assert len(steps) > 8
    assert [each.id for each in steps if TO_HER.search(f"{each.name} {each.name_hi}")] == []


def test_on_her_page_every_step_and_message_says_you() -> None:
    elements = [element for process_ in processes() for element in elements_of(process_, {})]
    shown = [
        element
        for element in elements
        if element.kind == "userTask" or "complainant" in element.properties.get("sent_by", "")
    ]

    of_her = [element.id for element in shown if HER.search(element.name_for_her)]

    assert len(shown) > 50
    assert of_her == []
    assert [
        e.id for e in shown if e.name_for_her != e.name and e.name_for_her_hi == e.name_hi
    ] == []
