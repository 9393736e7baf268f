"""Every scripted case of every drawing, moving before whatever happens in it, comes out the same.

Each case goes to a version in which every step has another id, and back, before each of its steps
and each moment at which something falls due: so every way through the shipped drawings is one that
a migrated case has gone.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

import processes
from engine import definitions, store
from engine.conventions import BPMN
from engine.definitions import Definition
from engine.migration.moving import move
from engine.migration.plan import Plan
from engine.registry import SYSTEM
from engine.xml import parse_xml
from models import DefinitionFile, InstanceStatus, ProcessDefinition, ProcessInstance
from models.encryption import Keyring
from models.types import new_id
from processes.scripted import replay, taking
from processes.scripted.adapters import adapter_of
from processes.scripted.scene import Scene
from tests.checked import check_once
from web.cli.drawings import files_of
from web.cli.test_process import cases_of
from web.task_forms.scripted import read_form

DRAWINGS = Path(__file__).parents[2] / "bpmn"
NAMES = sorted(path.name for path in DRAWINGS.iterdir() if path.is_dir())
FLOW_NODES = ("Task", "Event", "Gateway", "subProcess", "callActivity", "task")
OTHERWISE = "_otherwise"


def called_otherwise(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same drawing, every step with another id."""
    return {
        path: _called_otherwise(content) if path.endswith(".bpmn") else content
        for path, content in files.items()
    }


def _called_otherwise(content: bytes) -> bytes:
    root = parse_xml(content).getroot()
    nodes = [
        node
        for node in root.iter()
        if isinstance(node.tag, str) and node.tag.startswith(BPMN) and node.tag.endswith(FLOW_NODES)
    ]
    ids = {node.get("id") for node in nodes}
    for node in nodes:
        _rename(node, "id", ids)
        _rename(node, "attachedToRef", ids)
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        _rename(flow, "sourceRef", ids)
        _rename(flow, "targetRef", ids)
    for reference in root.iter(f"{BPMN}flowNodeRef"):
        name = (reference.text or "").strip()
        reference.text = f"{name}{OTHERWISE}" if name in ids else name
    text: bytes = etree.tostring(root)
    return text


def _rename(node: Any, attribute: str, ids: set[str]) -> None:
    if node.get(attribute) in ids:
        node.set(attribute, f"{node.get(attribute)}{OTHERWISE}")


def other_version(session: Session, definition: Definition, now: datetime) -> Definition:
    """The version that calls every step otherwise; no instance ever begins with it."""
    found = session.scalar(
        select(ProcessDefinition.id).where(
            ProcessDefinition.name == definition.name, ProcessDefinition.version < 0
        )
    )
    if found is None:
        files = called_otherwise(definition.files)
        found = new_id()
        session.add(
            ProcessDefinition(
                id=found,
                name=definition.name,
                version=-definition.version,
                content_hash=definitions.hash_of(files),
                deployed_at=now,
            )
        )
        session.flush()
        session.add_all(
            DefinitionFile(definition_id=found, path=path, content=content)
            for path, content in files.items()
        )
        session.flush()
    return definitions.load(session, found)


class Nomads:
    """Moves all running cases of a scene, and counts them."""

    def __init__(self) -> None:
        self.moved: Counter[str] = Counter()
        self.mapped: set[str] = set()

    def wander(self, scene: Scene) -> None:
        """To the other version and back."""
        running = select(ProcessInstance.id, ProcessInstance.definition_id).where(
            ProcessInstance.status == InstanceStatus.RUNNING
        )
        with scene.sessions.begin() as session:
            for case, definition_id in session.execute(running).all():
                here = definitions.load(session, definition_id)
                there = other_version(session, here, scene.place.now)
                names = {
                    name: f"{name}{OTHERWISE}"
                    for name in here.elements
                    if f"{name}{OTHERWISE}" in there.elements
                }
                self._move(session, scene, case, Plan(here, there, names))
                back = {new: old for old, new in names.items()}
                self._move(session, scene, case, Plan(there, here, back))
                self.moved[here.name] += 1
                self.mapped |= set(names)

    def _move(self, session: Session, scene: Scene, case: str, plan: Plan) -> None:
        row = store.take(session.connection(), case)
        assert row is not None
        move(
            session,
            scene.stage.registry,
            row,
            plan,
            migration_id="to and fro",
            actor=SYSTEM,
            now=scene.place.now,
        )


@pytest.fixture
def nomads(monkeypatch: pytest.MonkeyPatch) -> Nomads:
    """Cases move before each step, and whenever the clock has moved on."""
    made = Nomads()
    take, move_clock = taking.take, Scene._move_clock

    def wandering_take(scene: Scene, step: Any) -> None:
        made.wander(scene)
        take(scene, step)

    def wandering_clock(scene: Scene, step: Any, moment: datetime) -> None:
        move_clock(scene, step, moment)
        made.wander(scene)

    monkeypatch.setattr(taking, "take", wandering_take)
    monkeypatch.setattr(Scene, "_move_clock", wandering_clock)
    return made


@pytest.mark.parametrize("name", NAMES)
def test_every_case_of_a_drawing_comes_out_the_same_though_it_moves(
    nomads: Nomads, name: str, keyring: Keyring
) -> None:
    registry = processes.build(keyring)
    others = [each for each in registry.processes if each != name and (DRAWINGS / each).is_dir()]

    report = replay(
        registry,
        name,
        files=files_of(DRAWINGS / name),
        others={each: files_of(DRAWINGS / each) for each in others},
        cases=cases_of(DRAWINGS / name),
        adapter=adapter_of(name),
        read_form=read_form,
        checker=check_once,
        is_time_up=lambda: False,
    )

    assert [str(fault) for fault in report.faults] == []
    assert report.coverage.is_full
    assert nomads.moved[name] > len(report.outcomes)
    assert len(nomads.mapped) > 10
