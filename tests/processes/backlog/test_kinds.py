"""Kinds of offence in a list: by code, or by the names that people use."""

import json
from typing import Any

import pytest

from engine.forms import read_form
from processes.backlog.kinds import Kinds, kinds_of
from tests.processes.drawings import files_of

PROFORMA = files_of("complaint")["forms/proforma.form"]


@pytest.fixture(scope="module")
def kinds() -> Kinds:
    """Those of the shipped proforma."""
    return kinds_of(read_form(PROFORMA))


def options_of_what(proforma: Any) -> list[dict[str, Any]]:
    inner = [found for each in proforma.get("components", []) for found in options_of_what(each)]
    return (proforma["values"] if proforma.get("key") == "what" else []) + inner


def test_every_name_of_the_proforma_is_understood_in_both_languages(kinds: Kinds) -> None:
    options = options_of_what(json.loads(PROFORMA))

    read = {
        option["value"]: (kinds.read(option["label"]), kinds.read(option["label_hi"]))
        for option in options
    }

    assert set(read) == set(kinds.codes)
    assert all(both == ([code], [code]) for code, both in read.items())


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("domestic_violence", ["domestic_violence"]),
        ("Domestic Violence, dowry", ["domestic_violence", "dowry"]),
        ("दहेज, तेजाब", ["dowry", "acid_attack"]),
        ("बेचना, ख़रीदना या उठा ले जाना, रेप", ["trafficking", "rape"]),
        ("रेप, rape", ["rape"]),
        ("मानव तस्करी, cyber crime", ["trafficking", "online_abuse"]),
    ],
)
def test_a_cell_names_its_kinds_in_words_or_codes(
    kinds: Kinds, cell: str, named: list[str]
) -> None:
    assert kinds.read(cell) == named


@pytest.mark.parametrize("cell", ["", " , ", "theft", "rape, theft"])
def test_a_word_that_is_no_kind_is_not_guessed(kinds: Kinds, cell: str) -> None:
    assert kinds.read(cell) is None


def test_a_name_that_a_designer_adds_is_understood() -> None:
    form = json.loads(PROFORMA)
    options_of_what(form)[1]["known_as"] = ["Eve teasing"]

    kinds = kinds_of(read_form(json.dumps(form).encode()))

    assert kinds.read("eve-teasing, EVE  TEASING") is None
    assert kinds.read("EVE  TEASING") == ["stalking"]
