"""A message that no drawing hears is told before anything is simulated."""

import json

import pytest

from processes.simulation import MessageUnheard, assumed_of
from processes.simulation.assumptions import FILE, OUTSIDE, Assumptions, Message
from processes.simulation.durations import AT_ONCE
from processes.simulation.heard import refuse_unheard
from tests.processes.drawings import files_of
from tests.processes.simulation.test_running import INTERRUPTED

OTHERS = {"reopening": files_of("reopening")}


def said(name: str, by: str) -> Assumptions:
    return Assumptions(messages={name: Message(share=0.5, after=AT_ONCE, by=by)})


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("recaled", OUTSIDE),
        ("recaled", "complainant"),
        ("new_evidence_found", OUTSIDE),
        ("withdrawal", OUTSIDE),
    ],
)
def test_a_message_that_nothing_hears_is_refused_by_its_name(name: str, by: str) -> None:
    with pytest.raises(MessageUnheard) as unheard:
        refuse_unheard(said(name, by), "toy", INTERRUPTED, OTHERS)

    assert unheard.value.name == name
    assert f"/messages/{name}: no drawing hears" in str(unheard.value)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("recalled", OUTSIDE),
        ("recalled", "complainant"),
        ("new_evidence_found", "sho"),
        ("withdrawal", "complainant"),
    ],
)
def test_what_the_drawing_or_one_beside_it_hears_passes(name: str, by: str) -> None:
    assumed = said(name, by)

    refuse_unheard(assumed, "toy", INTERRUPTED, OTHERS)

    assert list(assumed.messages) == [name]


def test_a_drawing_that_cannot_be_read_is_not_judged_by_its_messages() -> None:
    told = {"messages": {"recaled": {"share": 1, "after": {"median": "P2D"}}}}
    files = {"toy.bpmn": b"<broken", FILE: json.dumps(told).encode()}

    assumed = assumed_of("toy", files, {})

    assert list(assumed.messages) == ["recaled"]
