"""What services go by: each answer that one was seen to read is declared, or asked anew."""

from dataclasses import replace
from typing import Any

import pytest

from engine.check import check
from engine.definitions import Definition, parse
from engine.registry import Handler, Process
from engine.step import Step
from models.encryption import Keyring
from processes import build
from processes.complaint.answers import form_of
from processes.complaint.calls import SAFE_FROM, SAFE_TO
from processes.scripted import replay
from processes.scripted.adapters import adapter_of
from tests.processes.drawings import DRAWINGS, files_of
from web.cli.test_process import cases_of
from web.task_forms.scripted import read_form

REGISTRY = build(Keyring([bytes(32)]))
PROCESSES = REGISTRY.processes
#: Read to find the next safe hour of a call, which every try finds anew.
HOURS = frozenset({SAFE_FROM, SAFE_TO})


class Seen(dict[str, Any]):
    """Variables that remember which of them were asked for by name."""

    def __init__(self, known: Any, asked: set[str]) -> None:
        super().__init__(known)
        self.asked = asked

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


def watched(process: Process, seen: dict[str, set[str]]) -> Process:
    """The process, with what its services ask for noted by topic."""

    def watch(topic: str, handler: Handler) -> Handler:
        asked = seen.setdefault(topic, set())
        return lambda step: handler(_watching(step, asked))

    return replace(
        process,
        service_tasks={topic: watch(topic, each) for topic, each in process.service_tasks.items()},
    )


def _watching(step: Step, asked: set[str]) -> Step:
    named = " ".join(step.properties.get(each, "") for each in ("passes", "from", "of_unit"))
    own: set[str] = set()
    return replace(step, variables=Seen(step.variables, own if named else asked))


def answers_of(name: str) -> set[str]:
    """The variables that officers' and her steps of a drawing write by their forms."""
    definition = Definition("", 1, parse(name, files_of(name)))
    forms = {each.form for each in definition.elements.values() if each.kind == "userTask"}
    return {
        question.key
        for path in forms
        for question in form_of(definition, path).inputs()
        if not question.record and not question.readonly
    }


@pytest.mark.parametrize("name", sorted(PROCESSES))
def test_each_answer_that_a_service_reads_is_declared(name: str) -> None:
    seen: dict[str, set[str]] = {}
    process = watched(PROCESSES[name], seen)
    registry = replace(REGISTRY, processes={**PROCESSES, name: process})

    report = replay(
        registry,
        name,
        files=files_of(name),
        others={each: files_of(each) for each in PROCESSES if each != name},
        cases=cases_of(DRAWINGS / name),
        adapter=adapter_of(name),
        read_form=read_form,
        checker=check,
        is_time_up=lambda: False,
    )

    read = {topic: names & answers_of(name) - HOURS for topic, names in seen.items()}
    undeclared = {
        topic: sorted(names - process.reads.get(topic, frozenset()))
        for topic, names in read.items()
        if names - process.reads.get(topic, frozenset())
    }
    assert report.faults == []
    assert undeclared == {}
