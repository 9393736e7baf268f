"""Kinds of offence in a list: by code, or by the names that people use."""

import json
from pathlib import Path
from typing import Any

import pytest

from processes.backlog.kinds import NAMES, read_kinds

PROFORMA = Path(__file__).parents[3] / "bpmn" / "complaint" / "forms" / "proforma.form"


def options_of_what() -> list[dict[str, Any]]:
    def visit(component: dict[str, Any]) -> list[dict[str, Any]]:
        inner = [found for each in component.get("components", []) for found in visit(each)]
        return (component["values"] if component.get("key") == "what" else []) + inner

    return visit(json.loads(PROFORMA.read_text("utf-8")))


def test_every_name_of_the_proforma_is_understood_in_both_languages() -> None:
    options = options_of_what()

    read = {
        option["value"]: (read_kinds(option["label"]), read_kinds(option["label_hi"]))
        for option in options
    }

    assert set(read) == set(NAMES)
    assert all(both == ([code], [code]) for code, both in read.items())


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("domestic_violence", ["domestic_violence"]),
        ("Domestic Violence, dowry", ["domestic_violence", "dowry"]),
        ("दहेज, तेजाब", ["dowry", "acid_attack"]),
        ("बेचना, ख़रीदना या उठा ले जाना, रेप", ["trafficking", "rape"]),
        ("रेप, rape", ["rape"]),
    ],
)
def test_a_cell_names_its_kinds_in_words_or_codes(cell: str, kinds: list[str]) -> None:
    assert read_kinds(cell) == kinds


@pytest.mark.parametrize("cell", ["", " , ", "theft", "rape, theft"])
def test_a_word_that_is_no_kind_is_not_guessed(cell: str) -> None:
    assert read_kinds(cell) is None
