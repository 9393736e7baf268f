"""The life of a complaint, through the shipped drawing and the real engine."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import audit
from models import CaseField, ComplaintStatus, CustodyInterval, HistoryEvent, ProcessInstance
from models.process_instance import InstanceStatus
from processes.complaint import tracking
from processes.exceptions import DistrictUnknown
from tests.processes.story import PROFORMA, Story


def finish(story: Story) -> None:
    """From a written diary to the closure, with a charge sheet she agrees to."""
    story.do(
        "propose_final_opinion",
        outcome="charge_sheet",
        final_offences=["outrage_modesty"],
        opinion_text="Proved by two witnesses.",
        medical_report_attached=False,
        device_custody_recorded=True,
    )
    story.do("choose_place", hearing_place="home")
    story.do(
        "read_out_outcome",
        read_out_on="2026-03-20",
        read_out_language="hi",
        companion_present=True,
        outcome_read_out=True,
    )
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on="2026-03-21")


def test_from_proforma_to_closure(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.wait(days=5)
    story.write_diary()
    story.wait(days=5)
    story.write_diary(is_complete=True)
    finish(story)

    complaint = story.complaint
    assert complaint.status is ComplaintStatus.CLOSED
    assert complaint.closed_at is not None
    assert complaint.breached_at is None
    assert story.open_elements == ["decide_on_compensation", "record_filing"]
    assert story.incidents == []
    assert story.escalations == []
    with story.sessions() as session:
        instance = session.get_one(ProcessInstance, complaint.instance_id)
        assert instance.status is InstanceStatus.RUNNING  # the court has it now
        assert audit.verify(session) == []


def test_the_call_window_opens_at_hour_20_and_escalates_at_22_and_26(story: Story) -> None:
    story.submit()
    story.wait(hours=19, minutes=59)
    before = story.open_elements

    story.wait(minutes=2)
    opened = story.open_elements
    story.wait(hours=2)
    late = story.escalations
    story.wait(hours=4)

    assert (before, opened) == ([], ["call_her"])
    assert late == ["call_late"]
    assert story.escalations == ["call_late", "call_very_late"]


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"danger_now": True}, 0),
        ({"age_band": "12_15"}, 0),
        ({"what": ["rape"]}, 0),
        ({"what": ["acid_attack", "other"]}, 0),
        ({"what": ["domestic_violence"]}, 1),
        ({"what": ["molestation"]}, 2),
    ],
)
def test_triage_decides_how_soon_she_is_called(
    story: Story, answers: dict[str, object], urgency: int
) -> None:
    story.submit(**answers)
    story.wait(minutes=1)

    assert story.complaint.urgency == urgency
    assert story.open_elements == ([] if urgency == 2 else ["call_her"])


def test_only_the_code_opens_the_number_and_five_wrong_ones_go_to_the_supervisor(
    story: Story,
) -> None:
    story.submit()
    story.wait(hours=20, minutes=5)
    wrong = f"{(int(story.code) + 1) % 10**6:06}"

    for _ in range(5):
        story.do("call_her", call_result="reached", code_heard=wrong)

    assert story.open_elements == ["decide_next_contact"]
    assert story.complaint.numbered_at is None
    story.do("decide_next_contact", next_contact="call_again")
    new_code = story.code
    story.do("call_her", call_result="reached", code_heard=new_code)
    assert story.open_elements == ["read_out_number"]


def test_three_calls_without_an_answer_go_to_the_supervisor_who_may_park(story: Story) -> None:
    story.submit()
    story.wait(hours=20, minutes=1)

    for _ in range(3):
        story.do("call_her", call_result="no_answer")
        story.wait(minutes=31)
    story.wait(days=1)  # in which she might confirm by her code
    story.do("visit_her", visit_result="not_met")
    story.do("decide_next_contact", next_contact="park")

    assert story.complaint.status is ComplaintStatus.PARKED
    assert story.messages[-1][0] == "parked"
    assert story.open_elements == []


def test_a_complaint_against_the_station_goes_to_another_district_unseen(story: Story) -> None:
    place = story.place
    story.submit(accused_of_station="yes", station=place.station.id)
    hidden = story.complaint
    story.do("choose_other_station", other_station=place.other_station.id, routing_reason="Accused")
    story.call()

    moved = story.complaint
    assert hidden.is_conflicted
    assert (hidden.unit_id, hidden.district_id) == (place.state.id, None)
    assert (moved.station_id, moved.district_id) == (
        place.other_station.id,
        place.other_district.id,
    )
    assert story.open_task("register_complaint").unit_id == place.other_station.id


def test_the_oversight_cell_cannot_choose_a_station_of_the_same_district(story: Story) -> None:
    place = story.place
    story.submit(accused_is_police="yes")

    with pytest.raises(Exception) as refused:
        story.do("choose_other_station", other_station=place.station.id, routing_reason="Nearer")

    assert isinstance(refused.value.__cause__ or refused.value, DistrictUnknown)
    assert story.open_elements == ["choose_other_station"]


def test_two_months_are_law_for_rape_and_a_target_for_stalking(story: Story) -> None:
    story.submit(what=["rape"])
    story.wait(minutes=1)
    story.do("call_her", call_result="reached", code_heard=story.code)
    story.do("read_out_number", number_read_out=True)
    story.wait(hours=5)
    story.register("rape", "stalking")

    complaint = story.complaint
    assert complaint.limit_is_law
    assert complaint.recorded_at == story.now
    assert story.variables["clock_starts_at"] == story.now.isoformat()


def test_a_target_runs_from_the_number(story: Story) -> None:
    story.submit()
    story.call()
    numbered_at = story.now
    story.wait(hours=5)
    story.register("stalking")

    complaint = story.complaint
    assert not complaint.limit_is_law
    assert complaint.numbered_at == numbered_at
    assert story.variables["clock_starts_at"] == numbered_at.isoformat()


def test_nothing_she_told_is_in_the_variables_the_history_or_the_audit(story: Story) -> None:
    canaries = {
        "name": "CANARY-name", "account": "CANARY-account", "current_address": "CANARY-address",
        "accused_name": "CANARY-accused", "mobile": "9876501234", "caste": "CANARY-caste",
    }  # fmt: skip

    story.submit(**canaries)
    story.call()

    with story.sessions() as session:
        session.expunge_all()
        seen = repr(story.variables) + repr(
            [event.facts for event in session.scalars(select(HistoryEvent))]
        )
        dump = b"".join(
            repr(tuple(row)).encode()
            for table in CaseField.metadata.sorted_tables
            for row in session.execute(select(table))
        )
    for value in (*canaries.values(), story.complaint.number):
        assert value not in seen
    assert b"CANARY" not in dump
    assert b"9876501234" not in dump


def test_the_code_that_was_heard_is_not_kept(story: Story) -> None:
    story.submit()
    story.call()

    with story.sessions() as session:
        names = session.scalars(select(CaseField.name)).all()

    assert not [name for name in names if name.endswith("code_heard")]


def test_silence_in_the_diary_climbs_from_the_station_to_the_superintendent(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()

    story.wait(days=22)

    assert story.escalations == ["silent_7_days", "silent_14_days", "silent_21_days"]


def test_the_two_months_run_out(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    for _ in range(19):
        story.wait(days=5)
        story.write_diary()

    complaint = story.complaint
    assert complaint.breached_at == complaint.limit_at
    assert story.escalations == ["day_45", "day_52", "two_months_passed", "day_75", "day_90"]
    assert {"two_months_passed", "progress_90"} <= {kind for kind, _ in story.messages}
    assert "state_cause_and_new_date" in story.open_elements
    story.do(
        "state_cause_and_new_date",
        breach_cause="laboratory",
        new_date_on="2026-07-01",
        breach_explanation="The laboratory has not answered.",
    )
    assert story.messages[-1][0] == "new_date"


def test_silence_is_not_consent_and_goes_to_the_independent_reviewer(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.do(
        "propose_final_opinion",
        outcome="final_report",
        final_report_reason="insufficient",
        opinion_text="No witness.",
        device_custody_recorded=False,
    )

    story.wait(days=16)

    with story.sessions() as session:
        assert tracking.standing(session, story.complaint) is ComplaintStatus.OPINION_FORMED
    assert story.variables["her_answer"] == "no_reply"
    assert "review_closure" in story.open_elements
    story.do("review_closure", review_decision="investigate_further", review_reason="Hear her.")
    assert "write_diary_entry" in story.open_elements
    with story.sessions() as session:
        assert tracking.standing(session, story.complaint) is ComplaintStatus.UNDER_INVESTIGATION


def test_every_moment_of_the_case_is_with_somebody(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.wait(days=3)
    story.write_diary()

    with story.sessions() as session:
        rows = session.scalars(
            select(CustodyInterval).order_by(CustodyInterval.from_at, CustodyInterval.id)
        ).all()
    assert [row.role for row in rows] == [
        "verification_caller",
        "verification_caller",
        "sho",
        "sho",
        "investigating_officer",
        "investigating_officer",
    ]
    assert [row.to_at is None for row in rows] == [False] * 5 + [True]
    assert rows[-1].officer_id == story.place.officer("investigating_officer").id


def test_texts_to_her_telephone_name_no_crime(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.wait(days=95)

    forbidden = ("complaint", "rape", "police", "violence", "fir ", "शिकायत", "पुलिस", "थाना")
    texts = [text.lower() for _, text in story.messages]
    assert len(texts) >= 5
    assert not [text for text in texts if any(word in text for word in forbidden)]


def test_the_mandatory_answers_are_enough(story: Story) -> None:
    needed = ("what", "age_band", "danger_now", "safe_channel", "mobile")
    skipped = {name: None for name in PROFORMA if name not in needed}

    story.submit(**skipped)
    story.call()

    assert story.complaint.status is ComplaintStatus.NUMBERED
    assert story.complaint.station_id == story.place.station.id
    assert story.now - story.complaint.submitted_at < timedelta(hours=22)
