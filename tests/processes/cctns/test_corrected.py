"""What was told to CCTNS and is corrected afterwards is told anew."""

import pytest

from processes.complaint import case_page, tasks
from processes.complaint.answers import Answers
from processes.complaint.corrections import correctable
from processes.runs import run_of_complaint
from tests.processes.cctns.conftest import registered
from tests.processes.cctns.far_end import FarEnd
from tests.processes.cctns.test_drawn import (
    before_the_court,
    file_report,
    further_by_order,
    today,
    told,
)
from tests.processes.story import Story


def correct(story: Story, element_id: str, answers: Answers, *, by: str = "sho") -> None:
    """Whoever did the step corrects what was written there."""
    who = story.identity(by)
    with story.sessions.begin() as session:
        case = case_page.find_case(session, who, story.complaint_id)
        (task,) = [
            each
            for each in correctable(who, run_of_complaint(session, case.complaint))
            if each.element_id == element_id
        ]
        tasks.correct(
            session, story.registry, who, task.id, answers, reason="mistyped", now=story.now
        )


def test_a_corrected_number_is_told_with_the_sections(story: Story, cctns: FarEnd) -> None:
    registered(story)
    told(story, cctns)

    correct(story, "register_complaint", Answers({}, {"registration_number": "8/2026"}))
    _, after = told(story, cctns)

    assert (after["kind"], after["register_number"]) == ("sections", "8/2026")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Answers({"forwarded_on": "2026-03-01"}, {}), {"forwarded_on": "2026-03-01"}),
        (Answers({}, {"court": "Magistrate"}), {"court": "Magistrate"}),
    ],
    ids=["the day", "the court"],
)
def test_a_corrected_report_is_told_anew(
    story: Story, cctns: FarEnd, answers: Answers, said: dict[str, str]
) -> None:
    registered(story)
    before_the_court(story)
    before = told(story, cctns)

    correct(story, "forward_report", answers)
    *earlier, last = told(story, cctns)

    assert earlier == before
    assert last["kind"] == "final_report"
    assert last["final_report"] == {**before[-1]["final_report"], **said}


def test_a_correction_of_what_is_not_told_is_not_told(story: Story, cctns: FarEnd) -> None:
    registered(story)
    before_the_court(story)
    before = told(story, cctns)

    correct(story, "forward_report", Answers({}, {"court_receipt": "51/2026"}))

    assert told(story, cctns) == before


def test_the_corrected_day_of_a_further_report_is_told_anew(story: Story, cctns: FarEnd) -> None:
    registered(story)
    before_the_court(story)
    further_by_order(story)
    day = today(story)
    story.wait(days=1)
    file_report(story, "file_supplementary_report")
    before = told(story, cctns)

    correct(
        story,
        "file_supplementary_report",
        Answers({"supplementary_on": day}, {}),
        by="investigating_officer",
    )
    *earlier, last = told(story, cctns)

    assert earlier == before
    assert (last["kind"], last["final_report"]["further_on"]) == ("final_report", day)
