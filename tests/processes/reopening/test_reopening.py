"""The reopening: new evidence after the report, decided by nobody who closed the case."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from engine import instances
from engine.law import KOLKATA
from engine.registry import SYSTEM
from models import Complaint, ComplaintStatus, ProcessInstance, Unit
from models.session import reading
from models.types import new_id
from processes.complaint import asking, command
from processes.complaint.answers import Answers, form_of
from processes.complaint.asking import asked_by
from processes.complaint.io_seats import REFUSAL
from processes.complaint.offences import tables_for
from processes.complaint.sayable import sayable_by, speaker
from processes.complaint.saying import say
from processes.complaint.told_her import lines_for_her
from processes.complaint.tracking import Tracking, track
from processes.complaint.verdicts import verdict
from processes.exceptions import AlreadyAsked, NotVisible
from processes.permissions.case import case_of
from tests.processes.beside import Beside
from tests.processes.story import Story

REFUSED = {"evidence_decision": "refuse", "evidence_reasons": "The letter says nothing new."}
REOPENED = {"evidence_decision": "reopen", "evidence_reasons": "The letter names a witness."}


def close(story: Story, answer: str = "agree") -> Beside:
    """She has answered, and the report is with the court."""
    day = story.now.date().isoformat()
    story.do("read_out_outcome", read_out_on=day, read_out_language="hi", outcome_read_out=True)
    if answer == "object":
        story.do("give_answer", her_answer="object", her_objection="A witness was not heard.")
        story.do("decide_on_objection", objection_decision="forward", objection_reason="Heard.")
    else:
        story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="A court", forwarded_on=day)
    return Beside(story, "reopening")


def page_of(story: Story) -> Tracking:
    """Her page at this moment."""
    with reading(story.sessions) as session:
        return track(session, story.registry, story.complaint_id, now=story.now)


def in_india(moment: datetime) -> str:
    return moment.astimezone(KOLKATA).date().isoformat()


def end_its_life(story: Story) -> None:
    """What followed the report is over: its own drawing has ended."""
    with story.sessions.begin() as session:
        complaint = session.get_one(Complaint, story.complaint_id)
        instances.cancel(
            session,
            story.registry,
            complaint.instance_id or "",
            reason="nothing_follows",
            actor=SYSTEM,
            now=story.now,
        )


def may_ask(story: Story) -> list[str]:
    with reading(story.sessions) as session:
        return asking.may_ask(session, session.get_one(Complaint, story.complaint_id))


def test_before_the_report_there_is_nothing_to_open_again(investigated: Story) -> None:
    reopening = Beside(investigated, "reopening")

    with pytest.raises(NotVisible):
        reopening.ask(evidence_words="A letter.")

    assert "reopening" not in may_ask(investigated)
    assert reopening.runs == []


def test_the_superintendent_decides_and_she_reads_why(investigated: Story) -> None:
    reopening = close(investigated)
    reopening.ask(evidence_words="A letter.")

    reopening.do("decide_on_evidence", **REFUSED)

    with reading(investigated.sessions) as session:
        complaint = session.get_one(Complaint, investigated.complaint_id)
        lines = [line.value for line in lines_for_her(session, investigated.registry, complaint)]
    assert REFUSED["evidence_reasons"] in lines
    assert reopening.has_ended


def test_a_refusal_opens_an_appeal(investigated: Story) -> None:
    reopening = close(investigated)
    appeal = Beside(investigated, "appeal")
    reopening.ask(evidence_words="A letter.")

    reopening.do("decide_on_evidence", **REFUSED)
    investigated.wait(minutes=1)

    assert appeal.open_elements == ["say_if_you_appeal"]


def test_who_had_let_the_case_go_does_not_decide(investigated: Story) -> None:
    reopening = close(investigated, "object")

    reopening.ask(evidence_words="A letter.")

    assert reopening.open_elements == ["decide_on_evidence_above"]
    superintendent = investigated.identity("superintendent")
    with pytest.raises(NotVisible):
        reopening.do("decide_on_evidence_above", by=superintendent, **REOPENED)


def test_what_is_reopened_is_investigated_and_reported_again(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    day = story.now.date().isoformat()

    seat = story.place.post("investigating_officer", seat=2).id
    officer = story.identity("investigating_officer", seat=2)
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")
    investigated_by = reopening.task("write_new_entry").post_id
    reopening.do(
        "write_new_entry",
        by=officer,
        diary_action="witness",
        diary_done_on=day,
        diary_text="Heard her aunt.",
        investigation_complete=True,
    )
    reopening.do(
        "file_further_report",
        by=officer,
        supplementary_on=day,
        supplementary_words="There is more.",
        offences=["stalking"],
    )

    assert investigated_by == seat
    assert reopening.has_ended
    kinds = [kind for kind, _ in story.messages]
    assert kinds[-3:] == ["evidence_received", "reopened", "further_report"]


def test_one_reopening_runs_at_a_time_and_another_may_follow(investigated: Story) -> None:
    reopening = close(investigated)
    reopening.ask(evidence_words="A letter.")

    with pytest.raises(AlreadyAsked):
        reopening.ask(evidence_words="Another letter.")
    reopening.do("decide_on_evidence", **REFUSED)
    reopening.ask(evidence_words="Another letter.")

    assert len(reopening.runs) == 2


def test_her_words_are_in_no_variable(investigated: Story) -> None:
    reopening = close(investigated)

    reopening.ask(evidence_words="A letter of my aunt.")

    with reading(investigated.sessions) as session:
        state = session.scalars(
            select(ProcessInstance.business_key).where(
                ProcessInstance.id == reopening.run.instance_id
            )
        ).one()
        page = track(
            session, investigated.registry, investigated.complaint_id, now=investigated.now
        )
    assert state == investigated.complaint_id
    assert "aunt" not in str(investigated.variables)
    assert [each.process for each in page.beside] == ["reopening"]


def test_undecided_evidence_is_told_to_the_state_after_seven_days(investigated: Story) -> None:
    reopening = close(investigated)
    reopening.ask(evidence_words="A letter.")

    investigated.wait_until(investigated.now + timedelta(days=7))

    assert "reopening_undecided" in investigated.escalations


def test_what_is_reopened_lies_with_its_officer_and_counts_ninety_days(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    reopened_at = story.now
    seat = story.place.post("investigating_officer", seat=2).id
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")

    story.wait(days=5)

    page = page_of(story)
    last = page.stays[-1]
    assert (last.role, last.seat, last.is_now) == ("investigating_officer", 2, True)
    assert page.status is ComplaintStatus.UNDER_INVESTIGATION
    assert page.further is not None
    assert (page.further.days, page.further.day, page.further.is_law) == (90, 6, False)
    assert page.further.limit_at == reopened_at + timedelta(days=90)
    assert page.clock is not None
    assert page.clock.stopped_at is not None


def test_the_courts_permission_makes_the_ninety_days_law(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    seat = story.place.post("investigating_officer", seat=2).id
    officer = story.identity("investigating_officer", seat=2)
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="yes")
    story.wait(days=3)

    reopening.do(
        "get_permission",
        by=officer,
        permission_answer="given",
        permission_on=in_india(story.now),
        permission_words="It may be looked into.",
    )

    further = page_of(story).further
    assert further is not None
    assert further.is_law
    assert (further.day, further.days) == (1, 90)


def test_more_time_of_the_court_moves_every_clock(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    seat = story.place.post("investigating_officer", seat=2).id
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")
    story.wait(days=76)
    until = (story.now + timedelta(days=60)).date().isoformat()

    reopening.do(
        "ask_for_more_time", more_time="given", more_time_until_on=until, more_time_reason="A lab."
    )
    story.wait(days=30)

    assert "reopened_90_days" not in story.escalations
    further = page_of(story).further
    assert further is not None
    assert not further.is_over


def test_the_supervisors_list_says_where_it_lies_and_how_long(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)
    story.wait(days=2)

    with reading(story.sessions) as session:
        station = session.get_one(Unit, session.get_one(Complaint, story.complaint_id).unit_id)
        lines = command.reopened_cases(session, station, now=story.now)

    assert [(line.complaint_id, line.with_role) for line in lines] == [(story.complaint_id, "sho")]
    assert lines[0].days == -88


def test_an_officer_tells_new_evidence_of_a_case_that_has_ended(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    end_its_life(story)
    sho = story.identity("sho")

    with story.sessions.begin() as session:
        case = case_of(session, session.get_one(Complaint, story.complaint_id))
        offered = sayable_by(session, story.registry, sho, case)
        say(
            session,
            story.registry,
            case.complaint,
            offered[0],
            Answers(variables={}, record={"evidence_words": "A letter."}),
            key=new_id(),
            actor=speaker(sho, case, offered[0]),
            now=story.now,
        )
    with reading(story.sessions) as session:
        case = case_of(session, session.get_one(Complaint, story.complaint_id))
        offered_again = sayable_by(session, story.registry, sho, case)

    assert [each.element.id for each in offered] == ["officer_has_new_evidence"]
    assert reopening.open_elements == ["decide_on_evidence"]
    assert offered_again == []


def test_the_form_refuses_whom_the_law_does_not_let_investigate(investigated: Story) -> None:
    story, reopening = investigated, close(investigated)
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", **REOPENED)

    with reading(story.sessions) as session:
        complaint = session.get_one(Complaint, story.complaint_id)
        definition = asked_by(session, "reopening")
        form = form_of(definition, definition.elements["assign_officer_again"].form)
        said = verdict(
            session,
            definition,
            form,
            {"io_post_id": new_id(), "officer_is_there": False, "offences": ["rape"]},
            complaint=complaint,
            now=story.now,
        )
        borrowed = tables_for(session, complaint)[REFUSAL].outputs

    assert said["officer_refusal"]
    assert {"officer_refusal", "officer_refusal_hi"} <= set(borrowed)
