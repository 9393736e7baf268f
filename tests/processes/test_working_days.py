"""What an office does in office hours counts working days; the law and her promises never do."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.law import KOLKATA
from engine.xml import parse_xml
from models.session import reading
from processes.complaint.inbox import inbox
from tests.processes.picture import BPMN, CAMUNDA
from tests.processes.story import Story

ROOT = Path(__file__).parents[2]
WORKING_TIME = re.compile(r"\bworking_(days|hours)\(")
ROW = re.compile(r"^\| \*([^*]+)\* \| `([^`]+)` \| `(working_[^`]+)` \|$", re.MULTILINE)


def times() -> Iterator[tuple[str, Any, str]]:
    """Every due date and timer of the shipped drawings: the drawing, the element, and its time."""
    for path in sorted((ROOT / "bpmn").glob("*/*.bpmn")):
        drawing = f"{path.parent.name}/{path.stem}"
        for node in parse_xml(path.read_bytes()).getroot().iter():
            due = node.get(f"{CAMUNDA}dueDate")
            timer = node.find(f"{BPMN}timerEventDefinition")
            if due is not None:
                yield drawing, node, due
            if timer is not None:
                yield drawing, node, "".join(timer.itertext()).strip()


def in_working_time() -> list[tuple[str, Any, str]]:
    return [each for each in times() if WORKING_TIME.search(each[2])]


def kind_of(node: Any) -> str:
    told = {p.get("name"): p.get("value") for p in node.iter(f"{CAMUNDA}property")}
    return str(told.get("deadline"))


def test_only_targets_count_working_days() -> None:
    kinds = {node.get("id"): kind_of(node) for _, node, _ in in_working_time()}

    assert len(kinds) > 5
    assert set(kinds.values()) == {"target"}


def test_the_list_of_days_names_each_step_that_counts_working_days() -> None:
    listed = set(ROW.findall((ROOT / "docs" / "reference" / "days.md").read_text()))

    assert listed == {(drawing, node.get("id"), time) for drawing, node, time in in_working_time()}


def test_a_timer_on_such_a_step_counts_as_the_step_does() -> None:
    working = {node.get("id"): node for _, node, _ in in_working_time()}

    hosts = {
        node.get("id"): node.get("attachedToRef")
        for node in working.values()
        if node.get("attachedToRef")
    }

    assert hosts
    assert set(hosts.values()) <= set(working)


@pytest.mark.parametrize(
    ("days", "step", "due"),
    [
        # from a Thursday: Good Friday and a weekend do not count
        (30, "review_at_day_30", datetime(2026, 4, 8, 18, tzinfo=KOLKATA)),
        # from a Friday: a weekend does not count
        (52, "review_at_day_52", datetime(2026, 4, 28, 18, tzinfo=KOLKATA)),
    ],
)
def test_the_inbox_shows_the_day_that_comes_of_weekend_and_holidays(
    story: Story, days: int, step: str, due: datetime
) -> None:
    story.submit()
    story.call()
    story.register("rape")

    story.wait(days=days, minutes=1)

    task = story.open_task(step)
    with reading(story.sessions) as session:
        seen = inbox(session, story.identity(task.role), now=story.now, zone=KOLKATA)
    shown = [row.due_at for row in seen.rows if row.element_id == step]
    assert shown == [due]
