"""Gateways against real servers that are slow, refuse, break off and answer twice."""

import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.gateway import Message, SendFailed
from processes.notifications.gateways.http_sms import HttpSmsGateway
from processes.notifications.gateways.outbox import OutboxGateway
from processes.notifications.gateways.smtp import SmtpGateway
from tests.patience import PATIENCE_S
from tests.processes.notifications.servers import Provider, provider

SMS = Message(id="m1", channel="sms", address="+919876500000", body="Services: 482913")
MAIL = Message(id="m2", channel="email", address="her@example.org", body="सेवाएँ: 482913")


@pytest.fixture
def sms_provider() -> Iterator[Provider]:
    with provider() as running:
        yield running


def gateway_to(running: Provider, timeout: float = PATIENCE_S) -> HttpSmsGateway:
    return HttpSmsGateway(running.url, token="t0ken", timeout_seconds=timeout)


def test_a_text_message_reaches_the_provider_with_its_id(sms_provider: Provider) -> None:
    gateway_to(sms_provider).send(SMS)

    request = sms_provider.requests[0]
    assert (request["to"], request["text"]) == (SMS.address, SMS.body)
    assert request["headers"]["Idempotency-Key"] == "m1"
    assert request["headers"]["Authorization"] == "Bearer t0ken"


@pytest.mark.parametrize(("status", "permanent"), [(500, False), (429, False), (400, True)])
def test_a_refusal_says_whether_trying_again_helps(
    sms_provider: Provider, status: int, permanent: bool
) -> None:
    sms_provider.answers = [status]

    with pytest.raises(SendFailed) as failed:
        gateway_to(sms_provider).send(SMS)

    assert failed.value.code == f"sms_{status}"
    assert failed.value.is_permanent is permanent


def test_a_slow_provider_is_given_up_in_time(sms_provider: Provider) -> None:
    sms_provider.is_silent = True

    with pytest.raises(SendFailed, match="ReadTimeout"):
        gateway_to(sms_provider, timeout=0.2).send(SMS)


def test_a_provider_that_took_it_and_broke_off_delivers_once(sms_provider: Provider) -> None:
    gateway = gateway_to(sms_provider)
    sms_provider.breaks_after_accepting = True
    with pytest.raises(SendFailed):
        gateway.send(SMS)
    sms_provider.breaks_after_accepting = False

    gateway.send(SMS)

    assert len(sms_provider.requests) == 2
    assert sms_provider.delivered == {"m1": SMS.body}


def test_a_redirect_is_not_followed(sms_provider: Provider) -> None:
    sms_provider.answers = [302]

    with pytest.raises(SendFailed, match="sms_302"):
        gateway_to(sms_provider).send(SMS)


def test_a_closed_port_is_a_failure_to_try_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens, and nobody else may
        port = taken.getsockname()[1]

        with pytest.raises(SendFailed) as failed:
            HttpSmsGateway(f"http://127.0.0.1:{port}/", token="t").send(SMS)

    assert failed.value.is_permanent is False
    assert SMS.address not in str(failed.value)


class Mailbox(MessageHandler):
    """Keeps what arrives; refuses one address."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.mails.append(message)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address.startswith("gone@"):
            return "550 no such mailbox"
        if address.startswith("later@"):
            return "450 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[Mailbox, SmtpGateway]]:
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=0)
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        controller.port = reserved.getsockname()[1]
    controller.start()
    try:
        yield (
            mailbox,
            SmtpGateway("127.0.0.1", controller.port, "portal@example.org", use_tls=False),
        )
    finally:
        controller.stop()


def test_a_mail_arrives_with_a_neutral_subject_and_its_id() -> None:
    with mail_server() as (mailbox, gateway):
        gateway.send(MAIL)

    mail = mailbox.mails[0]
    assert mail["Subject"] == "Services"
    assert mail["Message-ID"] == "<m2@example.org>"
    assert mail.get_payload(decode=True).decode().strip() == MAIL.body


@pytest.mark.parametrize(("box", "permanent"), [("gone", True), ("later", False)])
def test_a_refused_mailbox_says_whether_trying_again_helps(box: str, permanent: bool) -> None:
    mail = Message(id="m3", channel="email", address=f"{box}@example.org", body="x")

    with mail_server() as (_, gateway), pytest.raises(SendFailed) as failed:
        gateway.send(mail)

    assert failed.value.is_permanent is permanent
    assert "example.org" not in str(failed.value)


def test_a_mail_server_without_tls_gets_nothing_when_tls_is_asked_for() -> None:
    with mail_server() as (mailbox, gateway):
        strict = SmtpGateway(gateway.host, gateway.port, gateway.sender)
        with pytest.raises(SendFailed):
            strict.send(MAIL)

    assert mailbox.mails == []


def test_each_channel_has_its_gateway(sms_provider: Provider) -> None:
    gateways = ByChannel({"sms": gateway_to(sms_provider)}, default=OutboxGateway())

    gateways.send(SMS)
    gateways.send(MAIL)

    assert [r["id"] for r in sms_provider.requests] == ["m1"]
    assert gateways.of("email").keeps_body is True


def test_neither_address_nor_text_shows_in_a_message_printed() -> None:
    assert SMS.address not in repr(SMS)
    assert SMS.body not in repr(SMS)
