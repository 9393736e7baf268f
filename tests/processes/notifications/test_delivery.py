"""Messages leave through the worker: once, in time, and without a trace left behind."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from engine import incidents, jobs
from engine.registry import Registry
from models import Job, JobStatus, MessageStatus, OutgoingMessage
from models.encryption import Keyring
from processes.notifications import messages
from processes.notifications.delivery import MessageDelivery
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.http_sms import HttpSmsGateway
from processes.notifications.gateways.outbox import OutboxGateway
from processes.notifications.messages import Recipient
from tests.patience import PATIENCE_S
from tests.processes.notifications.servers import Provider, provider

HER_PHONE = Recipient("sms", "+919876500000")
TEXT = "Services: 482913"


@pytest.fixture
def far_end() -> Iterator[Provider]:
    with provider() as running:
        yield running


def queue(
    sessions: sessionmaker[Session],
    keyring: Keyring,
    now: datetime,
    expires_at: datetime | None = None,
) -> str:
    with sessions.begin() as session:
        message = messages.queue(
            session,
            keyring,
            recipient=HER_PHONE,
            kind="code",
            body=TEXT,
            now=now,
            expires_at=expires_at,
        )
        return message.id


def work(
    sessions: sessionmaker[Session], keyring: Keyring, gateways: ByChannel, now: datetime
) -> None:
    jobs.run_due(
        sessions,
        Registry(processes={}, keyring=keyring),
        deliver={messages.DELIVER: MessageDelivery(sessions, keyring, gateways)},
        clock=lambda: now,
    )


def by_provider(far_end: Provider) -> ByChannel:
    gateway = HttpSmsGateway(far_end.url, token="t", timeout_seconds=PATIENCE_S)
    return ByChannel({"sms": gateway}, default=OutboxGateway())


def test_a_message_is_sent_and_then_wiped(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now)

    work(sessions, keyring, by_provider(far_end), now)

    assert far_end.delivered == {message_id: TEXT}
    with sessions() as session:
        row = session.get_one(OutgoingMessage, message_id)
        assert (row.status, row.sent_at) == (MessageStatus.SENT, now)
        assert (row.address, row.body) == (None, None)


def test_a_provider_that_answers_late_gets_the_same_id_again(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now)
    far_end.breaks_after_accepting = True
    work(sessions, keyring, by_provider(far_end), now)
    far_end.breaks_after_accepting = False

    work(sessions, keyring, by_provider(far_end), now + timedelta(minutes=5))

    assert [request["id"] for request in far_end.requests] == [message_id, message_id]
    assert far_end.delivered == {message_id: TEXT}
    with sessions() as session:
        assert session.scalars(select(Job.status)).one() is JobStatus.DONE


def test_a_provider_that_stays_down_is_shown_to_a_person_and_the_message_goes_out_in_the_end(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now)
    far_end.answers = [500] * 8

    for minute in range(20):
        work(sessions, keyring, by_provider(far_end), now + timedelta(minutes=2 * minute))
    with sessions() as session:
        (shown,) = incidents.unsettled(session)
        left = session.get_one(OutgoingMessage, message_id)
    work(sessions, keyring, by_provider(far_end), now + timedelta(hours=1))

    assert (shown.status, shown.attempts) == (JobStatus.WAITING, 8)
    assert HER_PHONE.address not in str(shown.last_error)
    assert left.status is MessageStatus.QUEUED
    assert far_end.delivered == {message_id: TEXT}


def test_a_message_that_came_too_late_because_its_provider_was_down_expires(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now, expires_at=now + timedelta(minutes=10))
    far_end.answers = [500] * 7

    for minute in range(20):
        work(sessions, keyring, by_provider(far_end), now + timedelta(minutes=2 * minute))

    with sessions() as session:
        assert session.get_one(OutgoingMessage, message_id).status is MessageStatus.EXPIRED
        assert session.scalars(select(Job.status)).one() is JobStatus.DONE
        assert incidents.unsettled(session) == []
    assert len(far_end.requests) == 5


def test_a_number_refused_for_good_is_not_tried_again(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now)
    far_end.answers = [400]

    work(sessions, keyring, by_provider(far_end), now)
    work(sessions, keyring, by_provider(far_end), now + timedelta(hours=1))

    assert len(far_end.requests) == 1
    with sessions() as session:
        assert session.get_one(OutgoingMessage, message_id).status is MessageStatus.FAILED


def test_a_code_that_is_no_longer_valid_is_never_sent(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, far_end: Provider
) -> None:
    message_id = queue(sessions, keyring, now, expires_at=now + timedelta(minutes=5))

    work(sessions, keyring, by_provider(far_end), now + timedelta(minutes=5))

    assert far_end.requests == []
    with sessions() as session:
        row = session.get_one(OutgoingMessage, message_id)
        assert (row.status, row.body) == (MessageStatus.EXPIRED, None)


def test_the_outbox_keeps_the_text_encrypted(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime, database: Engine
) -> None:
    message_id = queue(sessions, keyring, now)

    work(sessions, keyring, ByChannel({}, default=OutboxGateway()), now)

    with sessions() as session:
        row = session.get_one(OutgoingMessage, message_id)
        assert messages.body_of(keyring, row) == TEXT
        assert messages.address_of(keyring, row) == HER_PHONE.address
    with database.connect() as connection:
        stored = repr(connection.execute(text("SELECT * FROM outgoing_message")).all())
        stored += repr(connection.execute(text("SELECT * FROM job")).all())
    assert "482913" not in stored
    assert "9876500000" not in stored


def test_a_notice_is_filled_in_and_a_missing_field_is_noticed() -> None:
    assert messages.fill_in("Services: {code}", {"code": "1"}) == "Services: 1"
    with pytest.raises(KeyError):
        messages.fill_in("Services: {code}", {})


def test_of_paced_messages_three_go_out_in_a_quarter_of_an_hour_and_all_in_the_end(
    sessions: sessionmaker[Session], keyring: Keyring, now: datetime
) -> None:
    with sessions.begin() as session:
        for minute in range(8):
            messages.queue(
                session,
                keyring,
                recipient=HER_PHONE,
                kind="code",
                body=TEXT,
                now=now + timedelta(minutes=minute),
                is_paced=True,
            )
        messages.queue(
            session,
            keyring,
            recipient=Recipient("sms", "+919876500001"),
            kind="code",
            body=TEXT,
            now=now,
            is_paced=True,
        )

    with sessions() as session:
        due = session.scalars(select(Job.due_at).order_by(Job.id)).all()
    assert [(moment - now).total_seconds() / 60 for moment in due] == [
        0, 1, 2, 15, 16, 17, 30, 31, 0,
    ]  # fmt: skip
