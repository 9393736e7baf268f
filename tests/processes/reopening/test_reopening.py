"""The reopening: new evidence after the report, decided by nobody who closed the case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import Complaint, ProcessInstance
from models.session import reading
from processes.complaint import asking
from processes.complaint.told_her import lines_for_her
from processes.complaint.tracking import track
from processes.exceptions import AlreadyAsked, NotVisible
from tests.processes.beside import Beside
from tests.processes.story import Story

REFUSED = {"evidence_decision": "refuse", "evidence_reasons": "The letter says nothing new."}
REOPENED = {"evidence_decision": "reopen", "evidence_reasons": "The letter names a witness."}


@pytest.fixture
def investigated(story: Story) -> Story:
    """A complaint of which the opinion is formed."""
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.do("propose_final_opinion", outcome="charge_sheet", opinion_text="He did it.")
    story.do("choose_place", hearing_place="home")
    return story


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
    reopening.do("assign_officer_again", io_post_id=seat)
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
