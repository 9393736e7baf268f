"""The appeal: who decides, who never does, how long each has, and what she hears."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from engine import instances, messages
from engine.registry import SYSTEM
from models import Escalation, Level, Officer, Posting
from models.session import reading
from processes.appeal.options import SOURCES
from processes.complaint import asking, case_page, tasks
from processes.complaint.answers import Answers
from processes.complaint.facts import facts
from processes.complaint.inbox import inbox
from processes.complaint.options import Question
from processes.complaint.told_her import lines_for_her
from processes.complaint.tracking import track
from processes.exceptions import AlreadyAsked, NotVisible
from processes.posts.identity import Identity
from processes.run_page import find_run
from tests import factories
from tests.processes.beside import Beside
from tests.processes.story import Story

RIGHT: dict[str, Any] = {
    "decision": "right",
    "direction": "next_step",
    "direction_due_on": "2026-04-01",
    "decision_reasons": "Nobody has spoken to the driver.",
}
WRONG = {"decision": "wrong", "decision_reasons": "The driver was heard on the second."}


@pytest.fixture
def appeal(story: Story) -> Beside:
    """A complaint that is investigated by the first seat, and may be appealed about."""
    story.submit()
    story.call()
    story.register()
    story.assign()
    return Beside(story, "appeal")


def inbox_of(story: Story, who: Identity) -> list[str]:
    with reading(story.sessions) as session:
        page = inbox(session, who, now=story.now, zone=story.registry.zone)
        return [row.element_id for row in page.rows]


def test_against_silence_of_the_investigating_officer_the_station_decides_first(
    appeal: Beside,
) -> None:
    appeal.ask(ground="silence", appeal_words="Three weeks and no word")

    assert appeal.open_elements == ["decide_at_station"]
    assert "decide_at_station" in inbox_of(appeal.story, appeal.story.identity("sho"))


def test_a_refusal_to_register_begins_above_the_station(appeal: Beside) -> None:
    appeal.ask(ground="refusal")

    assert appeal.open_elements == ["decide_at_circle"]


@pytest.mark.parametrize(
    ("goes_to", "decides"), [(None, "decide_at_station"), ("circle_officer", "decide_at_district")]
)
def test_a_refusal_is_about_who_refused_and_not_about_who_came_after(
    appeal: Beside, goes_to: str | None, decides: str
) -> None:
    place, story = appeal.story.place, appeal.story
    refused = place.officer("sho")
    with story.sessions.begin() as session:
        session.execute(
            update(Posting).where(Posting.officer_id == refused.id).values(to_at=story.now)
        )
        factories.posted(session, place.post("sho"), now=story.now)
        if goes_to is not None:
            factories.posting(session, refused, place.post(goes_to), from_at=story.now)

    appeal.ask(ground="refusal")

    assert appeal.open_elements == [decides]


@pytest.mark.parametrize(
    ("role", "decides"),
    [
        ("investigating_officer", "decide_at_station"),
        ("sho", "decide_at_circle"),
        ("circle_officer", "decide_at_district"),
        ("superintendent", "decide_at_state"),
        ("state_nodal", "read_about_magistrate"),
    ],
)
def test_the_officer_complained_of_and_all_below_are_passed_over(
    appeal: Beside, role: str, decides: str
) -> None:
    officer = appeal.story.place.officer(role)

    appeal.ask(ground="officer", against_officer=officer.id)

    assert appeal.open_elements == [decides]


def test_a_level_that_the_officer_complained_of_holds_in_acting_charge_is_passed_over(
    appeal: Beside,
) -> None:
    place, story = appeal.story.place, appeal.story
    accused = place.officer("investigating_officer")
    with story.sessions.begin() as session:
        in_office = place.officer("sho").id
        session.execute(
            update(Posting).where(Posting.officer_id == in_office).values(to_at=story.now)
        )
        factories.posting(
            session,
            accused,
            place.post("sho"),
            from_at=story.now - timedelta(hours=1),
            to_at=story.now + timedelta(days=9),
            is_acting=True,
        )

    appeal.ask(ground="officer", against_officer=accused.id)

    assert appeal.open_elements == ["decide_at_circle"]


def test_an_acting_charge_given_later_opens_nothing_to_the_officer_complained_of(
    appeal: Beside,
) -> None:
    place, story = appeal.story.place, appeal.story
    accused = place.officer("sho")
    appeal.ask(ground="officer", against_officer=accused.id, appeal_words="He shouted at me")
    with story.sessions.begin() as session:
        factories.posting(
            session,
            accused,
            place.post("circle_officer"),
            from_at=story.now,
            to_at=story.now + timedelta(days=9),
            is_acting=True,
        )
    acting = story.identity("sho")

    with pytest.raises(NotVisible):
        appeal.do("decide_at_circle", by=acting, **WRONG)

    assert inbox_of(story, acting) == []
    with reading(story.sessions) as session, pytest.raises(NotVisible):
        find_run(session, acting, appeal.run.instance_id)
    appeal.do("decide_at_circle", **RIGHT)
    assert appeal.open_elements == ["answer_decision"]


def test_a_vacant_level_is_passed_over(appeal: Beside) -> None:
    story = appeal.story
    with story.sessions.begin() as session:
        gone = story.place.officer("circle_officer").id
        session.execute(update(Posting).where(Posting.officer_id == gone).values(to_at=story.now))

    appeal.ask(ground="refusal")

    assert appeal.open_elements == ["decide_at_district"]


def test_what_nobody_decides_in_seven_days_goes_up_and_comes_before_the_officer_above(
    appeal: Beside,
) -> None:
    story = appeal.story
    appeal.ask(ground="silence")

    story.wait(days=6, hours=23)
    still = appeal.open_elements
    story.wait(hours=2)

    assert still == ["decide_at_station"]
    assert appeal.open_elements == ["decide_at_circle"]
    assert "appeal_undecided" in story.escalations
    with reading(story.sessions) as session:
        raised = session.query(Escalation).filter_by(reason="appeal_undecided").one()
        assert (raised.level, raised.role) == (Level.CIRCLE, "circle_officer")
    assert [kind for kind, _ in story.messages][-1] == "appeal_goes_up"


def test_an_appeal_that_nobody_decides_climbs_the_whole_ladder_to_the_magistrate(
    appeal: Beside,
) -> None:
    appeal.ask(ground="silence")
    climbed = list(appeal.open_elements)

    for _ in range(4):
        appeal.story.wait(days=7, minutes=1)
        climbed += appeal.open_elements

    assert climbed == [
        "decide_at_station",
        "decide_at_circle",
        "decide_at_district",
        "decide_at_state",
        "read_about_magistrate",
    ]
    appeal.do("read_about_magistrate", has_read=True)
    assert appeal.ended_at == "way_shown"


def test_the_ladder_holds_its_order_after_an_outage_of_two_days(appeal: Beside) -> None:
    appeal.ask(ground="silence")
    asked_at = appeal.story.now

    appeal.story.now += timedelta(days=9)
    appeal.story.wait(minutes=1)

    assert appeal.open_elements == ["decide_at_circle"]
    due_at = appeal.task("decide_at_circle").due_at
    assert due_at is not None
    assert due_at >= asked_at + timedelta(days=14)


def test_she_is_told_reads_the_decision_and_may_be_satisfied(appeal: Beside) -> None:
    story = appeal.story
    appeal.ask(ground="silence")

    appeal.do("decide_at_station", **RIGHT)
    story.wait(minutes=1)

    assert [kind for kind, _ in story.messages][-1] == "appeal_decided"
    with reading(story.sessions) as session:
        lines = lines_for_her(session, story.registry, story.complaint)
        said = {line.asked.for_her: line.said("en") for line in lines}
        shown = track(session, story.registry, story.complaint_id, now=story.now)
    assert said["Decision on your appeal"] == "She is right"
    assert said["Reasons"] == RIGHT["decision_reasons"]
    assert "answer_decision" in [task.element_id for task in shown.her_tasks]
    assert [other.process for other in shown.beside] == ["appeal"]
    appeal.do("answer_decision", satisfied="yes")
    assert appeal.ended_at == "satisfied"


def test_the_station_hears_when_it_was_decided_so_that_nothing_is_done_before(
    appeal: Beside,
) -> None:
    story = appeal.story
    appeal.ask(ground="silence")

    decided_at = story.now

    appeal.do("decide_at_station", **RIGHT)
    story.wait(minutes=1)

    task = story.open_task("carry_out_decision")
    with reading(story.sessions) as session:
        known = instances.variables(session, story.registry, task.instance_id, task_id=task.id)
    assert known["appeal_decided_at"] == decided_at.isoformat()


def test_who_is_not_satisfied_goes_on_to_the_next_level_with_her_reason(appeal: Beside) -> None:
    story = appeal.story
    appeal.ask(ground="silence")
    appeal.do("decide_at_station", **RIGHT)

    appeal.do("answer_decision", satisfied="no", answer_words="He only promised")
    appeal.do("decide_at_circle", **WRONG)

    with reading(story.sessions) as session:
        lines = lines_for_her(session, story.registry, story.complaint)
        said = {line.asked.for_her: line.said("en") for line in lines}
    assert said["Decision on your appeal"] == "It was done rightly"
    assert "What is to be done now" not in said


def test_who_decided_before_does_not_decide_again_from_a_higher_post(appeal: Beside) -> None:
    story, place = appeal.story, appeal.story.place
    appeal.ask(ground="silence")
    appeal.do("decide_at_station", **WRONG)
    with story.sessions.begin() as session:
        gone = place.officer("circle_officer").id
        session.execute(update(Posting).where(Posting.officer_id == gone).values(to_at=story.now))
        factories.posting(
            session, place.officer("sho"), place.post("circle_officer"), from_at=story.now
        )

    appeal.do("answer_decision", satisfied="no")

    assert appeal.open_elements == ["decide_at_district"]


def test_she_is_reminded_and_silence_is_no_consent(appeal: Beside) -> None:
    story = appeal.story
    appeal.ask(ground="silence")
    appeal.do("decide_at_station", **WRONG)

    story.wait(days=7, minutes=1)
    reminded = [kind for kind, _ in story.messages][-1]
    story.wait(days=23)

    assert reminded == "appeal_answer_waits"
    assert appeal.ended_at == "rests"
    with reading(story.sessions) as session:
        assert "appeal" in asking.may_ask(session, story.complaint)


def test_she_chooses_among_the_officers_who_had_her_complaint_in_her_language(
    appeal: Beside,
) -> None:
    story = appeal.story
    officer = story.place.officer("investigating_officer")
    with story.sessions.begin() as session:
        session.get_one(Officer, officer.id).rank = "Sub-Inspector"

    with reading(story.sessions) as session:
        offered = SOURCES["her_officers"](Question(session, story.now, complaint=story.complaint))
        option = next(each for each in offered if each.value == officer.id)

    assert option.label.startswith(f"{officer.name}, Sub-Inspector, ")
    assert option.label_hi.startswith(f"{officer.name_hi}, उप निरीक्षक, ")


def test_one_appeal_at_a_time(appeal: Beside) -> None:
    appeal.ask(ground="silence")

    with pytest.raises(AlreadyAsked):
        appeal.ask(ground="refusal")

    assert len(appeal.runs) == 1


def test_a_decision_made_twice_changes_nothing(appeal: Beside) -> None:
    appeal.ask(ground="refusal")
    task = appeal.task("decide_at_circle")
    appeal.do("decide_at_circle", **RIGHT)

    who, story = appeal.story.identity("circle_officer"), appeal.story
    with story.sessions() as session, pytest.raises(NotVisible):
        tasks.complete(session, story.registry, who, task.id, Answers(WRONG), now=story.now)

    assert appeal.variables["decision"] == "right"


def test_before_her_number_there_is_nothing_to_appeal_about(story: Story) -> None:
    story.submit()
    appeal = Beside(story, "appeal")

    with pytest.raises(NotVisible):
        appeal.ask(ground="silence")


def open_at_breach(appeal: Beside) -> None:
    """What the complaint says when the two months are over."""
    story = appeal.story
    with story.sessions.begin() as session:
        messages.deliver(
            session,
            story.registry,
            process="appeal",
            business_key=story.complaint_id,
            name="appeal_opened",
            variables={},
            actor=SYSTEM,
            now=story.now,
        )


def test_at_the_breach_she_is_asked_whether_she_appeals(appeal: Beside) -> None:
    open_at_breach(appeal)

    assert appeal.open_elements == ["say_if_you_appeal"]
    appeal.do("say_if_you_appeal", wants_appeal="yes", ground="silence")
    assert appeal.open_elements == ["decide_at_station"]


def test_who_wants_no_appeal_at_the_breach_leaves_it(appeal: Beside) -> None:
    open_at_breach(appeal)

    appeal.do("say_if_you_appeal", wants_appeal="no")

    assert appeal.ended_at == "no_appeal"


def test_a_question_left_alone_for_thirty_days_ends_by_itself(appeal: Beside) -> None:
    open_at_breach(appeal)

    appeal.story.wait(days=30, minutes=1)

    assert appeal.ended_at == "no_appeal"


def test_at_the_breach_an_open_appeal_goes_on_and_no_second_one_begins(appeal: Beside) -> None:
    appeal.ask(ground="silence")
    appeal.story.wait(minutes=1)

    open_at_breach(appeal)

    assert appeal.ended_at == "other_goes_on"
    assert [run.is_running for run in appeal.runs] == [True, False]


def test_the_clock_of_the_complaint_goes_on_meanwhile(appeal: Beside) -> None:
    before = appeal.story.complaint.limit_at
    appeal.ask(ground="silence")

    appeal.story.wait(days=40)

    assert appeal.story.complaint.limit_at == before
    assert "day_45" not in appeal.story.escalations
    appeal.story.wait(days=10)
    assert "day_45" in appeal.story.escalations


def test_her_words_are_read_by_who_has_the_appeal_and_by_nobody_else(appeal: Beside) -> None:
    story = appeal.story
    appeal.ask(ground="refusal", appeal_words="He tore my paper")

    readers = {}
    for role in ("circle_officer", "sho", "investigating_officer", "superintendent"):
        who = story.identity(role)
        with reading(story.sessions) as session:
            case = case_page.case_of(session, story.complaint)
            found = facts(session, story.registry, who, appeal.run, case)
            readers[role] = [fact.value for fact in found]

    assert readers == {
        "circle_officer": ["He tore my paper"],
        "sho": [],
        "investigating_officer": [],
        "superintendent": [],
    }


def test_the_case_page_of_the_officer_complained_of_does_not_show_the_appeal(
    appeal: Beside,
) -> None:
    story = appeal.story
    appeal.ask(ground="refusal")

    shown = {}
    for role in ("sho", "circle_officer"):
        who = story.identity(role)
        with reading(story.sessions) as session:
            case = case_page.find_case(session, who, story.complaint_id)
            page = case_page.case_page(session, story.registry, case, asking=who, now=story.now)
            shown[role] = [each.definition.name for each in page.beside]

    assert shown == {"sho": [], "circle_officer": ["appeal"]}


def test_a_complaint_that_cannot_hear_of_the_decision_is_noted_and_nothing_breaks(
    appeal: Beside,
) -> None:
    appeal.ask(ground="silence")

    appeal.do("decide_at_station", **RIGHT)
    appeal.story.wait(minutes=5)

    assert ("complaint_not_told" in appeal.noted) is not appeal.variables["complaint_told"]
    assert appeal.story.incidents == []
