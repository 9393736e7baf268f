"""What may be said of a complaint in tests: the words, who is offered it, and saying it."""

from typing import Any

from engine.registry import Actor
from models import Complaint, ComplaintStatus, Unit
from models.session import reading
from models.types import new_id
from processes.complaint import numbers, record, sayable, saying
from processes.complaint.answers import form_of, part
from processes.complaint.case_page import find_case
from processes.complaint.jurisdiction import lies_at
from processes.runs import run_of_complaint
from tests.processes.story import Story

WORDS = {
    "any_addition_said": {"added_words": "He wrote to me again."},
    "any_correction_said": {"correction_words": "My name.", "right_name": "Asha Devi Verma"},
    "any_copy_said": {"copy_is_safe": True},
    "any_confided_said": {"confided_words": "He called me."},
    "any_pressure_said": {"pressure_by": "family", "pressure_words": "They stood at the door."},
    "any_unsafe_phone_said": {"new_channel": "sms", "new_mobile": "98765 00001"},
    "any_officer_said": {"officer_role": "sho", "officer_words": "He laughed."},
    "any_child_said": {"child_age_band": "16_17", "child_age_source": "School papers"},
    "any_offences_said": {"proposed_offences": ["rape"], "offences_reason": "Her statement."},
    "any_duplicate_said": {"other_number": "AAAA BBBB CCCC D", "duplicate_reason": "The same day."},
}


def offered_to_her(story: Story) -> set[str]:
    with reading(story.sessions) as session:
        found = sayable.sayable_by_her(session, story.registry, story.complaint)
    return {each.element.id for each in found}


def offered_to(story: Story, role: str, *at: Any) -> set[str]:
    with reading(story.sessions) as session:
        who = story.identity(role, *at)
        case = find_case(session, who, story.complaint_id)
        found = sayable.sayable_by(session, story.registry, who, case)
    return {each.element.id for each in found}


def say(story: Story, element_id: str, *, key: str | None = None, **values: Any) -> None:
    with story.sessions.begin() as session:
        complaint = story.complaint
        everyone = {"complainant", "sho", "investigating_officer"}
        offered = sayable._sayable(session, story.registry, complaint, everyone)
        said = sayable.one_of(offered, element_id)
        form = form_of(run_of_complaint(session, complaint).definition, said.element.form)
        answers = part(form, values or WORDS[element_id])
        saying.say(
            session,
            story.registry,
            complaint,
            said,
            answers,
            key=key or new_id(),
            actor=Actor(),
            now=story.now,
        )


def another(story: Story, *, ended: bool = False) -> str:
    """The number of another complaint at the same station, in groups."""
    with story.sessions.begin() as session:
        made = Complaint(
            number=numbers.new_number(),
            status=ComplaintStatus.NUMBERED,
            submission_key=new_id(),
            safe_channel="none",
            submitted_at=story.now,
            numbered_at=story.now,
            closed_at=story.now if ended else None,
            passphrase_hash="none",
        )
        lies_at(made, session.get_one(Unit, story.complaint.unit_id))
        session.add(made)
        return numbers.written(made.number)


def in_record(story: Story, name: str, *, revision: int = 0) -> list[Any]:
    """The values of a field, those in force or those that a correction replaced."""
    with reading(story.sessions) as session:
        entries = record.entries(session, story.registry.keyring, story.complaint.instance_id or "")
    return [each.value for each in entries if (each.name, each.revision) == (name, revision)]
