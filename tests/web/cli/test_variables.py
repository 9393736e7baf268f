"""What a process declares of its variables is what its handlers set."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

import processes
from engine import definitions
from engine.check import check
from engine.registry import Handler, Registry
from engine.step import Step
from models.encryption import Keyring
from processes.scripted import replay
from processes.scripted.adapters import adapter_of
from tests.processes.drawings import DRAWINGS
from web.cli.drawings import files_of
from web.cli.test_process import cases_of
from web.task_forms.scripted import read_form

NAMES = sorted(processes.build(Keyring([bytes(range(32))])).processes)
Said = dict[str, set[str]]


@pytest.fixture(scope="module")
def installed() -> Registry:
    return processes.build(Keyring([bytes(range(32))]))


def listening(topic: str, handler: Handler, said: Said) -> Handler:
    """The handler, with what it sets written down."""

    def listened(step: Step) -> Mapping[str, Any] | None:
        def share(values: Mapping[str, Any]) -> None:
            said.setdefault(topic, set()).update(values)
            step.share(**values)

        found = handler(replace(step, _share=share))
        said.setdefault(topic, set()).update(found or {})
        return found

    return listened


@pytest.mark.parametrize("name", NAMES)
def test_every_topic_says_what_it_sets(name: str, installed: Registry) -> None:
    process = installed.process(name)

    assert process.sets is not None
    assert set(process.service_tasks) - set(process.sets) == set()


@pytest.mark.parametrize("name", NAMES)
def test_the_checker_misses_nothing_of_the_shipped_drawings(name: str, installed: Registry) -> None:
    known = definitions.known_to(installed, name)

    assert [str(each) for each in check(files_of(DRAWINGS / name), known, process=name)] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_handler_sets_what_is_not_declared(name: str, installed: Registry) -> None:
    said: Said = {}
    process = installed.process(name)
    listened = {
        topic: listening(topic, handler, said) for topic, handler in process.service_tasks.items()
    }
    heard = replace(process, service_tasks=listened)
    registry = replace(installed, processes={**installed.processes, name: heard})

    report = replay(
        registry,
        name,
        files=files_of(DRAWINGS / name),
        others={other: files_of(DRAWINGS / other) for other in NAMES if other != name},
        cases=cases_of(DRAWINGS / name),
        adapter=adapter_of(name),
        read_form=read_form,
        checker=lambda *_, **__: [],
        is_time_up=lambda: False,
    )

    tables = definitions.parse(name, files_of(DRAWINGS / name)).decisions.values()
    decided = {output for table in tables for output in table.outputs}
    declared = process.sets or {}
    unknown = {topic: names - declared[topic] - decided for topic, names in said.items()}
    assert not report.faults
    assert said
    assert {topic: names for topic, names in unknown.items() if names} == {}
