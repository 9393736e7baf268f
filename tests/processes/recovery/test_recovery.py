"""The way back to a lost code or passphrase, drawn: two women of the desk, a hold, and her no."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import audit
from engine.exceptions import TaskNotOpen
from models import AuditEntry, ComplaintStatus, Level, Officer, RecoveryStatus, Unit
from models.session import reading
from processes.complaint import codes, inbox, recovery
from processes.exceptions import NotVisible, RecoveryNotOpen
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.posts.identity import Identity, identity_of
from processes.recovery import desk
from tests import factories
from tests.processes.recovery.story import NEW, Lost
from tests.processes.statements import statements
from tests.processes.story import PASSPHRASE, Story


def actions(lost: Lost) -> list[str]:
    with reading(lost.story.sessions) as session:
        return list(session.scalars(select(AuditEntry.action)))


def test_a_new_passphrase_is_set_after_the_call_and_48_hours(lost: Lost) -> None:
    lost.asked()
    lost.held()

    word = lost.word().token or ""
    lost.do("read_out_word", by=lost.second, word_result="read_out")
    done = lost.set_new(word)

    assert done
    assert lost.opens(NEW)
    assert not lost.opens(PASSPHRASE)
    assert lost.ended_at == "opens_again"
    assert not lost.set_new(word)
    assert {"recovery_granted", "passphrase_set"} <= set(actions(lost))
    with reading(lost.story.sessions) as session:
        assert audit.verify(session) == []


def test_her_safe_ways_are_told_at_once_and_the_hold_cannot_be_shortened(story: Story) -> None:
    story.submit(second_channel="email", email="asha@mail.example")
    story.call()
    lost = Lost(story)
    lost.asked()

    lost.recognised()
    story.wait(hours=47, minutes=59)

    assert [kind for kind, _ in story.messages].count("recovery_held") == 2
    assert lost.open_elements == []


def test_the_call_waits_for_an_hour_that_she_called_safe(story: Story) -> None:
    story.submit(safe_from="2", safe_to="3")
    lost = Lost(story)

    lost.asked("98765 43210", recovery.CODE)

    assert lost.open_elements == []
    story.wait(hours=24)
    assert lost.open_elements == ["call_and_recognise"]


def test_without_the_call_nothing_is_granted_and_her_supervisors_hear_of_it(lost: Lost) -> None:
    lost.asked()

    lost.story.wait(days=30)

    assert lost.open_elements == ["call_and_recognise"]
    raised = [each for each in lost.story.escalations if each.startswith("recovery_")]
    assert raised == ["recovery_call_late", *["recovery_call_very_late"] * 5]


def test_what_she_refuses_is_over_and_somebody_looks_who_it_was(lost: Lost) -> None:
    lost.asked()
    lost.recognised()

    lost.refuse()
    lost.story.wait(hours=49)

    assert lost.open_elements == ["look_who_tried"]
    assert lost.requests[0].status is RecoveryStatus.REFUSED
    assert "recovery_refused_by_her" in actions(lost)
    assert "recovery_by_a_stranger" in lost.story.escalations
    assert lost.opens(PASSPHRASE)
    with pytest.raises(RecoveryNotOpen):
        lost.refuse()


def test_she_may_refuse_even_while_the_word_is_out_and_then_it_does_not_work(lost: Lost) -> None:
    lost.asked()
    lost.held()
    word = lost.word().token or ""
    lost.do("read_out_word", by=lost.second, word_result="read_out")

    lost.refuse()

    assert not lost.set_new(word)
    assert lost.opens(PASSPHRASE)


def test_two_requests_of_one_complaint_are_refused_each_for_itself(lost: Lost) -> None:
    lost.asked(kind=recovery.PASSPHRASE)
    lost.asked(kind=recovery.CODE)
    of_passphrase, of_code = lost.requests

    lost.refuse(of_code)

    assert [request.status for request in lost.requests] == [
        RecoveryStatus.ASKED,
        RecoveryStatus.REFUSED,
    ]
    assert of_passphrase.kind == recovery.PASSPHRASE
    assert {each.open_tasks[0].element_id for each in lost.runs} == {
        "call_and_recognise",
        "look_who_tried",
    }


def test_asking_tells_nobody_whether_there_is_such_a_complaint(lost: Lost) -> None:
    for known_by in ("nonsense", "9000000000", "0" * 13, "", "98765 00000"):
        lost.asked(known_by)

    assert lost.requests == []
    assert lost.runs == []
    assert lost.story.incidents == []


def test_the_same_statements_run_whether_or_not_a_telephone_has_complained(lost: Lost) -> None:
    story = lost.story

    def ask(known_by: str) -> list[str]:
        with statements(story.sessions) as seen, story.sessions.begin() as session:
            recovery.ask(
                session, story.registry.keyring, known_by=known_by, kind=recovery.PASSPHRASE,
                now=story.now, real_now=story.now,
            )  # fmt: skip
        return list(seen)

    known, unknown, again = ask("98765 43210"), ask("98765 00000"), ask("98765 43210")

    assert known == unknown == again
    assert any("INSERT INTO recovery_request" in sql for sql in known)


def test_asking_often_makes_one_request(lost: Lost) -> None:
    for _ in range(6):
        lost.asked()

    assert len(lost.requests) == 1
    assert len(lost.runs) == 1


def test_after_one_is_over_she_may_ask_again(lost: Lost) -> None:
    lost.asked()
    lost.do("call_and_recognise", recognition="not_recognised", recognition_notes="Not she.")

    lost.asked()

    assert len(lost.runs) == 2
    assert lost.open_elements == ["call_and_recognise"]
    assert "recovery_not_recognised" in lost.story.escalations


def test_who_recognised_her_does_not_give_her_the_passphrase_too(lost: Lost) -> None:
    lost.asked()
    lost.held()

    with pytest.raises(NotVisible):
        lost.word(by=lost.first)
    with pytest.raises(NotVisible):
        lost.do("read_out_word", by=lost.first, word_result="read_out")
    assert lost.word().token


def test_the_word_is_in_no_variable_and_of_it_only_a_digest_is_kept(lost: Lost) -> None:
    lost.asked()
    lost.held()

    word = lost.word().token or ""
    lost.do("read_out_word", by=lost.second, word_result="read_out")

    told = f"{lost.variables} {lost.story.variables} {lost.requests[0].token_digest} {lost.noted}"
    assert word not in told
    assert word.replace("-", "") not in told


def test_a_second_word_replaces_the_first(lost: Lost) -> None:
    lost.asked()
    lost.held()
    first, second = lost.word().token or "", lost.word().token or ""

    assert first != second
    assert not lost.set_new(first)
    assert lost.set_new(second)
    assert lost.ended_at == "opens_again"  # she was quicker than the officer's form


def test_a_word_that_she_has_not_heard_works_no_more(lost: Lost) -> None:
    lost.asked()
    lost.held()
    word = lost.word().token or ""

    lost.do("read_out_word", by=lost.second, word_result="not_reached")

    assert not lost.set_new(word)
    lost.story.wait(hours=6)
    assert lost.open_elements == ["read_out_word"]


def test_the_word_expires_and_she_may_ask_again(lost: Lost) -> None:
    lost.asked()
    lost.held()
    word = lost.word().token or ""
    lost.do("read_out_word", by=lost.second, word_result="read_out")

    lost.story.wait(days=3)

    assert not lost.set_new(word)
    assert lost.ended_at == "expired"
    lost.asked()
    assert lost.open_elements == ["call_and_recognise"]


def test_a_wrong_word_sets_nothing_and_guessing_is_stopped(lost: Lost) -> None:
    lost.asked()
    lost.held()
    word = lost.word().token or ""

    for _ in range(5):
        assert not lost.set_new("0000-0000-0000-0")

    assert not lost.set_new(word)
    lost.story.now += timedelta(minutes=16)
    assert lost.set_new(word)


def test_before_the_call_she_is_known_by_her_telephone_and_gets_a_new_code(
    lost_code: Lost,
) -> None:
    story = lost_code.story
    old = story.code
    lost_code.asked("+91 98765-43210", recovery.CODE)

    lost_code.held()
    story.wait(seconds=1)
    story.do("call_her", call_result="reached", code_heard=story.code)

    assert lost_code.ended_at == "code_is_sent"
    assert story.open_elements == ["read_out_number"]
    assert story.code != old


def test_a_code_is_read_out_only_where_no_channel_is_safe(story: Story) -> None:
    story.submit(safe_channel="none")
    lost = Lost(story)
    lost.asked("98765 43210", recovery.CODE)
    lost.held()

    code = lost.word().code
    lost.do("read_out_word", by=lost.second, word_result="read_out")

    assert lost.ended_at == "code_is_read_out"
    assert code is not None
    assert codes.is_valid_code(story.complaint, story.registry.keyring, code)


def test_a_new_code_is_let_out_by_nobody_who_may_make_the_call(story: Story) -> None:
    story.submit(safe_channel="none")
    lost = Lost(story)
    lost.asked("98765 43210", recovery.CODE)
    lost.held()
    with story.sessions.begin() as session:
        calls = story.place.post("verification_caller")
        helper = session.get_one(Officer, story.place.officer("help_desk", seat=2).id)
        factories.posting(session, helper, calls, from_at=story.now)

    with pytest.raises(NotVisible):
        lost.word()


def test_who_has_her_number_meanwhile_needs_no_code(lost: Lost) -> None:
    lost.asked(kind=recovery.CODE)

    lost.held()

    assert lost.ended_at == "code_is_sent"
    assert [kind for kind, _ in lost.story.messages].count("call_back_code") == 1


def test_a_parked_complaint_goes_on_when_she_comes_back(story: Story) -> None:
    story.submit()
    story.wait(hours=20, minutes=1)
    for _ in range(3):
        story.do("call_her", call_result="no_answer")
        story.wait(minutes=31)
    story.wait(days=1)  # in which she might confirm by her code
    story.do("visit_her", visit_result="not_met")
    story.do("decide_next_contact", next_contact="park")
    lost = Lost(story)
    lost.asked("98765 43210", recovery.CODE)

    lost.held()
    story.wait(seconds=1)

    assert story.complaint.status is ComplaintStatus.SUBMITTED
    story.do("call_her", call_result="reached", code_heard=story.code)
    assert story.open_elements == ["read_out_number"]
    assert story.incidents == []


def test_the_desk_knows_whom_to_call_and_when_and_the_audit_keeps_that_she_looked(
    story: Story,
) -> None:
    receipt = story.submit(safe_from="10", safe_to="16")
    lost = Lost(story)
    lost.asked("98765 43210", recovery.CODE)
    story.wait(hours=24)
    task_id, helper = lost.task("call_and_recognise").id, lost.first

    with story.sessions() as session:
        to_call = desk.how_to_call(session, story.registry, helper, task_id, now=story.now)
        for other in (story.identity("sho"), story.identity("verification_caller")):
            with pytest.raises(NotVisible):
                desk.how_to_call(session, story.registry, other, task_id, now=story.now)
        looks = session.execute(
            select(AuditEntry.officer_id, AuditEntry.post_id).where(
                AuditEntry.action == "recovery_looked_up"
            )
        ).all()

    assert looks == [(helper.officer_id, helper.posts[0].post.id)]
    assert to_call.submitted_at == story.complaint.submitted_at
    assert to_call.contact.mobile == "98765 43210"
    assert to_call.contact.phrase == receipt.phrase.code
    assert [(question.key, hour) for question, hour in to_call.hours] == [
        ("safe_from", "10"),
        ("safe_to", "16"),
    ]


def test_the_desk_reads_neither_the_number_nor_the_case(lost: Lost) -> None:
    story = lost.story
    lost.asked()

    with reading(story.sessions) as session:
        rows = inbox.inbox(session, lost.first, now=story.now, zone=story.registry.zone).rows
        sees = may(Permission.SEE_CASE, lost.first, case_of(session, story.complaint))

    assert [(row.element_id, row.number, row.complaint_id) for row in rows] == [
        ("call_and_recognise", None, None)
    ]
    assert not sees


def test_the_supervisor_sees_the_step_that_is_late_and_cannot_do_it(lost: Lost) -> None:
    story = lost.story
    lost.asked()
    story.wait(hours=25)
    supervisor, task = story.identity("verification_supervisor"), lost.task("call_and_recognise")

    with reading(story.sessions) as session:
        case = case_of(session, story.complaint)
        sees = [
            may(Permission.SEE_TASK, supervisor, task),
            may(Permission.SEE_CASE, supervisor, case),
        ]
        reads = [
            may(Permission.DO_TASK, supervisor, task),
            may(Permission.SEE_FACTS, supervisor, case),
            may(Permission.HELP_WITH_RECOVERY, supervisor, story.complaint),
        ]

    assert all(sees)
    assert not any(reads)


def test_the_station_sees_that_it_runs_and_never_what_was_asked(lost: Lost) -> None:
    story = lost.story
    lost.asked()
    lost.recognised()

    with reading(story.sessions) as session:
        read = may(Permission.SEE_WORDS, story.identity("sho"), lost.run)
        seen = may(Permission.SEE_CASE, story.identity("sho"), case_of(session, story.complaint))

    assert (read, seen) == (False, True)


def test_a_desk_of_another_state_has_no_step_of_it(lost: Lost) -> None:
    story = lost.story
    lost.asked()
    with story.sessions.begin() as session:
        nation = session.get_one(Unit, story.place.nation.id)
        post = factories.post(session, factories.unit(session, Level.STATE, nation), "help_desk")
        officer = factories.posted(session, post, now=story.now)
        stranger = identity_of(session, officer.id, story.now)
    assert stranger is not None

    with pytest.raises(NotVisible):
        lost.do("call_and_recognise", by=stranger, recognition="not_reached")
    with story.sessions() as session, pytest.raises(NotVisible):
        desk.how_to_call(
            session,
            story.registry,
            stranger,
            lost.task("call_and_recognise").id,
            now=story.now,
        )


def test_no_word_is_made_before_the_hold_is_over_or_after_she_said_no(lost: Lost) -> None:
    story = lost.story
    lost.asked()
    first_step = lost.task("call_and_recognise").id

    def make(task_id: str, by: Identity) -> desk.Word:
        with story.sessions() as session:
            return desk.make_word(session, story.registry, by, task_id, now=story.now)

    with pytest.raises(NotVisible):
        make(first_step, lost.second)
    lost.held()
    reading_step = lost.task("read_out_word").id
    lost.refuse()
    with pytest.raises(TaskNotOpen):
        make(reading_step, lost.second)


def test_pressure_that_comes_to_light_is_told_to_the_complaint(lost: Lost) -> None:
    lost.asked()
    lost.refuse()

    lost.do(
        "look_who_tried",
        who_tried="near_her",
        is_pressured="yes",
        pressure_by="family",
        tried_notes="Her brother has her papers.",
    )
    lost.story.wait(seconds=1)

    assert lost.ended_at == "pressure_is_known"
    assert lost.variables["complaint_told"] is True
    assert lost.story.incidents == []


def test_what_was_asked_before_the_drawing_came_waits_for_it(story: Story) -> None:
    story.submit()
    story.call()
    lost = Lost(story, is_deployed=False)
    lost.asked()
    waiting = lost.requests

    lost.deploy()
    story.wait(minutes=16)

    assert [request.instance_id for request in waiting] == [None]
    assert lost.open_elements == ["call_and_recognise"]
