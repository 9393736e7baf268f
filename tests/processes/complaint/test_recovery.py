"""A way back for a lost code or passphrase."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import audit
from models import AuditEntry, ComplaintStatus, Level, RecoveryRequest, RecoveryStatus, Unit
from models.session import reading
from processes.complaint import help_desk, recovery, tracking
from processes.exceptions import NotVisible, RecoveryNotOpen
from processes.posts.identity import Identity, identity_of
from tests import factories
from tests.processes.place import QUICK
from tests.processes.statements import statements
from tests.processes.story import PASSPHRASE, Story

NEW = "a new passphrase of hers"


@pytest.fixture
def numbered(story: Story) -> Story:
    story.submit()
    story.call()
    return story


def ask(story: Story, known_by: str, kind: str = recovery.PASSPHRASE) -> None:
    with story.sessions.begin() as session:
        recovery.ask(
            session, story.registry.keyring, known_by=known_by, kind=kind,
            now=story.now, real_now=story.now,
        )  # fmt: skip


def requests(story: Story) -> list[RecoveryRequest]:
    """The requests that belong to a complaint."""
    with story.sessions() as session:
        return list(
            session.scalars(
                select(RecoveryRequest).where(RecoveryRequest.complaint_id.is_not(None))
            )
        )


def desk(story: Story) -> Identity:
    return story.identity("verification_supervisor")


def recognise(story: Story) -> None:
    with story.sessions.begin() as session:
        help_desk.recognise(
            session, story.registry, desk(story), requests(story)[0].id, now=story.now
        )


def grant(story: Story, role: str = "help_desk") -> help_desk.Granted:
    with story.sessions.begin() as session:
        return help_desk.grant(
            session, story.registry, story.identity(role), requests(story)[0].id, now=story.now
        )


def sent_code(story: Story) -> str:
    """The new code, as it comes to her telephone."""
    given = grant(story)
    assert (given.code, given.token, given.is_sent) == (None, None, True)
    story.wait(seconds=1)
    return story.code


def set_new(story: Story, token: str) -> bool:
    passphrase_hash = QUICK.hash(NEW)
    with story.sessions.begin() as session:
        return recovery.set_passphrase(
            session, story.registry.keyring, number=story.complaint.number, token=token,
            passphrase_hash=passphrase_hash, place="192.0.2.1", now=story.now,
            real_now=story.now,
        )  # fmt: skip


def opens(story: Story, passphrase: str) -> bool:
    with reading(story.sessions) as reader, story.sessions.begin() as session:
        found = tracking.open_by_passphrase(
            session, story.registry.keyring, reader=reader, number=story.complaint.number,
            passphrase=passphrase, place="192.0.2.1", real_now=story.now, hasher=QUICK,
        )  # fmt: skip
        return found is not None


def test_a_new_passphrase_is_set_after_the_call_and_48_hours(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    recognise(numbered)
    numbered.wait(hours=48)

    token = grant(numbered).token or ""
    done = set_new(numbered, token)

    assert done
    assert opens(numbered, NEW)
    assert not opens(numbered, PASSPHRASE)
    assert not set_new(numbered, token)
    with numbered.sessions() as session:
        actions = set(session.scalars(select(AuditEntry.action)))
        assert {"recovery_held", "recovery_granted", "passphrase_set"} <= actions
        assert audit.verify(session) == []


def test_her_channel_is_told_at_once_and_the_hold_cannot_be_shortened(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)

    recognise(numbered)
    numbered.wait(hours=47, minutes=59)

    assert numbered.messages[-1][0] == "recovery_held"
    with pytest.raises(RecoveryNotOpen):
        grant(numbered)


def test_without_the_call_nothing_is_granted(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    numbered.wait(days=30)

    with pytest.raises(RecoveryNotOpen):
        grant(numbered)


def test_she_can_refuse_what_she_did_not_ask_for(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    recognise(numbered)
    (request,) = requests(numbered)

    with numbered.sessions.begin() as session:
        recovery.refuse_as_complainant(session, numbered.complaint_id, request.id, now=numbered.now)
    numbered.wait(hours=49)

    with pytest.raises(RecoveryNotOpen):
        grant(numbered)
    assert opens(numbered, PASSPHRASE)


def test_asking_tells_nobody_whether_there_is_such_a_complaint(numbered: Story) -> None:
    for known_by in ("nonsense", "9000000000", "0" * 13, ""):
        ask(numbered, known_by)

    assert requests(numbered) == []


def test_the_same_statements_run_whether_or_not_a_telephone_has_complained(
    numbered: Story,
) -> None:
    with statements(numbered.sessions) as known:
        ask(numbered, "98765 43210")
    with statements(numbered.sessions) as unknown:
        ask(numbered, "98765 00000")

    assert known == unknown
    assert any("INSERT INTO recovery_request" in sql for sql in known)


def test_requests_that_are_nobodys_go_away_and_nobody_can_handle_them(numbered: Story) -> None:
    ask(numbered, "98765 00000")
    with numbered.sessions() as session:
        (nobodys,) = session.scalars(select(RecoveryRequest)).all()
        helper = desk(numbered)
        waiting = help_desk.waiting_requests(session, helper)
        with pytest.raises(RecoveryNotOpen):
            help_desk.recognise(session, numbered.registry, helper, nobodys.id, now=numbered.now)
    numbered.wait(days=2)

    ask(numbered, numbered.complaint.number)

    assert waiting == []
    with numbered.sessions() as session:
        assert session.get(RecoveryRequest, nobodys.id) is None


def test_asking_often_makes_one_request(numbered: Story) -> None:
    for _ in range(6):
        ask(numbered, numbered.complaint.number)

    assert len(requests(numbered)) == 1


def test_before_the_call_she_is_known_by_her_telephone_and_gets_a_new_code(story: Story) -> None:
    story.submit()
    old = story.code
    ask(story, "+91 98765-43210", recovery.CODE)
    recognise(story)
    story.wait(hours=48)

    code = sent_code(story)
    story.do("call_her", call_result="reached", code_heard=code)

    assert story.open_elements == ["read_out_number"]
    assert code != old


@pytest.mark.parametrize("role", ["verification_caller", "verification_supervisor"])
def test_who_makes_the_call_does_not_let_out_the_code_that_is_asked_for_in_it(
    story: Story, role: str
) -> None:
    story.submit()
    ask(story, "98765 43210", recovery.CODE)
    recognise(story)
    story.wait(hours=48)

    with pytest.raises(NotVisible):
        grant(story, role)


def test_who_recognised_her_does_not_give_her_the_passphrase_too(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    recognise(numbered)
    numbered.wait(hours=48)

    with pytest.raises(NotVisible):
        grant(numbered, "verification_supervisor")
    assert grant(numbered, "verification_caller").token


def test_a_code_is_shown_only_where_no_channel_is_safe(story: Story) -> None:
    story.submit(safe_channel="none")
    ask(story, "98765 43210", recovery.CODE)
    recognise(story)
    story.wait(hours=48)

    given = grant(story)

    assert given.code is not None
    assert not given.is_sent


def test_a_desk_of_another_state_sees_no_request_and_handles_none(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    (request,) = requests(numbered)
    with numbered.sessions.begin() as session:
        nation = session.get_one(Unit, numbered.place.nation.id)
        post = factories.post(session, factories.unit(session, Level.STATE, nation), "help_desk")
        officer = factories.posted(session, post, now=numbered.now)
        stranger = identity_of(session, officer.id, numbered.now)
        assert stranger is not None

    with numbered.sessions() as session:
        assert help_desk.waiting_requests(session, stranger) == []
        with pytest.raises(NotVisible):
            help_desk.how_to_call(
                session, numbered.registry, stranger, request.id, now=numbered.now
            )
        with pytest.raises(NotVisible):
            help_desk.recognise(session, numbered.registry, stranger, request.id, now=numbered.now)


def test_a_parked_complaint_goes_on_when_she_comes_back(story: Story) -> None:
    story.submit()
    story.wait(hours=20, minutes=1)
    for _ in range(3):
        story.do("call_her", call_result="no_answer")
        story.wait(minutes=31)
    story.wait(days=1)  # in which she might confirm by her code
    story.do("visit_her", visit_result="not_met")
    story.do("decide_next_contact", next_contact="park")
    ask(story, "98765 43210", recovery.CODE)
    recognise(story)
    story.wait(hours=48)

    code = sent_code(story)

    assert story.complaint.status is ComplaintStatus.SUBMITTED
    story.do("call_her", call_result="reached", code_heard=code)
    assert story.open_elements == ["read_out_number"]


def test_only_the_womens_desk_handles_requests(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    (request,) = requests(numbered)
    sho, helper = numbered.identity("sho"), desk(numbered)

    with numbered.sessions() as session:
        with pytest.raises(NotVisible):
            help_desk.waiting_requests(session, sho)
        with pytest.raises(NotVisible):
            help_desk.recognise(session, numbered.registry, sho, request.id, now=numbered.now)
        waiting = help_desk.waiting_requests(session, helper)
    assert [found.id for found, _ in waiting] == [request.id]


def test_the_desk_knows_whom_to_call_and_when(story: Story) -> None:
    receipt = story.submit(safe_from="10", safe_to="16")
    ask(story, "98765 43210", recovery.CODE)
    (request,) = requests(story)
    helper, sho = desk(story), story.identity("sho")

    with story.sessions() as session:
        to_call = help_desk.how_to_call(session, story.registry, helper, request.id, now=story.now)
        with pytest.raises(NotVisible):
            help_desk.how_to_call(session, story.registry, sho, request.id, now=story.now)
        looks = session.execute(
            select(AuditEntry.officer_id, AuditEntry.post_id).where(
                AuditEntry.action == "recovery_looked_up"
            )
        ).all()

    assert looks == [(helper.officer_id, helper.posts[0].post.id)]
    assert to_call.contact.mobile == "98765 43210"
    assert to_call.contact.phrase == receipt.phrase.code
    assert [(question.key, hour) for question, hour in to_call.hours] == [
        ("safe_from", "10"),
        ("safe_to", "16"),
    ]


def test_the_desk_can_refuse(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)

    with numbered.sessions.begin() as session:
        help_desk.refuse(session, desk(numbered), requests(numbered)[0].id, now=numbered.now)

    assert requests(numbered)[0].status is RecoveryStatus.REFUSED
    with pytest.raises(RecoveryNotOpen):
        recognise(numbered)


def test_a_wrong_token_sets_nothing_and_guessing_is_stopped(numbered: Story) -> None:
    ask(numbered, numbered.complaint.number)
    recognise(numbered)
    numbered.wait(hours=48)
    token = grant(numbered).token or ""

    for _ in range(5):
        assert not set_new(numbered, "0000-0000-0000-0")

    assert not set_new(numbered, token)
    numbered.now += timedelta(minutes=16)
    assert set_new(numbered, token)
