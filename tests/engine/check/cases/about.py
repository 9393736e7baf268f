"""Files for the rules about what a process says about itself."""

import json
from typing import Any

from tests.engine.check.toys import FINE, Case, Files, one, properties, task
from tests.engine.drawing import start

CLERK = {"role": "clerk", "level": "station", "name": "Clerk", "name_hi": "लिपिक"}
SAID = {"name": "Report", "name_hi": "रिपोर्ट", "may_start": ["sho"], "roles": [CLERK]}
BY_CLERK = one(task(camunda__candidateGroups="clerk", inner=properties(level="station")))
BY_MESSAGE = {
    **FINE,
    "toy.bpmn": FINE["toy.bpmn"].replace(
        start("s").encode(),
        start("s", '<bpmn:messageEventDefinition messageRef="m"/>').encode(),
    ),
}


def saying(files: Files = BY_CLERK, **changed: Any) -> Files:
    """A drawing that says this about itself."""
    return {**files, "process.json": json.dumps({**SAID, **changed}).encode()}


def bringing(**changed: Any) -> Files:
    """A drawing that brings the role of a clerk, changed so."""
    return saying(roles=[{**CLERK, **changed}])


def desk_too(**changed: Any) -> Files:
    """A drawing that brings the desk, which it has brought before, changed so."""
    desk = {**CLERK, "role": "desk", "woman": True, **changed}
    return saying(roles=[CLERK, desk], may_start=["desk"])


CASES: list[Case] = [
    ("accepted-unreadable", {**FINE, "accepted.json": b"["}, {**FINE, "accepted.json": b"[]"}),
    ("accepted-unreadable", {**FINE, "accepted.json": b"{}"}, FINE),
    ("accepted-unreadable", {**FINE, "accepted.json": b"[" * 10_000}, FINE),
    ("about-unreadable", {**FINE, "process.json": b"["}, saying()),
    ("about-unreadable", {**FINE, "process.json": b"[" * 10_000}, saying()),
    ("about-unreadable", {**FINE, "process.json": b"[]"}, saying()),
    ("about-name-missing", saying(name_hi=" "), saying()),
    ("about-name-missing", saying(name=4), saying()),
    ("about-role-refused", bringing(role="The Clerk"), bringing()),
    ("about-role-refused", bringing(level="moon"), bringing(level="State")),
    ("about-role-refused", bringing(name=""), bringing()),
    ("about-role-refused", bringing(name_hi=None), bringing()),
    ("about-role-refused", bringing(seats=0), bringing(seats=3)),
    ("about-role-refused", bringing(seats=True), bringing(seats=1)),
    ("about-role-refused", bringing(seats=10**9), bringing(seats=20)),
    ("about-role-refused", bringing(woman="yes"), bringing(woman=True)),
    ("about-role-refused", saying(roles="clerk"), saying()),
    ("about-role-refused", saying(roles=["clerk"]), saying()),
    ("about-role-refused", saying(roles=[CLERK] * 40), saying()),
    ("about-role-refused", saying(may_start={"clerk": 1}), saying()),
    ("about-role-there", bringing(role="sho", level="state"), bringing()),
    ("about-role-there", bringing(role="complainant"), bringing()),
    ("about-role-changed", desk_too(woman=False), desk_too()),
    ("about-role-changed", desk_too(level="state"), desk_too()),
    ("about-starter-unknown", saying(may_start=["gone"]), saying(may_start=["clerk"])),
    ("about-no-start", saying(BY_MESSAGE, roles=[]), saying(BY_MESSAGE, may_start=[], roles=[])),
    ("about-role-unused", saying(FINE), saying()),
    ("role-unknown", BY_CLERK, saying()),
]
