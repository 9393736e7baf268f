"""The rule about processes that call each other in a circle."""

from collections.abc import Iterator, Mapping

from engine.check.drawn import Drawn
from engine.check.finding import Finding
from engine.parts import calls_of

Calls = Mapping[str, Mapping[str, str]]
"""What each process calls, by the call activity."""


def circles(drawings: list[Drawn]) -> Iterator[Finding]:
    """A process that leads back to itself by its calls may use up what one case may cost.

    Told once for each circle.
    """
    drawn_in = {each.get("id") or "": drawn for drawn in drawings for each in drawn.processes}
    calls: Calls = {
        each.get("id") or "": calls_of(each) for drawn in drawings for each in drawn.processes
    }
    told: set[str] = set()
    for process, drawn in drawn_in.items():
        for step, called in calls[process].items():
            if process in told or step not in drawn.steps:
                continue
            way = _way(calls, called, process)
            if way:
                told.update(way)
                circle = " → ".join([process, *way])
                yield drawn.finding("calls-itself", drawn.steps[step], circle=circle)


def _way(calls: Calls, begin: str, end: str) -> list[str]:
    """The shortest way of calls from one process to another; empty if there is none."""
    came_from = {begin: ""}
    waiting = [begin]
    for each in waiting:
        if each == end:
            break
        for called in calls.get(each, {}).values():
            if called not in came_from:
                came_from[called] = each
                waiting.append(called)
    way, at = [], end if end in came_from else ""
    while at:
        way.append(at)
        at = came_from[at]
    return way[::-1]
