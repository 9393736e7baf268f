"""What officers and supervisors see of cases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEntry, Escalation, EventKind, Severity
from processes.complaint import case_page, command, escalations, facts, figures, numbers
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from tests.processes.story import Story


def find(story: Story, role: str, seat: int = 1) -> Case:
    who = story.identity(role, seat=seat)
    with story.sessions() as session:
        return case_page.find_case(session, who, story.complaint_id)


def read(story: Story, role: str, *, unmasked: bool = False) -> dict[str, facts.Fact]:
    who, case = story.identity(role), find(story, role)
    with story.sessions() as session:
        page = case_page.case_page(session, story.registry, case, asking=who, now=story.now)
        found = facts.facts(session, story.registry, who, page.main.run, case, unmasked=unmasked)
    return {fact.name: fact for fact in found}


def test_the_page_tells_what_happened_where_it_stands_and_with_whom(with_io: Story) -> None:
    with_io.wait(days=8)
    who, case = with_io.identity("circle_officer"), find(with_io, "circle_officer")

    with with_io.sessions() as session:
        page = case_page.case_page(session, with_io.registry, case, asking=who, now=with_io.now)

    assert page.number == numbers.written(with_io.complaint.number)
    assert "write_diary_entry" in page.main.standing_at
    assert {"two_months_after_number", "silent_for_14_days"} <= set(page.main.standing_at)
    assert "register_complaint" in page.main.passed
    assert page.stays[-1].officer_name == with_io.place.officer("investigating_officer").name
    assert [each.escalation.reason for each in page.escalations] == ["silent_7_days"]
    done = [line for line in page.main.timeline if line.kind is EventKind.TASK_COMPLETED]
    assert [line.element_id for line in done] == [
        "call_her",
        "read_out_number",
        "register_complaint",
        "sign_complaint",
        "give_copy",
        "check_risk",
        "inform_legal_services",
        "request_statement",
        "record_statement",
        "assign_investigating_officer",
    ]
    assert done[2].officer_name == with_io.place.officer("sho").name
    assert all(line.name_hi for line in done)


def test_a_stranger_finds_no_case_by_id_or_number(with_io: Story) -> None:
    stranger = with_io.identity("sho", with_io.place.other_station)
    number = with_io.complaint.number

    with with_io.sessions() as session:
        with pytest.raises(NotVisible):
            case_page.find_case(session, stranger, with_io.complaint_id)
        with pytest.raises(NotVisible):
            case_page.find_case(session, stranger, "0" * 32)
        assert case_page.search(session, stranger, number) is None
        assert case_page.search(session, stranger, numbers.new_number()) is None
        assert case_page.search(session, stranger, "nonsense") is None


def test_who_may_see_it_finds_it_by_its_number(with_io: Story) -> None:
    number = numbers.written(with_io.complaint.number).lower()

    with with_io.sessions() as session:
        found = [
            case_page.search(session, with_io.identity(role), number)
            for role in ("sho", "circle_officer", "superintendent", "state_nodal")
        ]
        viewer = with_io.identity("national_viewer")
        with pytest.raises(NotVisible):
            case_page.search(session, viewer, number)

    assert [complaint and complaint.id for complaint in found] == [with_io.complaint_id] * 4


def test_the_investigator_reads_all_and_a_superior_reads_masks(with_io: Story) -> None:
    investigator = read(with_io, "investigating_officer")
    superior = read(with_io, "circle_officer")

    assert investigator["name"].value == "Asha Devi"
    assert investigator["account"].value == "He followed me from the bus stop"
    assert (superior["name"].value, superior["name"].is_masked) == (None, True)
    assert superior["account"].is_masked
    assert superior["registration_number"].value == "7/2026"
    assert superior["registration_number"].task_id is not None
    assert "caller_phrase" not in investigator


def test_unmasking_needs_a_reason_that_the_audit_keeps(with_io: Story) -> None:
    superior, case = with_io.identity("superintendent"), find(with_io, "superintendent")

    with with_io.sessions.begin() as session:
        facts.unmask(session, superior, case, reason=facts.UnmaskReason.REVIEW, now=with_io.now)

    assert read(with_io, "superintendent", unmasked=True)["name"].value == "Asha Devi"
    with with_io.sessions() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "unmasked")).one()
    assert entry.facts == {"reason": "review"}
    assert entry.officer_id == superior.officer_id


def test_who_may_not_unmask_stays_masked_whatever_is_asked(with_io: Story) -> None:
    stranger = with_io.identity("circle_officer", with_io.place.other_circle)
    case = find(with_io, "circle_officer")

    with with_io.sessions() as session, pytest.raises(NotVisible):
        facts.unmask(session, stranger, case, reason=facts.UnmaskReason.REVIEW, now=with_io.now)


def test_a_caller_gets_the_phrase_and_the_telephone_and_no_facts(story: Story) -> None:
    receipt = story.submit()
    story.wait(hours=20, minutes=1)
    caller, case = story.identity("verification_caller"), find(story, "verification_caller")

    with story.sessions() as session:
        contact = facts.contact_of(session, story.registry, caller, case)

    assert contact is not None
    assert contact.phrase == receipt.phrase.code
    assert contact.mobile == "98765 43210"
    assert read(story, "verification_caller") == {}


def test_command_shows_what_is_late_and_with_whom(with_io: Story) -> None:
    place = with_io.place
    with_io.wait(days=66)

    with with_io.sessions() as session:
        late = command.late_cases(session, place.circle, now=with_io.now)
        elsewhere = command.late_cases(session, place.other_circle, now=with_io.now)
        (below,) = figures.figures_below(session, place.circle, now=with_io.now)
        nation = figures.national_figures(session, now=with_io.now)

    (line,) = late
    assert elsewhere == []
    assert line.number == numbers.written(with_io.complaint.number)
    assert line.with_officer == place.officer("investigating_officer").name
    assert line.days >= 4
    assert (below.unit.id, below.open, below.late, below.over_60_days) == (
        place.station.id,
        1,
        1,
        1,
    )
    assert below.overdue_tasks > 0
    assert [of_state.late for of_state in nation] == [1]
    assert nation[0].in_time_percent == 0.0


@pytest.mark.parametrize("entries", [0, 1, 3])
def test_an_officer_has_a_case_since_it_was_given_her_however_many_steps_ago(
    with_io: Story, entries: int
) -> None:
    given_at = with_io.now
    for _ in range(entries):
        with_io.wait(days=6)
        with_io.write_diary()
    with_io.wait_until(given_at + timedelta(days=66))

    with with_io.sessions() as session:
        (line,) = command.late_cases(session, with_io.place.circle, now=with_io.now)

    assert (line.with_role, line.since) == ("investigating_officer", given_at)


def test_command_warns_before_the_limit(with_io: Story) -> None:
    with_io.wait(days=50)

    with with_io.sessions() as session:
        soon = command.cases_due(
            session, with_io.place.district, now=with_io.now, within=timedelta(days=15)
        )
        later = command.cases_due(
            session, with_io.place.district, now=with_io.now, within=timedelta(days=5)
        )
        counted = figures.figures_of(session, with_io.place.district, now=with_io.now)

    assert [line.complaint_id for line in soon] == [with_io.complaint_id]
    assert soon[0].days < 0
    assert later == []
    assert (counted.due_in_15_days, counted.up_to_60_days, counted.late) == (1, 1, 0)


def test_a_case_that_waits_for_its_call_is_in_no_stations_figures(story: Story) -> None:
    story.submit()
    story.wait(days=2)

    with story.sessions() as session:
        counted = figures.figures_of(session, story.place.state, now=story.now)
        late = command.late_cases(session, story.place.state, now=story.now + timedelta(days=99))

    assert counted.open == 0
    assert late == []


def test_escalations_are_listed_by_loudness_until_acknowledged(with_io: Story) -> None:
    with_io.wait(days=22)
    place = with_io.place

    def listed() -> list[str]:
        with with_io.sessions() as session:
            lines = escalations.brought_before(session, place.district)
        return [line.escalation.reason for line in lines]

    before = listed()
    with with_io.sessions.begin() as session:
        loudest = session.scalars(
            select(Escalation).where(Escalation.severity == Severity.RED)
        ).one()
        escalations.acknowledge(
            session, with_io.identity("superintendent"), loudest.id, now=with_io.now
        )

    assert before == ["silent_21_days", "silent_14_days", "silent_7_days"]
    assert listed() == ["silent_14_days", "silent_7_days"]
    with with_io.sessions() as session:
        at_station = escalations.brought_before(session, place.station)
        stranger = escalations.brought_before(session, place.other_district)
        of_post = escalations.brought_before_post(
            session, role="circle_officer", unit_id=place.circle.id
        )
    assert [line.escalation.reason for line in at_station] == ["silent_7_days"]
    assert stranger == []
    assert [line.escalation.reason for line in of_post] == ["silent_14_days"]
    assert [line.unit_name for line in of_post] == [place.station.name]


def test_a_stranger_cannot_acknowledge(with_io: Story) -> None:
    with_io.wait(days=8)
    stranger = with_io.identity("circle_officer", with_io.place.other_circle)

    with with_io.sessions() as session:
        raised = session.scalars(select(Escalation.id)).first() or 0
        with pytest.raises(NotVisible):
            escalations.acknowledge(session, stranger, raised, now=with_io.now)


def test_what_was_brought_before_the_state_is_not_the_districts_to_see(story: Story) -> None:
    story.submit()
    story.wait(hours=27)
    place = story.place

    with story.sessions() as session:
        state = escalations.brought_before(session, place.state)
        district = escalations.brought_before(session, place.district)
        raised = session.scalars(select(Escalation)).all()

    assert [line.escalation.reason for line in state] == ["call_very_late", "call_late"]
    assert district == []
    superintendent = story.identity("superintendent")
    assert not any(
        may(Permission.ACKNOWLEDGE_ESCALATION, superintendent, escalation) for escalation in raised
    )
