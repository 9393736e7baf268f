"""Expecting: what is so in a play now, written down as a step that a case checks."""

from collections.abc import Collection, Mapping
from typing import Any

from models.session import reading
from processes.playing.writing import clock
from processes.scripted.looking import Look, open_tasks
from processes.scripted.scene import Scene

#: What a designer may say must be so.
OFFERED = ("open", "due", "said_to_her", "said_to_posts", "ended")


def expectation(scene: Scene, wanted: Collection[str]) -> dict[str, Any]:
    """A step that expects of each thing wanted what it is now; nothing is looked at by asking."""
    found: dict[str, Any] = {}
    with reading(scene.sessions) as session:
        look = Look(
            session=session,
            registry=scene.stage.registry,
            instance_id=scene.place.instance_id,
            now=scene.place.now,
            passed=scene.passed,
            seen=scene.place.seen.copy(),
            looked_up=lambda value: value,
        )
        for what in (each for each in OFFERED if each in wanted):
            if what == "due":
                found[what] = _due(scene, look)
            else:
                _, found[what] = look.at(what, () if what != "ended" else True)
    return {"expect": {what: each for what, each in found.items() if what != "due" or each}}


def _due(scene: Scene, look: Look) -> Mapping[str, str]:
    """When each open step is due, of those that are open once and have a due date."""
    tasks = open_tasks(look.session, scene.place.instance_id)
    names = [task.element_id for task in tasks]
    return {
        task.element_id: clock(task.due_at.replace(microsecond=0))
        for task in tasks
        if task.due_at is not None and names.count(task.element_id) == 1
    }
