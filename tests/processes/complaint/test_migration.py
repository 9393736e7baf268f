"""The complaint moves between two versions of its drawing, and its life goes on the same."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from engine import audit, definitions
from engine.check import check
from engine.migration import batches, orders
from engine.migration.orders import Order
from engine.registry import SYSTEM
from models import (
    CustodyInterval,
    EventKind,
    HistoryEvent,
    ProcessDefinition,
    ProcessInstance,
)
from processes.complaint import case_page
from processes.complaint.dossier import dossier, what_she_told
from processes.complaint.stays import stays
from processes.run_page import run_page
from processes.runs import run_of
from tests.processes.complaint.test_life import finish
from tests.processes.drawings import files_of
from tests.processes.story import Story

#: A remark changes nothing but the version.
REMARK = (
    b'<bpmn:textAnnotation id="a_remark"><bpmn:text>As before</bpmn:text></bpmn:textAnnotation>'
)


STEP = "Assign the investigating officer"


class MovingStory(Story):
    """The story of a complaint that moves to the other version before whatever happens."""

    def do(self, element_id: str, **values: Any) -> None:
        self.move()
        super().do(element_id, **values)

    def _move_clock(self, moment: datetime) -> None:
        super()._move_clock(moment)
        self.move()

    def move(self, **steps: str) -> None:
        """Let the complaint go on in the version it does not have."""
        with self.sessions.begin() as session:
            running = session.get_one(ProcessInstance, self.complaint.instance_id).definition_id
            here = definitions.load(session, running).version
            there = 2 if here == 1 else 1
            order = Order("complaint", here, there, steps)
            migration = orders.begin(session, order, actor=SYSTEM, now=self.now)
        with self.sessions.begin() as session:
            assert batches.move_next(session, self.registry, migration, self.now) is (
                batches.Rest.NOTHING
            )
            assert orders.progress(session, migration).refused == 0


@pytest.fixture
def stories(story: Story) -> tuple[Story, MovingStory]:
    """Two complaints of the same moment, one that stays and one that moves."""
    files = files_of("complaint")
    main = files["complaint.bpmn"]
    deploy(
        story,
        {
            **files,
            "complaint.bpmn": main.replace(b"</bpmn:process>", REMARK + b"</bpmn:process>", 1),
        },
    )
    return story, MovingStory(story.sessions, story.registry, story.place, story.now)


def deploy(story: Story, files: dict[str, bytes]) -> None:
    with story.sessions.begin() as session:
        definitions.deploy(
            session,
            story.registry,
            name="complaint",
            files=files,
            by=None,
            note="",
            now=story.now,
            checker=check,
        )


def happened(story: Story) -> list[tuple[datetime, str, str | None]]:
    """The history of a complaint, without the moves."""
    with story.sessions() as session:
        events = session.scalars(
            select(HistoryEvent)
            .where(HistoryEvent.instance_id == story.complaint.instance_id)
            .order_by(HistoryEvent.id)
        )
        return [
            (event.at, event.kind.name, event.element_id)
            for event in events
            if event.kind is not EventKind.MIGRATED
        ]


def lay_with(story: Story) -> list[tuple[str, str | None, datetime, datetime | None]]:
    """The custody ledger of a complaint."""
    with story.sessions() as session:
        intervals = session.scalars(
            select(CustodyInterval)
            .where(CustodyInterval.instance_id == story.complaint.instance_id)
            .order_by(CustodyInterval.id)
        )
        return [(each.element_id, each.post_id, each.from_at, each.to_at) for each in intervals]


def whole_life(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.wait(days=5)
    story.write_diary()
    story.wait(days=5)
    story.write_diary(is_complete=True)
    finish(story)


def neglected(story: Story) -> None:
    """Nobody does anything for a hundred days."""
    story.submit()
    story.call()
    story.register()
    story.wait(days=100)


@pytest.mark.parametrize("live", [whole_life, neglected])
def test_a_complaint_that_moves_all_the_time_lives_as_one_that_stays(
    stories: tuple[Story, MovingStory], live: Any
) -> None:
    staying, moving = stories

    live(staying)
    live(moving)

    assert happened(moving) == happened(staying)
    assert lay_with(moving) == lay_with(staying)
    assert moving.open_elements == staying.open_elements
    assert moving.incidents == []
    with moving.sessions() as session:
        assert audit.verify(session) == []
        definition_ids = set(session.scalars(select(ProcessDefinition.id)))
        assert len(definition_ids) == 2


def test_a_step_with_another_id_is_mapped_and_the_past_keeps_its_names(story: Story) -> None:
    story.submit()
    story.call()
    story.record()
    story.care()
    story.wait(hours=1)
    deploy(story, renamed("assign_investigating_officer", "choose_officer"))
    moving = MovingStory(story.sessions, story.registry, story.place, story.now)
    moving.complaint_id = story.complaint_id
    moving.move(assign_investigating_officer="choose_officer")
    moving.now += timedelta(hours=1)

    Story.do(moving, "choose_officer", io_post_id=story.place.post("investigating_officer").id)
    deploy(
        story,
        renamed("assign_investigating_officer", "select_officer", "register_complaint", "enter_it"),
    )
    with story.sessions.begin() as session:
        order = Order("complaint", 2, 3)
        migration = orders.begin(session, order, actor=SYSTEM, now=story.now)
    with story.sessions.begin() as session:
        batches.move_next(session, story.registry, migration, story.now)

    with story.sessions() as session:
        run = run_of(session, story.complaint.instance_id or "")
        timeline = run_page(session, story.registry, run).timeline
        ledger = stays(session, [run], now=story.now, zone=story.registry.zone)
    assert run.definition.version == 3
    left = {line.element_id for line in timeline} - set(run.definition.elements)
    assert {"register_complaint", "choose_officer", "assign_investigating_officer"} <= left
    assert all(line.name for line in timeline if line.element_id)
    assert {step.name for stay in ledger for step in stay.steps}.isdisjoint(left)
    assert [step.times for stay in ledger for step in stay.steps if step.name == STEP] == [1]


def renamed(*pairs: str) -> dict[str, bytes]:
    """The drawing with other ids for steps: old, new, old, new."""
    files = files_of("complaint")
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        for path in [each for each in files if each.endswith(".bpmn")]:
            for around in (b'"%b"', b">%b<"):
                files[path] = files[path].replace(around % old.encode(), around % new.encode())
    return files


def test_what_a_left_step_brought_is_still_read_with_its_questions(story: Story) -> None:
    story.submit()
    story.call()
    story.record()
    story.care()
    before = told(story)
    deploy(story, without_form("register_complaint", "enter_it"))
    moving = MovingStory(story.sessions, story.registry, story.place, story.now)
    moving.complaint_id = story.complaint_id

    moving.move()

    assert told(story) == before
    assert any("offences" in names for names in before["officer"])


def told(story: Story) -> dict[str, list[set[str]]]:
    """The labels of what an officer and she herself read of the case, step by step."""
    who = story.identity("sho")
    with story.sessions() as session:
        run = run_of(session, story.complaint.instance_id or "")
        case = case_page.find_case(session, who, story.complaint_id)
        read = {
            "officer": dossier(session, story.registry, who, run, case, unmasked=True),
            "she": what_she_told(session, story.registry, run),
        }
    return {
        reader: [
            {fact.question.label if fact.question else "?" + fact.name for fact in section.facts}
            | {fact.name for fact in section.facts}
            for section in sections
        ]
        for reader, sections in read.items()
    }


def without_form(old: str, new: str) -> dict[str, bytes]:
    """The drawing with another id for a step, and its form under another name."""
    files = renamed(old, new)
    files[f"forms/{new}.form"] = files.pop(f"forms/{old}.form")
    for path in [each for each in files if each.endswith(".bpmn")]:
        files[path] = files[path].replace(f"{old}.form".encode(), f"{new}.form".encode())
    return files
