"""Each way to an FIR, to other sections and to a report tells CCTNS, and tells it once."""

from typing import Any

import pytest

from engine import messages as engine_messages
from engine.registry import SYSTEM
from processes.complaint import numbers
from tests.processes.beside import Beside
from tests.processes.cctns.conftest import messages, registered, registered_as, work
from tests.processes.cctns.far_end import FarEnd
from tests.processes.complaint.sayings import say
from tests.processes.story import Story


def told(story: Story, cctns: FarEnd) -> list[dict[str, Any]]:
    """What CCTNS was told, in its order."""
    for _ in messages(story):
        work(story)  # an earlier message goes before a later one
    return sorted(cctns.taken.values(), key=lambda each: each["number"])


def today(at: Story | Beside) -> str:
    story = at.story if isinstance(at, Beside) else at
    return story.now.date().isoformat()


def refuse_enquiry(story: Story) -> None:
    registered_as(story, "enquiry_14d")
    story.do("permit_enquiry", enquiry_permission="no", enquiry_permission_reason="It is plain.")


def let_enquiry_lapse(story: Story) -> None:
    registered_as(story, "enquiry_14d")
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    story.wait(days=14, hours=1)


def have_an_offence_show_in_a_report(story: Story) -> None:
    registered_as(story, "dir")
    story.do(
        "make_domestic_report",
        application_on=today(story),
        protection_officer="An officer",
        domestic_copy_given=True,
    )
    story.do("record_hearing", first_hearing_on=today(story))
    story.do("record_order", order_on=today(story), order_words="So.", offence_shows="yes")


@pytest.mark.parametrize(
    "becomes_an_fir", [refuse_enquiry, let_enquiry_lapse, have_an_offence_show_in_a_report]
)
def test_what_becomes_an_fir_later_is_told_then_and_once(
    story: Story, cctns: FarEnd, becomes_an_fir: Any
) -> None:
    becomes_an_fir(story)

    sent = told(story, cctns)

    assert [each["kind"] for each in sent] == ["registration"]
    assert sent[0]["registration"]["registered_as"] == "fir"
    assert "assign_investigating_officer" in story.open_elements


@pytest.mark.parametrize(
    "becomes_an_fir", [refuse_enquiry, let_enquiry_lapse, have_an_offence_show_in_a_report]
)
def test_the_number_of_what_becomes_an_fir_is_told_when_it_is_known(
    story: Story, cctns: FarEnd, becomes_an_fir: Any
) -> None:
    becomes_an_fir(story)
    before = told(story, cctns)

    story.do(
        "assign_investigating_officer",
        io_post_id=story.place.post("investigating_officer").id,
        fir_number="75/2026",
    )
    after = told(story, cctns)

    assert [each["registration"]["register_number"] for each in before] == [None]
    assert [each["kind"] for each in after] == ["registration", "registration"]
    assert after[1]["registration"]["register_number"] == "75/2026"


def test_the_number_of_an_ordinary_fir_is_not_told_twice(story: Story, cctns: FarEnd) -> None:
    registered(story)

    story.assign()

    assert [each["registration"]["register_number"] for each in told(story, cctns)] == ["7/2026"]


def test_the_last_word_on_a_complaint_joined_with_another_names_the_other_and_its_fir(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    other = written(story)
    registered(story)

    join_with(story, other)
    last = told(story, cctns)[-1]

    assert (last["kind"], last["complaint"]) == ("final_report", written(story))
    assert last["final_report"]["outcome"] == "joined"
    assert last["final_report"]["joined_with"] == {"complaint": other, "register_number": "7/2026"}


def test_joined_with_one_that_has_no_fir_no_number_of_an_fir_is_named(
    story: Story, cctns: FarEnd
) -> None:
    registered_as(story, "enquiry_14d")
    other = written(story)
    registered(story)

    join_with(story, other)
    last = told(story, cctns)[-1]

    assert last["final_report"]["joined_with"] == {"complaint": other, "register_number": None}


def test_a_complaint_without_an_fir_is_joined_and_nothing_is_told(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    other = written(story)
    registered_as(story, "enquiry_14d")

    join_with(story, other)

    assert [each["complaint"] for each in told(story, cctns)] == [other]
    assert story.complaint.closed_at is not None


def written(story: Story) -> str:
    """The number of the complaint, in groups."""
    return numbers.written(story.complaint.number)


def join_with(story: Story, number: str) -> None:
    """She agrees that the other complaint goes on alone."""
    say(story, "any_duplicate_said", other_number=number, duplicate_reason="The same day.")
    story.do("compare_complaints", duplicate_answer="same", comparison_reason="The same day.")
    story.do("agree_to_one_complaint", duplicate_agreed="yes")
    story.wait(minutes=1)


def test_an_enquiry_that_is_closed_is_never_told(story: Story, cctns: FarEnd) -> None:
    registered_as(story, "enquiry_14d")
    story.do("permit_enquiry", enquiry_permission="yes", enquiry_permission_reason="Unclear.")
    story.do("hold_enquiry", enquiry_finding="close", enquiry_grounds="Nothing was found.")
    story.do("approve_enquiry_closure", enquiry_closure="approve", enquiry_closure_reason="So.")

    sent = told(story, cctns)

    assert sent == []


def test_a_zero_fir_is_told_by_the_station_that_made_it_and_by_the_one_that_accepts_it(
    story: Story, cctns: FarEnd
) -> None:
    registered_as(story, "zero_fir")
    story.do(
        "send_zero_fir",
        receiving_station=story.place.other_station.id,
        transfer_reason="It happened there.",
    )
    before = told(story, cctns)

    story.do("accept_zero_fir", zero_fir_answer="accept", fir_number="12/2026")
    after = told(story, cctns)

    assert [each["station"] for each in before] == [story.place.station.code]
    assert [(each["kind"], each["station"]) for each in after] == [
        ("registration", story.place.station.code),
        ("registration", story.place.other_station.code),
    ]
    assert [each["registration"]["register_number"] for each in after] == ["7/2026", "12/2026"]


def test_other_offences_are_told_once_agreed(story: Story, cctns: FarEnd) -> None:
    registered(story)
    with story.sessions.begin() as session:
        engine_messages.deliver(
            session,
            story.registry,
            process="complaint",
            business_key=story.complaint_id,
            name="offences_changed",
            variables={"proposed_offences": ["stalking", "outrage_modesty"]},
            actor=SYSTEM,
            now=story.now,
        )
    before = told(story, cctns)

    story.do(
        "decide_reclassification",
        reclassification_answer="agree",
        reclassification_reason="Her statement shows it.",
    )
    after = told(story, cctns)

    assert [each["kind"] for each in before] == ["registration"]
    assert [each["kind"] for each in after] == ["registration", "sections"]
    assert [each["offence"] for each in after[1]["sections"]] == ["stalking", "outrage_modesty"]


def test_a_further_report_follows_the_first_one(story: Story, cctns: FarEnd) -> None:
    registered(story)
    before_the_court(story)
    first = told(story, cctns)
    further_by_order(story)

    file_report(story, "file_supplementary_report")
    after = told(story, cctns)

    assert [each["kind"] for each in first] == ["registration", "final_report"]
    assert [each["kind"] for each in after[2:]] == ["further_investigation", "final_report"]
    assert after[2]["further_investigation"]["permitted_on"] == today(story)
    assert after[2]["further_investigation"]["limit_is_law"]
    assert after[3]["final_report"]["further_on"] == today(story)


def test_what_the_court_orders_once_more_is_counted_anew(story: Story, cctns: FarEnd) -> None:
    registered(story)
    before_the_court(story)
    further_by_order(story)
    file_report(story, "file_supplementary_report")
    story.wait(days=1)

    further_by_order(story)
    *_, first, _, second = told(story, cctns)

    counted = [each["further_investigation"] for each in (first, second)]
    assert counted[1]["permitted_on"] == today(story) > counted[0]["permitted_on"]
    assert counted[1]["limit_at"] > counted[0]["limit_at"]


def further_by_order(story: Story) -> None:
    """The court orders further investigation, and the officer has finished it."""
    story.do(
        "record_court_day",
        court_result="further",
        further_ordered_on=today(story),
        next_hearing_on=today(story),
    )
    story.do(
        "write_further_entry",
        diary_action="evidence",
        diary_done_on=today(story),
        diary_text="A second statement.",
        investigation_complete=True,
    )


def before_the_court(story: Story) -> None:
    """The charge sheet is filed and has its number."""
    story.assign()
    story.write_diary(is_complete=True)
    story.do(
        "propose_final_opinion",
        opinion_text="What was found.",
        outcome="charge_sheet",
        final_offences=["stalking"],
        medical_report_attached=False,
        device_custody_recorded=True,
    )
    story.do("choose_place", hearing_place="home")
    story.do(
        "read_out_outcome",
        read_out_on=today(story),
        read_out_language="hi",
        companion_present=True,
        outcome_read_out=True,
    )
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on=today(story))
    story.do("record_filing", court_number="1/2026", next_hearing_on=today(story))


def test_a_case_that_new_evidence_opens_again_is_told_then_and_with_its_report(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    before_the_court(story)

    reopening = opened_again(story)
    begun = told(story, cctns)
    investigate_again(reopening)
    file_report(reopening, "file_further_report")
    reported = told(story, cctns)

    assert [each["kind"] for each in begun] == [
        "registration",
        "final_report",
        "further_investigation",
    ]
    assert begun[-1]["further_investigation"]["limit_is_law"] is False
    assert begun[-1]["further_investigation"]["permitted_on"] is None
    assert reported[-1]["kind"] == "final_report"
    assert reported[-1]["final_report"]["further_on"] == today(story)
    assert reported[-1]["final_report"]["outcome"] == "charge_sheet"


def test_offences_that_new_evidence_has_shown_are_told_before_the_further_report(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    before_the_court(story)
    reopening = opened_again(story)
    investigate_again(reopening)
    before = len(told(story, cctns))

    file_report(reopening, "file_further_report", offences=["stalking", "rape"])
    sections, report = told(story, cctns)[before:]

    assert [sections["kind"], report["kind"]] == ["sections", "final_report"]
    assert [each["offence"] for each in sections["sections"]] == ["stalking", "rape"]


def test_offences_that_the_courts_order_has_shown_are_told_before_the_further_report(
    story: Story, cctns: FarEnd
) -> None:
    registered(story)
    before_the_court(story)
    further_by_order(story)
    before = len(told(story, cctns))

    file_report(story, "file_supplementary_report", offences=["stalking", "rape"])
    sections, report = told(story, cctns)[before:]

    assert [sections["kind"], report["kind"]] == ["sections", "final_report"]
    assert [each["offence"] for each in sections["sections"]] == ["stalking", "rape"]


def opened_again(story: Story) -> Beside:
    """New evidence has opened the case again, and an officer is named."""
    reopening = Beside(story, "reopening")
    reopening.ask(evidence_words="A letter.")
    reopening.do("decide_on_evidence", evidence_decision="reopen", evidence_reasons="A witness.")
    seat = story.place.post("investigating_officer").id
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")
    return reopening


def investigate_again(reopening: Beside) -> None:
    reopening.do(
        "write_new_entry",
        diary_action="witness",
        diary_done_on=today(reopening),
        diary_text="Heard her aunt.",
        investigation_complete=True,
    )


def file_report(at: Story | Beside, element_id: str, offences: list[str] | None = None) -> None:
    """The further report goes to the court, and names other offences than before or not."""
    at.do(
        element_id,
        supplementary_on=today(at),
        supplementary_words="There is more.",
        offences=offences or ["stalking"],
    )
