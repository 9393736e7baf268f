"""Scripts of drawings: what they set, what they refuse to be, and where they run."""

from datetime import date
from typing import Any

import pytest

from engine.expressions import (
    ExpressionFailed,
    ExpressionRefused,
    SafeEnvironment,
    compile_script,
    script_engine,
)
from engine.law import KOLKATA
from tests.engine.computing import NOON


def test_a_script_returns_what_it_sets_and_changes_nothing_else() -> None:
    script = compile_script(
        "due_days = 60\n"
        "if accused.is_relative and age < 18:\n"
        "    due_days = 30\n"
        "    case.track = 'child'\n"
        "elif age > 60:\n"
        "    pass\n"
        "else:\n"
        "    case['track'] = 'general'\n"
        "score += due_days"
    )
    variables = {"accused": {"is_relative": True}, "age": 16, "case": {"id": 1}, "score": 1}

    changes = script.run(variables)

    assert changes == {"due_days": 30, "case": {"id": 1, "track": "child"}, "score": 31}
    assert variables["case"] == {"id": 1}
    assert script.writes == {"due_days", "case", "score"}
    assert {"accused", "age", "case", "score", "due_days"} == script.reads


def test_a_script_sets_named_items_however_deep() -> None:
    shared = {"b": {"c": 1, "d": 2}}

    changes = compile_script("a.b['c'] = 9\nfresh.x.y = 1").run({"a": shared})

    assert changes == {"a": {"b": {"c": 9, "d": 2}}, "fresh": {"x": {"y": 1}}}
    assert shared == {"b": {"c": 1, "d": 2}}


def test_two_variables_never_share_a_list() -> None:
    changes = compile_script("a = [1]\nb = a").run({})
    changes["a"].append(2)

    assert changes["b"] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "for x in y:\n    z = x",
        "while True:\n    pass",
        "import os",
        "from os import path",
        "def f():\n    pass",
        "class X:\n    pass",
        "try:\n    x = 1\nexcept Exception:\n    pass",
        "with x:\n    pass",
        "del x",
        "global x",
        "assert x",
        "raise x",
        "return 1",
        "x: int = 1",
        "a = b = 1",
        "a, b = 1, 2",
        "a[0] = 1",
        "a[b] = 1",
        "_a = 1",
        "a._b = 1",
        "a['_b'] = 1",
        "f(x).y = 1",
        "match x:\n    case 1:\n        pass",
        "len(x)",
        "'a text alone'",
        "x = lambda: 1",
        "x @= 1",
        "x = 1; import os",
        "async def f():\n    pass",
        "if x:\n" + "".join("    " * n + "if x:\n" for n in range(1, 12)) + "    " * 12 + "x = 1",
        " x = 1\ny = 2",
    ],
)
def test_a_script_holds_only_assignments_and_choices(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        compile_script(text)


def test_texts_cannot_be_doubled_without_end() -> None:
    script = compile_script("s = 'ab'\n" + "s = s + s\n" * 60)

    with pytest.raises(ExpressionFailed):
        script.run({})


def test_lists_cannot_be_doubled_without_end() -> None:
    script = compile_script("s = [1]\n" + "s = [s, s, s, s]\n" * 12)

    with pytest.raises(ExpressionFailed):
        script.run({})


def test_a_script_that_fails_leaves_the_data_as_it_was() -> None:
    environment = SafeEnvironment(now=NOON, zone=KOLKATA)
    data = {"a": 1, "inner": {"x": 1}}

    with pytest.raises(ExpressionFailed):
        environment.execute("a = 2\ninner.x = 2\nb = missing", data)

    assert data == {"a": 1, "inner": {"x": 1}}


def test_the_environment_gives_the_texts_a_moment_and_what_stands_outside() -> None:
    environment = SafeEnvironment(now=NOON, zone=KOLKATA)
    data: dict[str, Any] = {"n": 1}

    environment.execute("due = after(today(), 'P2M')\nm = n + outside", data, {"outside": 2})

    assert data == {"n": 1, "due": date(2026, 7, 1), "m": 3}
    assert environment.evaluate("n + outside", data, {"outside": 5, "n": 100}) == 6


def test_the_script_engine_validates_by_compiling() -> None:
    engine = script_engine(now=NOON, zone=KOLKATA)

    engine.validate("a > 1")
    with pytest.raises(ExpressionRefused):
        engine.validate("__import__('os')")
