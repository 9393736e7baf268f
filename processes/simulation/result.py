"""Result: what a simulation has found, in figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from engine.drawing import Element
from processes.simulation.assumptions import Assumptions, Said
from processes.simulation.intervals import Interval, wilson
from processes.simulation.notes import Notes, Verdict
from processes.simulation.plan import Plan
from processes.simulation.setting import Observed


@dataclass(frozen=True)
class Spread:
    """The median and the 90th percentile, in seconds."""

    median_s: float
    p90_s: float


@dataclass(frozen=True)
class StepFigures:
    """One step: how often it came, how long cases waited at it, how long it was worked on."""

    element_id: str
    name: str
    name_hi: str
    role: str
    done: int
    wait: Spread | None
    work: Spread | None
    open: Spread | None
    cancelled: int
    still_open: int
    vacant: int
    at_random: int
    source: str  # where its times come from: history, stated, or assumed of every step

    @property
    def waited_s(self) -> float:
        """By which steps are ordered: the 90th percentile of waiting."""
        return self.wait.p90_s if self.wait else 0.0


@dataclass(frozen=True)
class Result:
    """One simulation of one version."""

    process: str
    plan: Plan
    assumptions: Assumptions
    observed: Observed
    elements: Mapping[str, Element]
    notes: Notes
    wall_s: float

    @property
    def judged(self) -> int:
        """Cases whose limit has come before the end."""
        return sum(each is not Verdict.NOT_YET for each in self.notes.verdicts.values())

    @property
    def in_time(self) -> int:
        """Those of them that were closed within it."""
        return sum(each is Verdict.IN_TIME for each in self.notes.verdicts.values())

    @property
    def not_yet(self) -> int:
        """Cases that say nothing: their limit comes after the end."""
        return sum(each is Verdict.NOT_YET for each in self.notes.verdicts.values())

    @property
    def share(self) -> Interval | None:
        """The share within two months, with Wilson's interval; None: no limit has come."""
        return wilson(self.in_time, self.judged)

    @property
    def steps(self) -> list[StepFigures]:
        """Every step that came, those at which cases wait longest first."""
        found = [self._step(element_id) for element_id in self.notes.steps]
        return sorted(found, key=lambda each: (-each.waited_s, each.element_id))

    @property
    def reasons(self) -> Mapping[str, Said]:
        """What is read of an escalation, by its code, where the drawing says it."""
        return {
            element.properties["reason"]: Said(
                element.properties["reason_text"], element.properties.get("reason_text_hi", "")
            )
            for element in self.elements.values()
            if "reason" in element.properties and "reason_text" in element.properties
        }

    def busy_share(self, role: str) -> float:
        """Which part of their time on duty the persons of a role worked."""
        load = self.notes.loads[role]
        return load.busy_s / load.duty_s if load.duty_s else 0.0

    def _step(self, element_id: str) -> StepFigures:
        seen, element = self.notes.steps[element_id], self.elements.get(element_id)
        return StepFigures(
            element_id=element_id,
            name=element.name if element else element_id,
            name_hi=element.name_hi if element else "",
            role=seen.role,
            done=len(seen.works_s),
            wait=_spread(seen.waits_s),
            work=_spread(seen.works_s),
            open=_spread(seen.opens_s),
            cancelled=seen.cancelled,
            still_open=seen.still_open,
            vacant=seen.vacant,
            at_random=seen.at_random,
            source=self.source(element_id),
        )

    def source(self, element_id: str) -> str:
        """Where a step's times come from."""
        if element_id in self.observed.works or element_id in self.observed.readies:
            return "history"
        return "stated" if element_id in self.assumptions.steps else "unnamed"

    def as_json(self) -> dict[str, Any]:
        """For programs and pages."""
        share, reasons = self.share, self.reasons
        return {
            "process": self.process,
            "cases": self.plan.cases,
            "days": self.plan.days,
            "seed": self.plan.seed,
            "begins_at": self.plan.begins_at.isoformat(),
            "share": share and {"value": share.value, "low": share.low, "high": share.high},
            "judged": self.judged,
            "in_time": self.in_time,
            "not_yet": self.not_yet,
            "ended": self.notes.ended,
            "steps": [_step_json(each) for each in self.steps],
            "loads": {
                role: {"persons": load.persons, "busy": round(self.busy_share(role), 4)}
                for role, load in sorted(self.notes.loads.items())
            },
            "escalations": [
                {"reason": reason, "role": role, "count": count, **_both(reasons.get(reason))}
                for (reason, role), count in sorted(self.notes.escalations.items())
            ],
            "messages": [
                {"name": name, "sent": self.notes.sent[name], "unsent": self.notes.unsent[name]}
                for name in self.assumptions.messages
            ],
            "stuck": [
                {
                    "case": each.case,
                    "element": each.element_id,
                    "reason": each.reason,
                    **_both(_named(self.elements.get(each.element_id))),
                }
                for each in self.notes.stuck
            ],
            "wall_s": round(self.wall_s, 1),
            "cpu_s": round(self.notes.cpu_s, 1),
        }


def _both(said: Said | None) -> dict[str, str]:
    """Words in both languages, where there are any."""
    return {"words": said.words("en"), "words_hi": said.words("hi")} if said else {}


def _named(element: Element | None) -> Said | None:
    return Said(element.name, element.name_hi) if element and element.name else None


def _step_json(step: StepFigures) -> dict[str, Any]:
    return {
        "id": step.element_id,
        "name": step.name,
        "name_hi": step.name_hi,
        "role": step.role,
        "done": step.done,
        **{
            name: found and {"median_s": found.median_s, "p90_s": found.p90_s}
            for name, found in (("wait", step.wait), ("work", step.work), ("open", step.open))
        },
        "cancelled": step.cancelled,
        "still_open": step.still_open,
        "vacant": step.vacant,
        "at_random": step.at_random,
        "source": step.source,
    }


def _spread(samples: Sequence[float]) -> Spread | None:
    if not samples:
        return None
    if len(samples) == 1:
        return Spread(samples[0], samples[0])
    return Spread(median(samples), quantiles(samples, n=10, method="inclusive")[8])
