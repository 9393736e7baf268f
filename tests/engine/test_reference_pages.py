"""The reference pages name everything there is."""

import re
from pathlib import Path

from engine import expressions
from engine.check.sentences import SENTENCES
from engine.expressions import budget, operations, source
from engine.feel.functions import FUNCTIONS as FEEL_FUNCTIONS
from tools import list_rules

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def test_every_function_is_on_the_page() -> None:
    text = page("language.md")

    missing = {name for name in expressions.FUNCTIONS if f"`{name}(" not in text}

    assert missing == set()


def test_every_function_of_feel_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z ]+)`", page("language.md")))

    assert set(FEEL_FUNCTIONS) - named == set()


def test_the_bounds_are_those_of_the_code() -> None:
    text = page("language.md")

    bounds = [source.MAX_SOURCE, source.MAX_NODES, source.MAX_DEPTH]
    bounds += [budget.MAX_STEPS, budget.MAX_TEXT, operations.MAX_EXPONENT]
    assert all(f"{bound:,}" in text for bound in bounds)
    assert budget.MAX_TEXT == budget.MAX_ITEMS
    assert budget.MAX_INTEGER == 10**18


def test_every_rule_of_the_checker_is_on_the_page_as_it_speaks() -> None:
    text = page("checker.md")

    rows = re.findall(
        r"^\| `([a-z-]+)` \| (error|warning|note) \| (.+) \| (.+) \|$", text, re.MULTILINE
    )

    assert {rule: tuple(said) for rule, *said in rows} == {
        rule: (sentence.severity, sentence.english, sentence.hindi)
        for rule, sentence in SENTENCES.items()
    }
    assert list_rules.page(text) == text
