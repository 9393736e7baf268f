"""Walking the complaint's drawing on the real engine, with handlers that only take notes.

The drawing's order and times are tested here; what the handlers do has tests of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine import definitions, due_jobs, instances, jobs, messages, tasks
from engine.elements import iso_time
from engine.law import KOLKATA
from engine.registry import SYSTEM, Handler, Registry, anywhere
from engine.step import Step
from models import InstanceStatus, ProcessInstance, TaskStatus, UserTask
from models.encryption import Keyring
from processes.complaint.owed import begin_steps, let_begin_again
from processes.complaint.process import PROCESS
from tests.checked import check_once

FOLDER = Path(__file__).parents[2] / "bpmn" / "complaint"
KEY = "a-complaint"

#: What a proforma with nothing special about it gives.
ORDINARY = {
    "danger_now": False,
    "age_band": "18_plus",
    "what": ["molestation"],
    "accused_is_police": "no",
    "accused_of_station": "no",
}


@dataclass
class Walk:
    """One complaint, moved by tasks, messages and time."""

    sessions: sessionmaker[Session]
    keyring: Keyring
    now: datetime
    code_is_right: bool = True
    code_tries_left: int = 5
    code_is_out: bool = True
    station_settled: bool = True
    medical: str = "no"  # what the law says of the examination: yes, no, ask
    legal_services: str = "yes"  # what the law says of telling them: yes, no, ask
    is_another_state: bool = False
    done: list[str] = field(default_factory=list)  # service tasks, in the order they ran
    instance_id: str = ""

    def begin(self, **proforma: Any) -> "Walk":
        """Submit a proforma."""
        files = {
            path.relative_to(FOLDER).as_posix(): path.read_bytes()
            for path in FOLDER.rglob("*")
            if path.is_file()
        }
        with self.sessions.begin() as session:
            definitions.deploy(
                session,
                self._registry,
                name="complaint",
                files=files,
                by=None,
                note="",
                now=self.now,
                checker=check_once,
            )
            self.instance_id = instances.start(
                session,
                self._registry,
                process="complaint",
                business_key=KEY,
                variables={**ORDINARY, **proforma, "submitted_at": self.now.isoformat()},
                unit_id=None,
                actor=SYSTEM,
                now=self.now,
            )
        return self

    def wait(self, length: str) -> "Walk":
        """Let time pass; what falls due on the way happens at its moment."""
        until = iso_time.after(self.now, length, zone=KOLKATA)
        while (due := self._next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            jobs.run_due(self.sessions, self._registry, deliver={}, clock=lambda: self.now)
        self.now = until
        return self

    def do(self, element: str, **answers: Any) -> "Walk":
        """Complete the open task of this element."""
        task = self.tasks()[element]
        with self.sessions.begin() as session:
            tasks.complete(
                session, self._registry, task.id, variables=answers, actor=SYSTEM, now=self.now
            )
        return self

    def hear(self, message: str) -> "Walk":
        """Deliver a message from outside."""
        with self.sessions.begin() as session:
            messages.deliver(
                session,
                self._registry,
                process="complaint",
                business_key=KEY,
                name=message,
                variables={},
                actor=SYSTEM,
                now=self.now,
            )
        return self

    def tasks(self) -> dict[str, UserTask]:
        """The open tasks by element."""
        with self.sessions() as session:
            found = session.scalars(
                select(UserTask).where(
                    UserTask.instance_id == self.instance_id, UserTask.status == TaskStatus.OPEN
                )
            )
            return {task.element_id: task for task in found}

    @property
    def open(self) -> set[str]:
        """The elements that wait for a person."""
        return set(self.tasks())

    @property
    def has_ended(self) -> bool:
        """Whether the whole life is over, with nothing left that could still fall due."""
        with self.sessions() as session:
            status = session.get_one(ProcessInstance, self.instance_id).status
            return status is InstanceStatus.COMPLETED and due_jobs.next_due(session) is None

    def variables(self) -> dict[str, Any]:
        """The variables of the whole complaint."""
        with self.sessions() as session:
            return instances.variables(session, self._registry, self.instance_id)

    # whole stretches of the way

    def until_number(self) -> "Walk":
        """Called at hour 20, reached, number read out."""
        self.wait("PT20H1M").do("call_her", call_result="reached")
        return self.do("read_out_number", number_read_out=True)

    def until_on_record(self) -> "Walk":
        """Registered and signed at once."""
        self.until_number().do("register_complaint", offences=["rape"])
        return self.do("sign_complaint", text_is_right="yes").care()

    def care(self) -> "Walk":
        """What every case needs beside the investigation, done at once."""
        self.do("give_copy").do("check_risk", risk_level="standard")
        if self.legal_services == "no":
            return self
        return self.do("inform_legal_services", legal_services_told_on="2026-03-04")

    def until_investigated(self) -> "Walk":
        """An officer has the case and has written nothing yet."""
        return self.until_on_record().do("assign_investigating_officer", io_post_id="seat")

    def until_answered(self, answer: str, **opinion: str) -> "Walk":
        """The diary is complete, the opinion read over and answered."""
        self.do("write_diary_entry", investigation_complete=True)
        self.do("propose_final_opinion", **opinion)
        self.do("choose_place", hearing_place="home").do("read_out_outcome")
        return self.do("give_answer", her_answer=answer)

    # inside

    def _next_due(self) -> datetime | None:
        with self.sessions() as session:
            return due_jobs.next_due(session)

    @property
    def _registry(self) -> Registry:
        telling: Mapping[str, Callable[[Step], Mapping[str, Any]]] = {
            "plan_call": _plan_call,
            "check_call_back_code": self._check_code,
            "see_if_code_is_out": lambda step: {"code_is_out": self.code_is_out},
            "ask_for_self_confirmation": lambda step: {
                "self_confirmation_asked_at": step.now.isoformat()
            },
            "send_complaint_number": lambda step: {"number_given_at": step.now.isoformat()},
            "take_to_state": self._take_to_state,
            "route_elsewhere": self._route_elsewhere,
            "look_for_station": lambda step: {"station_settled": self.station_settled},
            "give_complaint_number": lambda step: {"number_given_at": step.now.isoformat()},
            "open_tracking": lambda step: {
                "clock_starts_at": step.variables["number_given_at"],
                "limit_is_law": False,
            },
            "take_on_record": lambda step: {"recorded_at": step.now.isoformat()},
            "start_two_month_clock": lambda step: {
                "clock_starts_at": step.variables["recorded_at"],
                "limit_is_law": True,
            },
            "look_up_law": lambda step: {
                "medical": self.medical,
                "magistrate_statement": "no",
                "child_welfare": "no",
                "legal_services": self.legal_services,
                "register_beside": [],
            },
            "begin_steps": self._begin_steps,
            "let_begin_again": let_begin_again,
            "count_ninety_days": _count_ninety_days,
            "close_complaint": lambda step: {"closed_at": step.now.isoformat()},
            "offer_to_station": lambda step: {
                "receiving_post_id": None,
                "is_another_state": self.is_another_state,
                "offered_at": step.now.isoformat(),
            },
            "reclassify": lambda step: {"offences": step.variables["proposed_offences"]},
            "treat_as_child": lambda step: {"child_known_at": step.now.isoformat()},
        }
        handlers: dict[str, Handler] = dict.fromkeys(PROCESS.service_tasks, self._note)
        handlers |= {topic: self._noting(handler) for topic, handler in telling.items()}
        process = replace(PROCESS, service_tasks=handlers, assign=anywhere)
        return Registry({"complaint": process}, self.keyring)

    def _note(self, step: Step) -> None:
        self.done.append(step.element_id)

    def _noting(self, handler: Callable[[Step], Mapping[str, Any]]) -> Handler:
        def noted(step: Step) -> Mapping[str, Any]:
            self._note(step)
            return handler(step)

        return noted

    def _begin_steps(self, step: Step) -> Mapping[str, Any]:
        """What has not begun of what the law of this walk asks for."""
        answers = {"medical": self.medical, "legal_services": self.legal_services}
        owed = [name for name, answer in answers.items() if answer != "no"]
        return begin_steps(replace(step, variables={**step.variables, "steps_owed": owed}))

    def _take_to_state(self, step: Step) -> dict[str, Any]:
        self.station_settled = False
        step.share(conflict_district="hers")
        return {"conflict_district": "hers"}

    def _route_elsewhere(self, step: Step) -> dict[str, Any]:
        self.station_settled = True
        return {}

    def _check_code(self, step: Step) -> dict[str, Any]:
        return {"code_right": self.code_is_right, "code_tries_left": self.code_tries_left}


def _plan_call(step: Step) -> dict[str, Any]:
    """Any hour is safe: the first call when it opens, the next one half an hour later."""
    known = step.variables
    made = known.get("call_tries", 0)
    call_at = step.now
    if made:
        call_at = iso_time.after(step.now, "PT30M", zone=KOLKATA)
    elif known["call_opens_after"] != "PT0S":
        call_at = iso_time.after(step.now, known["call_opens_after"], zone=KOLKATA)
    return {"call_at": call_at.isoformat(), "call_tries": made + 1, "can_call": True}


def _count_ninety_days(step: Step) -> dict[str, Any]:
    ordered_on = date.fromisoformat(step.variables[step.properties["from"]])
    began = iso_time.moment_of(ordered_on, zone=KOLKATA)

    def day(number: int) -> str:
        return (began + timedelta(days=number)).isoformat()

    return {
        "further_from": day(0),
        "further_limit_at": day(90),
        "further_is_law": True,
        "further_ask_at": day(75),
        "further_warn_at": day(83),
    }
