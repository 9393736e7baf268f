"""The checker in a process of its own: the same findings, within limits."""

import subprocess
from typing import Any

import pytest

from engine.check import check
from engine.check.apart import check_apart
from tests.engine.check.toys import FINE, KNOWN, one, service


def heavy() -> dict[str, bytes]:
    """Tables so long that a second and forty megabytes are too little."""
    rows = b"".join(
        b"<rule><inputEntry><text>%d</text></inputEntry><outputEntry><text>%d</text></outputEntry>"
        b"</rule>" % (n, n)
        for n in range(9_000)
    )
    table = (
        b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d%d">'
        b"<decisionTable><input><inputExpression><text>x</text></inputExpression></input>"
        b'<output name="y"/>%s</decisionTable></decision></definitions>'
    )
    return {**FINE, **{f"{n}.dmn": table % (n, rows) for n in range(8)}}


def test_the_findings_are_the_same() -> None:
    files = {**one(service("make_tea")), "t.dmn": b"", "forms/f.form": b"?"}

    found = check_apart(files, KNOWN, process="other")

    assert found == check(files, KNOWN, process="other")
    assert len(found) == 4


def test_a_sound_drawing_has_none() -> None:
    assert check_apart(FINE, KNOWN, process="toy") == []


def test_too_little_memory_is_a_finding() -> None:
    found = check_apart(heavy(), KNOWN, process="toy", seconds=60, megabytes=40)

    assert [finding.rule for finding in found] == ["checker-gave-up"]


def test_too_much_time_is_a_finding() -> None:
    found = check_apart(heavy(), KNOWN, process="toy", seconds=1)

    assert [finding.rule for finding in found] == ["checker-gave-up"]


def test_the_child_is_told_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}
    run = subprocess.run

    def listening(*arguments: Any, **options: Any) -> Any:
        told.update(options)
        return run(*arguments, **options)

    monkeypatch.setenv("SECRET_KEY", "the key")
    monkeypatch.setattr(subprocess, "run", listening)

    found = check_apart(FINE, KNOWN, process="toy")

    assert found == []
    assert "SECRET_KEY" not in told["env"]
    assert b"the key" not in told["input"]
