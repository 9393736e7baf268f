"""Reading cases strictly: what is no case is told at its line, and a typo is no silent pass."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from engine.drawing import Element
from processes.scripted.case import (
    ACTIONS,
    BEGINS_AT,
    CASE_KEYS,
    EXPECTED,
    MOST_CASES,
    MOST_STEPS,
    NEEDED,
    REASONS,
    Case,
    Step,
    is_case,
    moment_from,
    wall_clock,
)
from processes.scripted.fault import CaseFailed, Fault
from processes.scripted.yaml_text import NotReadable, Written, read_yaml


def read_cases(
    files: Mapping[str, bytes], elements: Mapping[str, Element]
) -> tuple[list[Case], list[Fault]]:
    """The cases among a process's files by name, and what is wrong with those that are left out.

    `elements` are those of every drawing whose steps a case may name.
    """
    cases: dict[str, Case] = {}
    faults = []
    paths = [path for path in sorted(files) if is_case(path)]
    for path in paths[:MOST_CASES]:
        try:
            case = _Reader(path, elements).read(files[path])
            if case.name in cases:  # in another folder
                raise case.fault("name-taken", case=case.name, other=cases[case.name].file)
            cases[case.name] = case
        except CaseFailed as failed:
            faults.append(failed.fault)
    if len(paths) > MOST_CASES:
        reason = f"there are more than {MOST_CASES} cases"
        faults.append(Fault("unreadable", paths[MOST_CASES], facts={"reason": reason}))
    return list(cases.values()), faults


class _Reader:
    """Reads one file, and knows the elements that it may name."""

    def __init__(self, path: str, elements: Mapping[str, Element]) -> None:
        self.path = path
        self.elements = elements

    def read(self, content: bytes) -> Case:
        try:
            written = read_yaml(content)
        except NotReadable as error:
            raise self._fault("unreadable", error.line, reason=error.reason) from None
        keys = self._keys(written, "case", CASE_KEYS, needed=("tells", "tells_hi", "steps"))
        if ("after" in keys) == ("start" in keys):
            raise self._fault("key-missing", written.line, key="start, or after")
        for key in ("begins", "started_by"):
            if "after" in keys and key in keys:
                known = "tells, tells_hi, after, steps"
                raise self._fault("key-unknown", keys[key].line, key=key, known=known)
        start = keys.get("start", Written({}, written.line))
        case = Case(
            name=PurePosixPath(self.path).stem,
            file=self.path,
            tells=self._text(keys["tells"], "tells"),
            tells_hi=self._text(keys["tells_hi"], "tells_hi"),
            steps=self._steps(keys["steps"]),
            begins_at=self._moment(keys["begins"]) if "begins" in keys else BEGINS_AT,
            start=self._mapping(start, "start"),
            start_line=start.line,
            started_by=self._text(keys["started_by"], "started_by")
            if "started_by" in keys
            else None,
            after=self._text(keys["after"], "after") if "after" in keys else None,
        )
        if not any(step.action in ("expect", "refuse", "refuse_message") for step in case.steps):
            raise self._fault("nothing-expected", keys["steps"].line)
        return case

    def _steps(self, written: Written) -> tuple[Step, ...]:
        if not isinstance(written.value, list) or len(written.value) > MOST_STEPS:
            wanted = f"a list of at most {MOST_STEPS} steps"
            raise self._fault("wrong-shape", written.line, key="steps", wanted=wanted)
        return tuple(self._step(each, n) for n, each in enumerate(written.value, start=1))

    def _step(self, written: Written, number: int) -> Step:
        keys = written.value if isinstance(written.value, dict) else {}
        action = next((key for key in keys if key in ACTIONS), None)
        if action is None:
            found = ", ".join(keys) or "?"
            raise self._fault(
                "key-unknown", written.line, number, key=found, known=", ".join(ACTIONS)
            )
        allowed = (action, *ACTIONS[action])
        self._keys(written, "step", allowed, needed=NEEDED.get(action, ()), number=number)
        if "by" in keys and "to" in keys:
            known = ", ".join(key for key in allowed if key != "to")
            raise self._fault("key-unknown", keys["to"].line, number, key="to", known=known)
        subject = self._subject(action, keys[action], number)
        seat = keys["seat"].plain if "seat" in keys else None
        if seat is not None and not isinstance(seat, int):
            raise self._fault(
                "wrong-shape", keys["seat"].line, number, key="seat", wanted="a number"
            )
        return Step(
            number=number,
            line=written.line,
            action=action,
            subject=subject,
            by=self._text(keys["by"], "by", number) if "by" in keys else None,
            at=self._text(keys["at"], "at", number) if "at" in keys else None,
            seat=seat,
            to=self._text(keys["to"], "to", number) if "to" in keys else None,
            values=self._mapping(keys["with"], "with", number) if "with" in keys else {},
            because=self._because(keys["because"], number) if "because" in keys else (),
        )

    def _subject(self, action: str, written: Written, number: int) -> Any:
        if action == "expect":
            return self._expected(written, number)
        text = self._text(written, action, number)
        if action in ("complete", "refuse"):
            return self._element(text, written.line, number)
        if action == "advance":
            self._check_time(text, written.line, number)
        return text

    def _expected(self, written: Written, number: int) -> Mapping[str, Any]:
        keys = self._keys(written, "expect", EXPECTED, number=number)
        if not keys:
            raise self._fault("key-missing", written.line, number, key=" | ".join(EXPECTED))
        found: dict[str, Any] = {}
        for key, value in keys.items():
            if key in ("open", "passed", "not_passed"):
                names = self._list(value, key, number)
                found[key] = [self._element(name, value.line, number) for name in names]
            elif key in ("said_to_her", "said_to_posts"):
                found[key] = self._list(value, key, number)
            elif key == "due":
                found[key] = self._due(value, number)
            elif key == "variables":
                found[key] = self._mapping(value, key, number)
            elif isinstance(value.value, bool):
                found[key] = value.value
            else:
                raise self._fault(
                    "wrong-shape", value.line, number, key=key, wanted="true or false"
                )
        return found

    def _due(self, written: Written, number: int) -> Mapping[str, str]:
        due = {}
        for name, value in self._mapping(written, "due", number).items():
            self._check_time(str(value), written.line, number)
            due[self._element(name, written.line, number)] = str(value)
        return due

    def _because(self, written: Written, number: int) -> str | tuple[str, ...]:
        if isinstance(written.value, list) and written.value:
            return tuple(sorted(self._list(written, "because", number)))
        if written.value not in REASONS:
            wanted = f"one of {', '.join(REASONS)}, or a list of fields of the form"
            raise self._fault("wrong-shape", written.line, number, key="because", wanted=wanted)
        return str(written.value)

    def _element(self, text: str, line: int, number: int) -> str:
        """A step by its id, else by its name in either language."""
        elements = self.elements
        if text in elements:
            return text
        named = [e.id for e in elements.values() if text in (e.name, e.name_hi)]
        if len(named) == 1:
            return named[0]
        near = ", ".join(named or get_close_matches(text, elements, n=3))
        kind = "step-misspelt" if near else "step-unknown"
        raise self._fault(kind, line, number, step=text, near=near)

    def _check_time(self, text: str, line: int, number: int) -> None:
        try:
            moment_from(BEGINS_AT, text)
        except ValueError:
            wanted = "a length as PT20H or P2M, or a moment as 2026-03-04T10:00 (not too far off)"
            raise self._fault("wrong-shape", line, number, key=text, wanted=wanted) from None

    def _moment(self, written: Written) -> datetime:
        try:
            return wall_clock(str(written.plain))
        except ValueError:
            wanted = "a moment as 2026-03-02T09:30"
            raise self._fault("wrong-shape", written.line, key="begins", wanted=wanted) from None

    def _text(self, written: Written, key: str, number: int | None = None) -> str:
        if not isinstance(written.value, str) or not written.value:
            raise self._fault("wrong-shape", written.line, number, key=key, wanted="a text")
        return written.value

    def _list(self, written: Written, key: str, number: int) -> list[str]:
        plain = written.plain
        if not isinstance(plain, list) or not all(isinstance(each, str) for each in plain):
            wanted = "a list of texts"
            raise self._fault("wrong-shape", written.line, number, key=key, wanted=wanted)
        return plain

    def _mapping(self, written: Written, key: str, number: int | None = None) -> Mapping[str, Any]:
        plain = written.plain
        if plain is None:
            return {}
        if not isinstance(plain, dict):
            raise self._fault("wrong-shape", written.line, number, key=key, wanted="name: value")
        return plain

    def _keys(
        self,
        written: Written,
        where: str,
        allowed: Sequence[str],
        *,
        needed: Sequence[str] = (),
        number: int | None = None,
    ) -> Mapping[str, Written]:
        if not isinstance(written.value, dict):
            raise self._fault("wrong-shape", written.line, number, key=where, wanted="name: value")
        for key, value in written.value.items():
            if key not in allowed:
                known = ", ".join(allowed)
                raise self._fault("key-unknown", value.line, number, key=key, known=known)
        for key in needed:
            if key not in written.value:
                raise self._fault("key-missing", written.line, number, key=key)
        return written.value

    def _fault(
        self, kind: str, line: int | None, number: int | None = None, **facts: Any
    ) -> CaseFailed:
        return CaseFailed(Fault(kind, self.path, line, number, facts))
