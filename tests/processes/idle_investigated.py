"""Lives of complaints in which nobody acts once somebody investigates, or afterwards."""

from collections.abc import Callable
from typing import Any

from engine import messages
from engine.registry import SYSTEM
from tests.processes.beside import Beside
from tests.processes.idle import Installation, a_day, later
from tests.processes.idle_begun import Moments, begin_story, today
from tests.processes.story import Story


def silent_officer(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.record("rape")
    moments["recorded"] = story.now
    story.care()
    story.wait(hours=20)
    story.assign()
    moments["last entry"] = story.now
    story.wait(days=95)


def in_custody(offence: str) -> Callable[[Installation, Moments], None]:
    def life(at: Installation, moments: Moments) -> None:
        story = begin_story(at)
        story.call()
        story.register(offence)
        story.assign()
        moments["remanded"] = a_day(story.now)
        remand = {"first_remand_on": today(story), "custody_days_said": "table"}
        with at.sessions.begin() as session:
            messages.deliver(
                session,
                at.registry,
                process="complaint",
                business_key=story.complaint_id,
                name="accused_remanded",
                variables=remand,
                actor=SYSTEM,
                now=story.now,
            )
        story.wait(days=91)

    return life


def sixty_days(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    story.register("outrage_modesty", "scst_overlay")
    moments["recorded"] = story.now
    story.wait(days=63)


def to_the_opinion(at: Installation, **opinion: Any) -> Story:
    story = begin_story(at)
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.do(
        "propose_final_opinion",
        opinion_text="What was found.",
        medical_report_attached=False,
        device_custody_recorded=True,
        **opinion,
    )
    return story


def she_does_not_answer(at: Installation, moments: Moments) -> None:
    story = to_the_opinion(at, outcome="final_report", final_report_reason="untraced")
    moments["proposed"] = story.now
    story.wait(days=16)


def before_the_court(at: Installation) -> Story:
    story = to_the_opinion(at, outcome="charge_sheet", final_offences=["outrage_modesty"])
    day = today(story)
    story.do("choose_place", hearing_place="home")
    story.do(
        "read_out_outcome",
        read_out_on=day,
        read_out_language="hi",
        companion_present=True,
        outcome_read_out=True,
    )
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on=day)
    story.do("record_filing", court_number="1/2026", next_hearing_on=day)
    return story


def papers_and_money_are_late(at: Installation, moments: Moments) -> None:
    story = before_the_court(at)
    day = today(story)
    moments["appeared"] = moments["applied"] = a_day(story.now)
    story.do("decide_on_compensation", compensation_wanted="yes", compensation_need="Rent.")
    story.do("file_compensation", applied_on=day)
    story.do("record_court_day", court_result="appeared", appeared_on=day, next_hearing_on=day)
    story.wait(days=65)


def investigated_further(at: Installation, moments: Moments) -> None:
    story = before_the_court(at)
    day = today(story)
    moments["ordered"] = a_day(story.now)
    story.do(
        "record_court_day", court_result="further", further_ordered_on=day, next_hearing_on=day
    )
    story.wait(days=77)
    moments["more time until"] = a_day(later(story.now, days=40))
    story.do(
        "ask_for_extension",
        more_time="given",
        more_time_until_on=today(story, in_days=40),
        more_time_reason="The laboratory.",
    )
    write_further_entry(story)
    story.wait(days=10)
    write_further_entry(story)
    moments["last further entry"] = story.now
    story.wait(days=48)


def write_further_entry(story: Story) -> None:
    story.do(
        "write_further_entry",
        diary_action="evidence",
        diary_done_on=today(story),
        diary_text="Asked the laboratory.",
        investigation_complete=False,
        next_action="evidence",
        next_action_on=today(story),
    )


def she_withdraws(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    moments["asked"] = story.now
    Beside(story, "withdrawal").ask(first_wish="end")
    story.wait(hours=80)


def nobody_decides_her_appeal(at: Installation, moments: Moments) -> None:
    story = begin_story(at)
    story.call()
    moments["appealed"] = story.now
    Beside(story, "appeal").ask(ground="silence")
    story.wait(days=40)


def new_evidence(at: Installation, moments: Moments) -> tuple[Story, Beside]:
    story = before_the_court(at)
    reopening = Beside(story, "reopening")
    moments["evidence sent"] = story.now
    reopening.ask(evidence_words="A letter.")
    return story, reopening


def nobody_decides_on_evidence(at: Installation, moments: Moments) -> None:
    story, _ = new_evidence(at, moments)
    story.wait(days=10)


def nobody_investigates_again(at: Installation, moments: Moments) -> None:
    """The case is opened again, an officer named, and then nothing is done for four months."""
    story, reopening = new_evidence(at, moments)
    reopening.do("decide_on_evidence", evidence_decision="reopen", evidence_reasons="A witness.")
    seat = at.place.post("investigating_officer", seat=2).id
    moments["opened again"] = story.now
    reopening.do("assign_officer_again", io_post_id=seat, trial_runs="no")
    story.wait(days=110)
