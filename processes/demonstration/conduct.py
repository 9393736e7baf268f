"""Conduct: how long each step of *complaint* takes in the demonstration, and what is answered."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.forms import Form
from engine.law import KOLKATA
from processes.demonstration.invented import Plot
from processes.simulation.invented import value_for


@dataclass(frozen=True)
class Story:
    """One invented complaint, and how its investigation will go."""

    chance: random.Random
    plot: Plot
    code: str
    submitted_at: datetime
    opinion_at: datetime  # the diary ends with the first entry after this
    is_charge_sheet: bool
    signs: bool
    replies: bool
    io_seat: int
    station_elsewhere_id: str
    first_call: str  # call_result of the first try


@dataclass(frozen=True)
class Conduct:
    """Between how many hours a step takes, and what its form is answered with."""

    least_hours: float
    most_hours: float
    answers: Callable[[Story, datetime], Mapping[str, Any]]

    def takes(self, chance: random.Random) -> timedelta:
        """A duration in that range, the shorter ones more often."""
        share = chance.random() ** 2
        return timedelta(hours=self.least_hours + share * (self.most_hours - self.least_hours))


#: Steps of hers that who does not reply leaves open.
ASKED_OF_HER = frozenset(
    {
        "choose_place",
        "give_answer",
        "decide_on_compensation",
        "give_feedback_at_day_7",
        "give_feedback_at_day_30",
    }
)

#: Longer than any demonstration: the step stays open.
NEVER = timedelta(days=10_000)


def duration(element_id: str, story: Story) -> timedelta:
    """How long this step stays open in this story."""
    if element_id == "sign_complaint" and not story.signs:
        return NEVER
    if element_id in ASKED_OF_HER and not story.replies:
        return NEVER
    return CONDUCT.get(element_id, OTHERWISE).takes(story.chance)


def answers(element_id: str, form: Form, story: Story, now: datetime) -> Mapping[str, Any] | None:
    """What the form of this step is answered with; None if nothing is known that it takes.

    A step that was drawn since and has no line here gets any answer to what must be answered.
    """
    if element_id in CONDUCT:
        return CONDUCT[element_id].answers(story, now)
    today = now.astimezone(KOLKATA).date()
    asked = [field for field in form.inputs() if field.limits.required and not field.readonly]
    values = {
        field.key: value_for(
            field, [each.value for each in field.options], today=today, chance=story.chance
        )
        for field in asked
    }
    return None if None in values.values() or [] in values.values() else values


def _call(story: Story, _now: datetime) -> Mapping[str, Any]:
    reached = story.first_call == "reached" or story.chance.random() < 0.7
    if not reached:
        return {"call_result": "no_answer"}
    return {"call_result": "reached", "code_heard": story.code, "call_language": "hi"}


def _register(story: Story, _now: datetime) -> Mapping[str, Any]:
    happened_on = (story.submitted_at - timedelta(days=3)).astimezone(KOLKATA).date()
    return {
        "offences": list(story.plot.offences),
        "incident_on": happened_on.isoformat(),
        "registered_as": "fir",
        "registration_number": f"{story.chance.randint(1, 900)}/{happened_on.year}",
        "registration_text": "Invented text of the demonstration.",
        "recorded_by_woman": "yes",
    }


def _diary(story: Story, now: datetime) -> Mapping[str, Any]:
    entry: dict[str, Any] = {
        "diary_action": story.chance.choice(("visit", "witness", "evidence", "her_statement")),
        "diary_done_on": _day(now),
        "diary_text": "Invented entry of the demonstration.",
        "investigation_complete": now >= story.opinion_at,
    }
    if not entry["investigation_complete"]:
        entry |= {"next_action": "witness", "next_action_on": _day(now + timedelta(days=6))}
    return entry


def _opinion(story: Story, _now: datetime) -> Mapping[str, Any]:
    answers: dict[str, Any] = {
        "outcome": "charge_sheet" if story.is_charge_sheet else "final_report",
        "final_offences": list(story.plot.offences),
        "opinion_text": "Invented opinion of the demonstration.",
        "device_custody_recorded": True,
    }
    if not story.is_charge_sheet:
        answers["final_report_reason"] = "insufficient"
    return answers


def _medical(story: Story, now: datetime) -> Mapping[str, Any]:
    if story.chance.random() < 0.3:
        return {"medical_consent": "no"}
    return {
        "medical_consent": "yes",
        "hospital": "Invented hospital",
        "examined_at": _day(now),
        "woman_doctor": True,
    }


def _court_day(story: Story, now: datetime) -> Mapping[str, Any]:
    if story.chance.random() < 0.1:
        return {"court_result": "decided", "verdict_words": "Invented decision."}
    return {"court_result": "next_date", "next_hearing_on": _day(now + timedelta(days=28))}


def _day(moment: datetime) -> str:
    return moment.astimezone(KOLKATA).date().isoformat()


def _fixed(**values: Any) -> Callable[[Story, datetime], Mapping[str, Any]]:
    return lambda _story, _now: values


def _on(name: str, **values: Any) -> Callable[[Story, datetime], Mapping[str, Any]]:
    return lambda _story, now: {name: _day(now), **values}


def _cause(story: Story, now: datetime) -> Mapping[str, Any]:
    return {
        "breach_cause": story.chance.choice(("laboratory", "accused_absconding", "transfer")),
        "new_date_on": _day(now + timedelta(days=30)),
        "breach_explanation": "Invented explanation of the demonstration.",
    }


#: A step without a line of its own.
OTHERWISE = Conduct(1, 40, _fixed())

CONDUCT: Mapping[str, Conduct] = {
    "choose_other_station": Conduct(
        0.5,
        14,
        lambda story, _now: {
            "other_station": story.station_elsewhere_id,
            "routing_reason": "Invented: the accused serves there.",
        },
    ),
    "call_her": Conduct(0.1, 12, _call),
    "decide_next_contact": Conduct(0.3, 6, _fixed(next_contact="visit")),
    "visit_her": Conduct(4, 30, _fixed(visit_result="confirmed")),
    "give_number_in_person": Conduct(0.02, 0.05, _fixed(number_read_out=True)),
    "read_out_number": Conduct(0.02, 0.05, _fixed(number_read_out=True)),
    "hear_her_herself": Conduct(3, 30, _fixed(her_word="yes", heard_alone=True)),
    "register_complaint": Conduct(1, 70, _register),
    "sign_complaint": Conduct(
        1, 50, _fixed(signed=True, signature_name="Invented", signature_correction="")
    ),
    "visit_for_signature": Conduct(2, 20, _fixed(signature_visit_result="not_met")),
    "record_at_home": Conduct(
        3,
        30,
        _on(
            "home_recorded_on",
            recording_place="home",
            home_recording="Invented recording of the demonstration.",
            home_recording_signed=True,
        ),
    ),
    # the seat chosen is an id, which the loader looks up
    "assign_investigating_officer": Conduct(1, 23, _fixed()),
    "write_diary_entry": Conduct(48, 260, _diary),
    "propose_final_opinion": Conduct(4, 48, _opinion),
    "choose_place": Conduct(2, 40, _fixed(hearing_place="home")),
    "read_out_outcome": Conduct(
        4,
        48,
        _on(
            "read_out_on",
            read_out_language="hi",
            companion_present=True,
            outcome_read_out=True,
        ),
    ),
    "give_answer": Conduct(1, 60, _fixed(her_answer="agree")),
    "review_closure": Conduct(
        8, 250, _fixed(review_decision="agree", review_reason="Invented reason.")
    ),
    "decide_on_objection": Conduct(
        8, 200, _fixed(objection_decision="forward", objection_reason="Invented reason.")
    ),
    "forward_report": Conduct(
        2, 30, _on("forwarded_on", court="Invented court", objection_attached=False)
    ),
    "review_at_day_30": Conduct(
        10, 400, _fixed(review_30_finding="on_time", review_30_orders="Invented orders.")
    ),
    "review_at_day_52": Conduct(
        10, 300, _fixed(review_52_finding="will_be_late", review_52_orders="Invented orders.")
    ),
    "state_cause_and_new_date": Conduct(6, 300, _cause),
    "explain_after_90_days": Conduct(4, 46, _cause),
    "take_over_review": Conduct(
        10, 300, _fixed(state_review_decision="finish", state_review_orders="Invented orders.")
    ),
    "give_copy": Conduct(1, 40, _on("copy_given_on", copy_given_as="paper")),
    "check_risk": Conduct(
        1, 30, _fixed(risk_level="standard", safety_plan="Invented plan of the demonstration.")
    ),
    "inform_legal_services": Conduct(0.2, 40, _on("legal_services_told_on", lawyer="Invented")),
    "request_statement": Conduct(
        1, 50, _on("statement_day", woman_magistrate="yes", statement_court="Invented court")
    ),
    "record_statement": Conduct(2, 40, _on("statement_taken_on", statement_fingerprint="invented")),
    "state_statement_delay": Conduct(
        2, 60, _fixed(delay_cause="hospital", delay_reason="Invented reason.")
    ),
    "offer_medical": Conduct(0.5, 20, _medical),
    "offer_medical_again": Conduct(0.5, 20, _medical),
    "state_medical_delay": Conduct(
        2, 60, _fixed(delay_cause="registered_late", delay_reason="Invented reason.")
    ),
    "record_medical_report": Conduct(
        24, 220, _on("medical_report_on", medical_report_number="Invented 7")
    ),
    "remind_hospital": Conduct(1, 40, _on("hospital_reminded_on", hospital_reminded_by="letter")),
    "hear_child": Conduct(
        3,
        40,
        _on(
            "child_heard_on",
            child_heard="heard",
            child_heard_where="her_choice",
            child_companion="trusted",
            plain_clothes=True,
            accused_out_of_sight=True,
            child_statement="Invented statement of the demonstration.",
        ),
    ),
    "inform_child_welfare": Conduct(
        1,
        40,
        lambda _story, now: {
            "committee_told_on": _day(now),
            "special_court_told_on": _day(now),
            "needs_shelter": "no",
        },
    ),
    "record_filing": Conduct(
        10,
        240,
        lambda _story, now: {
            "court_number": "Invented 12",
            "next_hearing_on": _day(now + timedelta(days=28)),
        },
    ),
    "record_court_day": Conduct(24 * 27, 24 * 40, _court_day),
    "decide_on_compensation": Conduct(4, 300, _fixed(compensation_wanted="no")),
    "give_feedback_at_day_7": Conduct(2, 200, _fixed(feedback_state="safe", feedback_told="yes")),
    "give_feedback_at_day_30": Conduct(2, 200, _fixed(feedback_state="safe", feedback_told="yes")),
}
