"""A toy drawing and its cases: an entry is written, asked about, and decided upon."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from textwrap import dedent

from engine.check import check
from engine.registry import Process, Registry
from engine.step import Step
from models import Escalation, Level, Severity
from models.encryption import Keyring
from processes.complaint.answers import Answers
from processes.posts.seats import assign
from processes.scripted import Adapter, Asked, Reading, Report, replay
from tests.engine.drawing import (
    boundary,
    drawing,
    element,
    end,
    exclusive,
    start,
    timer,
    user,
)

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def owner(role: str, level: str, **others: str) -> str:
    """The properties that say whose a step is."""
    properties = {"role": role, "level": level, **others}
    inner = "".join(
        f'<camunda:property name="{name}" value="{value}"/>' for name, value in properties.items()
    )
    return (
        f"<bpmn:extensionElements><camunda:properties>{inner}</camunda:properties>"
        "</bpmn:extensionElements>"
    )


#: Write an entry; a superintendent hears of it after a day; it is kept or thrown away.
FILES = drawing(
    start("begins"),
    user(
        "write_entry",
        owner("sho", "station"),
        name="Write the entry",
        camunda__dueDate="PT2H",
    ),
    boundary("a_day_passed", "write_entry", timer("duration", "P1D"), interrupting=False),
    element(
        "serviceTask",
        "tell_superintendent",
        owner("superintendent", "district", severity="amber", reason="entry_late"),
        camunda__type="external",
        camunda__topic="escalate",
    ),
    end("told"),
    exclusive("is_it_kept", default="is_it_kept_to_thrown_away"),
    end("kept"),
    end("thrown_away"),
    flows="begins -> write_entry -> is_it_kept -> thrown_away; "
    "is_it_kept -> kept: get('keep', False); "
    "a_day_passed -> tell_superintendent -> told",
)


def escalate(step: Step) -> None:
    """Bring it before the role that the drawing names."""
    step.session.add(
        Escalation(
            instance_id=step.instance_id,
            element_id=step.element_id,
            token_id=step.token_id,
            reason=step.properties["reason"],
            severity=Severity.AMBER,
            level=Level.DISTRICT,
            role=step.properties["role"],
            raised_at=step.now,
        )
    )


def take_answers(asked: Asked) -> Reading:
    """A form that asks for `keep` and takes it as it is; `wrong` it does not take."""
    findings = {"keep": "Answer with yes or no."} if asked.values.get("keep") == "wrong" else {}
    return Reading(
        values=asked.values,
        answers=Answers(variables=asked.values),
        findings=findings,
        not_asked=[key for key in asked.values if asked.task is not None and key != "keep"],
    )


def case(text: str) -> bytes:
    """A case from the lines that matter."""
    told = "tells: A toy.\ntells_hi: एक खिलौना।\n"
    return (told + dedent(text).lstrip("\n")).encode()


def replayed(
    cases: Mapping[str, str],
    *,
    files: Mapping[str, bytes] = FILES,
    others: Mapping[str, Mapping[str, bytes]] | None = None,
    is_time_up: Callable[[], bool] = lambda: False,
) -> Report:
    """Replay cases, given by their names, on the toy drawing and others beside it."""
    toy = Process("toy", service_tasks={"escalate": escalate}, assign=assign)
    beside = {name: Process(name, assign=assign) for name in others or {}}
    registry = Registry({"toy": toy, **beside}, Keyring([bytes(32)]))
    return replay(
        registry,
        "toy",
        files=files,
        others=others or {},
        cases={f"cases/{name}.yaml": case(text) for name, text in cases.items()},
        adapter=Adapter(),
        read_form=take_answers,
        checker=check,
        is_time_up=is_time_up,
    )
