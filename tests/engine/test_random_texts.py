"""Texts that chance has written, whole and cut up: by no door do they do harm."""

import random
from collections.abc import Callable, Iterator

import pytest

from tests.engine.doors import cell, evaluate, feel, nothing_happens, outcome, run_assigned

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")

SEEDS = (1, 2, 3)
TEXTS_PER_SEED = 1500
_ATOMS = [
    "host",
    "hosts",
    "box",
    "helper",
    "text",
    "number",
    "big",
    "many",
    "deep",
    "laughs",
    "huge",
    "day",
    "span",
    "case",
    "len",
    "sum",
    "_x",
    "'a'",
    "''",
    '"b"',
    "0",
    "1",
    "-1",
    "2.5",
    "1e308",
    "10**18",
    "True",
    "False",
    "None",
    "[]",
    "{}",
    "()",
    "...",
    "__class__",
    "?",
]
_CALLS = [
    "len",
    "min",
    "max",
    "sum",
    "any",
    "all",
    "sorted",
    "abs",
    "round",
    "int",
    "float",
    "str",
    "bool",
    "lower",
    "upper",
    "strip",
    "date",
    "datetime",
    "today",
    "now",
    "after",
    "before",
    "days",
    "hours",
    "total_days",
    "year",
    "weekday",
    "get",
    "eval",
    "open",
    "getattr",
    "type",
]
_SIGNS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "in",
    "is",
    "and",
    "or",
    "not",
    ".",
    ",",
    ":",
    ":=",
    "@",
    "|",
    "&",
    "<<",
    "=",
    "..",
    "between",
]
_FEEL_CALLS = [
    "date",
    "duration",
    "string",
    "number",
    "not",
    "upper case",
    "contains",
    "substring",
    "count",
    "min",
    "max",
    "sum",
    "mean",
    "list contains",
    "all",
    "any",
    "abs",
    "decimal",
    "modulo",
    "today",
    "now",
    "years and months duration",
    "exit",
]


def texts(seed: int, calls: list[str]) -> Iterator[str]:
    """Half of them grown from the grammar, half of them then cut up and stuck together."""
    chance = random.Random(seed)
    for _ in range(TEXTS_PER_SEED):
        text = _grown(chance, calls, depth=chance.randrange(6))
        if chance.random() < 0.5:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice([*_SIGNS, *_ATOMS, "(", ")", "]"]) + text[at:]
        if chance.random() < 0.2:
            at = chance.randrange(len(text) + 1)
            text = text[:at] + text[at + chance.randrange(4) :]
        yield text


def _grown(chance: random.Random, calls: list[str], depth: int) -> str:
    def part() -> str:
        return _grown(chance, calls, depth - 1)

    if depth <= 0:
        return chance.choice(_ATOMS)
    forms: list[Callable[[], str]] = [
        lambda: f"{part()} {chance.choice(_SIGNS)} {part()}",
        lambda: f"({part()} {chance.choice(_SIGNS)} {part()})",
        lambda: f"{chance.choice(calls)}({', '.join(part() for _ in range(chance.randrange(4)))})",
        lambda: f"[{part()}, {part()}]",
        lambda: f"{part()}[{part()}]",
        lambda: f"{part()}.{chance.choice(_ATOMS)}",
        lambda: f"[{part()} for x in {part()} if {part()}]",
        lambda: f"{part()} if {part()} else {part()}",
        lambda: f"if {part()} then {part()} else {part()}",
        lambda: f"{{'a': {part()}}}",
        lambda: f"f'{{{part()}}}'",
        lambda: f"[{part()}..{part()}]",
        lambda: f"not({part()})",
        lambda: f"-{part()}",
    ]
    return chance.choice(forms)()


@pytest.mark.parametrize("seed", SEEDS)
def test_random_expressions_do_no_harm(seed: int) -> None:
    computed = 0

    with nothing_happens():
        for text in texts(seed, _CALLS):
            computed += outcome(lambda text=text: evaluate(text)) is not None
            outcome(lambda text=text: run_assigned(text))

    assert computed > TEXTS_PER_SEED // 50, "the fuzzer must write texts that mean something"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_feel_does_no_harm(seed: int) -> None:
    computed = 0

    with nothing_happens():
        for text in texts(seed, _FEEL_CALLS):
            computed += outcome(lambda text=text: feel(text)) is not None
            outcome(lambda text=text: cell(text))

    assert computed > TEXTS_PER_SEED // 50, "the fuzzer must write texts that mean something"
