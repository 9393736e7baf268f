"""Toy drawings for simulations: one desk, its form, and what is assumed of it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from engine.check import check
from engine.registry import Process, Registry
from models.encryption import Keyring
from processes.complaint.answers import Answers
from processes.posts.seats import assign
from processes.scripted import Adapter, Asked, Reading
from processes.scripted.adapter import ReadForm
from processes.simulation import Plan, Result, simulate
from processes.simulation.setting import Observed
from tests.engine.drawing import boundary, drawing, element, end, start, timer, user
from tests.processes.scripted.toys import escalate, owner

#: One form to be stamped by one person; whoever does not within thirty days loses it.
FILES = drawing(
    start("begins"),
    user("stamp_form", owner("sho", "station"), name="Stamp the form"),
    boundary("thirty_days_passed", "stamp_form", timer("duration", "P30D")),
    end("stamped"),
    end("lost"),
    flows="begins -> stamp_form -> stamped; thirty_days_passed -> lost",
)

#: The form waits for its stamp, and beside it for a word from outside that ends it.
INTERRUPTED = drawing(
    start("begins"),
    user("stamp_form", owner("sho", "station"), name="Stamp the form"),
    boundary("recalled", "stamp_form", '<bpmn:messageEventDefinition messageRef="recall"/>'),
    end("stamped"),
    end("back"),
    flows="begins -> stamp_form -> stamped; recalled -> back",
    beside=element("message", "recall", name="recalled"),
)


def assumptions(
    *, staff: int = 1, work: Mapping[str, Any] | None = None, **others: Any
) -> dict[str, bytes]:
    """The file that assumes one State with one station, open round the clock."""
    told = {
        "tells": "Invented.",
        "tells_hi": "काल्पनिक।",
        "police": {"states": 1, "districts": 1, "circles": 1, "stations": 1},
        "staff": {"sho": {"count": staff, "shift": "always"}},
        "steps": {"stamp_form": {"work": work or {"median": "PT1H"}}},
        **others,
    }
    return {"simulation.json": json.dumps(told).encode()}


def take_all(asked: Asked) -> Reading:
    """A form that takes whatever is said."""
    return Reading(values=asked.values, answers=Answers(variables=asked.values))


def simulated(
    files: Mapping[str, bytes] = FILES,
    *,
    cases: int = 20,
    days: int = 80,
    seed: int = 1,
    observed: Observed | None = None,
    processes: int = 1,
    read_form: ReadForm = take_all,
    progress: Callable[[float], None] = lambda _share: None,
    **assumed: Any,
) -> Result:
    """A simulation of a toy."""
    toy = Process("toy", service_tasks={"escalate": escalate}, assign=assign)
    return simulate(
        Registry({"toy": toy}, Keyring([bytes(32)])),
        "toy",
        files={**files, **assumptions(**assumed)},
        others={},
        plan=Plan(cases, days, seed),
        adapter=Adapter(),
        read_form=read_form,
        observed=observed or Observed(),
        processes=processes,
        progress=progress,
        checker=check,
    )
