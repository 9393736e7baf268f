"""The doors by which a designer's text comes in, and a guard that hears what gets out of them."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from engine.decisions import DecisionRefused, compile_decisions
from engine.expressions import (
    ExpressionFailed,
    ExpressionRefused,
    SafeEnvironment,
    compile_expression,
    compile_script,
)
from engine.expressions.source import FILE_NAME
from engine.feel import compile_feel, compile_unary_test
from tests.pace import within

SECRET = "the-key-of-the-house"
MOST_SECONDS = 0.3
NOW = datetime(2026, 5, 1, 6, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Kolkata")

ALLOWED_ERRORS = (ExpressionRefused, ExpressionFailed, DecisionRefused)


class Host:
    """An object of the program that strayed into the variables."""

    secret = SECRET
    touched: list[str] = []  # noqa: RUF012  (shared on purpose: the tests look at it)

    def __repr__(self) -> str:
        self.touched.append("repr")
        return SECRET

    def __call__(self, *args: object) -> str:
        self.touched.append("call")
        return SECRET

    def __getitem__(self, key: object) -> str:
        self.touched.append("item")
        return SECRET

    def __bool__(self) -> bool:
        self.touched.append("truth")
        return True

    def __lt__(self, other: object) -> bool:
        self.touched.append("less")
        return True

    def __add__(self, other: object) -> str:
        self.touched.append("add")
        return SECRET


def helper(x: int = 1) -> int:
    """A function whose globals hold the secret."""
    return x


def variables() -> dict[str, Any]:
    return {
        "helper": helper,
        "host": Host(),
        "hosts": [Host(), helper, sys],
        "box": {"helper": helper, "module": sys, "type": type},
        "__builtins__": {"open": open},
        "len": helper,
        "sum": Host(),
        "text": "a" * 5000,
        "number": 7,
        "big": list(range(20_000)),
        "many": list(range(300)),
        "deep": _nested(500),
        "laughs": _laughs(),
        "huge": 10**5000,
        "day": datetime(2026, 1, 1, tzinfo=UTC),
        "span": timedelta(days=1),
        "case": {"a": {"b": 1}},
    }


def _nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


def _laughs() -> list[Any]:
    laughs: list[Any] = ["ha"] * 10
    for _ in range(15):
        laughs = [laughs] * 10
    return laughs


_heard: list[str] = []
_is_listening = False


def _hear(event: str, facts: tuple[Any, ...]) -> None:
    if not _is_listening or event in _HARMLESS or (event, facts[:1]) == ("open", (FILE_NAME,)):
        return
    _heard.append(event)


_HARMLESS = frozenset({"compile", "builtins.id"})
"""`compile` is what ast.parse tells of itself, `builtins.id` is the tests' own."""

sys.addaudithook(_hear)


@contextmanager
def nothing_happens() -> Iterator[None]:
    """Fail if, inside, a file is opened, a module imported, code run or a process started."""
    global _is_listening
    _heard.clear()
    Host.touched.clear()
    _is_listening = True
    try:
        yield
    finally:
        _is_listening = False
    assert _heard == []
    assert Host.touched == []


def outcome(act: Callable[[], Any]) -> Any:
    """What came of it: a value, or None for an error of the kinds that are allowed."""
    with within(MOST_SECONDS):
        try:
            value = act()
            message = ""
        except ALLOWED_ERRORS as error:
            value, message = None, str(error)
    assert SECRET not in message
    assert SECRET not in repr(value)
    assert_plain(value)
    return value


def assert_harmless(text: str, doors: Sequence[Callable[[str], Any]]) -> None:
    """By none of these doors does the text escape, run long, or give anything but plain values."""
    with nothing_happens():
        for door in doors:
            outcome(lambda door=door: door(text))


def assert_plain(value: Any) -> None:
    if type(value) in (list, tuple):
        for each in value:
            assert_plain(each)
    elif type(value) is dict:
        for key, each in value.items():
            assert type(key) is str
            assert_plain(each)
    else:
        assert type(value).__module__ in ("builtins", "datetime")
        assert not callable(value)


def evaluate(text: str) -> Any:
    return compile_expression(text).evaluate(variables(), now=NOW, zone=ZONE)


def run(text: str) -> Any:
    return compile_script(text).run(variables(), now=NOW, zone=ZONE)


def run_assigned(text: str) -> Any:
    return compile_script(f"out = {text}").run(variables(), now=NOW, zone=ZONE)


def branch(text: str) -> Any:
    return compile_script(f"if {text}:\n    out = 1").run(variables(), now=NOW, zone=ZONE)


def execute(text: str) -> Any:
    data = variables()
    before = {name: id(value) for name, value in data.items()}
    try:
        SafeEnvironment(now=NOW, zone=ZONE).execute(text, data)
    except ALLOWED_ERRORS:
        assert {name: id(value) for name, value in data.items()} == before
        raise
    return {name: value for name, value in data.items() if name not in before}


def evaluate_in_environment(text: str) -> Any:
    return SafeEnvironment(now=NOW, zone=ZONE).evaluate(text, variables(), {"outside": Host()})


def feel(text: str) -> Any:
    return compile_feel(text).evaluate(variables(), now=NOW, zone=ZONE)


def cell(text: str) -> Any:
    test = compile_unary_test(text)
    return [test.matches(each, variables(), now=NOW, zone=ZONE) for each in (1, "x", [1], None)]


def table(text: str) -> Any:
    written = escape(text.encode("utf-8", "replace").decode().replace("\0", "?"))
    xml = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d">'
        f"<decisionTable><input><inputExpression><text>{written}</text></inputExpression></input>"
        f'<output name="y"/><rule><inputEntry><text>{written}</text></inputEntry>'
        f"<outputEntry><text>{written}</text></outputEntry></rule></decisionTable></decision>"
        "</definitions>"
    )
    return compile_decisions(xml.encode())["d"].evaluate(variables(), now=NOW, zone=ZONE)


EXPRESSION_DOORS = [evaluate, evaluate_in_environment, run_assigned, branch]
SCRIPT_DOORS = [run, execute]
FEEL_DOORS = [feel, cell, table]
ALL_DOORS = [*EXPRESSION_DOORS, *SCRIPT_DOORS, *FEEL_DOORS]
