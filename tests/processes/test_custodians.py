"""It always lies with somebody: each step of the police is held by its post, or says why not."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from engine.drawing import Element, elements_of
from engine.xml import parse_xml
from tests.processes.picture import BPMN

FOLDER = Path(__file__).parents[2] / "bpmn"
NOT_POLICE = ("complainant", "system")

_BESIDE = "goes on beside the way of the complaint, which lies with whoever has its step"
_CLOCK = "looks at a late case from above, while it lies with whoever has its step"
_RUN = "runs beside a complaint and takes it from nobody"
_REPORT_IS_OUT = "the report is out: the complaint lies with the court"
#: Processes none of whose steps takes the complaint from somebody, and why.
BESIDE = {
    "takeover": _BESIDE,
    "child_hearing": _BESIDE,
    "care": _BESIDE,
    "medical_care": _BESIDE,
    "magistrate_statement": _BESIDE,
    "child_protection": _BESIDE,
    "legal_services": _BESIDE,
    "custody": _BESIDE,
    "pressure": _BESIDE,
    "pressure_apart": _BESIDE,
    "unsafe_phone": _BESIDE,
    "officer_complained_of": _BESIDE,
    "reclassification": _BESIDE,
    "duplicate": _BESIDE,
    "jurisdiction": _BESIDE,
    "new_station": _BESIDE,
    "carry_out_appeal": _BESIDE,
    "addition": _BESIDE,
    "correction": _BESIDE,
    "court": _REPORT_IS_OUT,
    "compensation": _REPORT_IS_OUT,
    "feedback": _REPORT_IS_OUT,
    "appeal": _RUN,
    "withdrawal": _RUN,
    "recovery": _RUN,
    "emergency": _RUN,
    "handover": _RUN,
    "watchdog": _RUN,
}
#: Steps that take it from nobody, in a process whose other steps do.
STEPS = {
    "review_at_day_30": _CLOCK,
    "review_at_day_52": _CLOCK,
    "state_cause_and_new_date": _CLOCK,
    "state_cause_after_sixty_days": _CLOCK,
    "take_over_review": _CLOCK,
    "explain_after_90_days": _CLOCK,
    "ask_for_extension": "asked while the officer investigates, with whom it lies",
    "ask_for_more_time": "asked while the officer investigates again, with whom it lies",
    "remind_district_officer": "written while the committee's report is awaited from its sender",
    "accept_zero_fir": "stays with its sender until it is accepted (custody_stays)",
}


@cache
def police_steps() -> tuple[tuple[str, Element], ...]:
    """Each user task that is not hers, with the id of the process it stands in."""
    return tuple(_read())


def _read() -> Iterator[tuple[str, Element]]:
    for folder in sorted({path.parent for path in FOLDER.glob("*/*.bpmn")}):
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for path in sorted(folder.glob("*.bpmn")):
            for process in parse_xml(path.read_bytes()).getroot().iter(f"{BPMN}process"):
                for element in elements_of(process, files):
                    if element.kind == "userTask" and element.owner.role not in NOT_POLICE:
                        yield process.get("id"), element


def test_every_step_of_the_police_holds_the_complaint_or_says_why_not() -> None:
    steps = police_steps()

    free = [
        element.id
        for process, element in steps
        if not element.is_custodian and process not in BESIDE and element.id not in STEPS
    ]

    assert len(steps) > 50
    assert free == []


def test_every_exception_is_one() -> None:
    processes = {process for process, _ in police_steps()}
    free = {element.id for _, element in police_steps() if not element.is_custodian}

    assert set(BESIDE) <= processes
    assert set(STEPS) <= free


@pytest.mark.parametrize("process", sorted(BESIDE))
def test_what_goes_on_beside_takes_the_complaint_from_nobody(process: str) -> None:
    holding = [e.id for of, e in police_steps() if of == process and e.is_custodian]

    assert holding == []
