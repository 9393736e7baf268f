"""Delivering to CCTNS: read, send outside any transaction, record the acknowledgement."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from engine.exceptions import DeliveryNotYet
from models import CctnsKind, CctnsMessage, CctnsStatus
from models.encryption import Keyring
from processes.cctns.gateway import Gateway, Message, Refused, SendFailed
from processes.cctns.telling import body_of, place


class CctnsDelivery:
    """Sends queued messages; the engine's deliveries call it and try again what failed.

    A message may be handed over twice if a worker dies between sending and recording, or if an
    answer comes too late: its id lets CCTNS give the same number again.
    """

    def __init__(self, sessions: sessionmaker[Session], keyring: Keyring, gateway: Gateway) -> None:
        self._sessions = sessions
        self._keyring = keyring
        self._gateway = gateway

    def __call__(self, delivery: Delivery) -> None:
        """Send one message, unless it was acknowledged or superseded.

        :raises SendFailed: CCTNS may take it later
        :raises DeliveryNotYet: an earlier one of the complaint must go first
        """
        message = self._read(delivery.payload["message_id"])
        if message is None:
            return
        try:
            number = self._gateway.send(message)
        except Refused as refused:
            self._record_error(message.id, refused.code, is_final=True)
        except SendFailed as failed:
            self._record_error(message.id, failed.code)
            raise
        else:
            self._acknowledge(message.id, number, delivery.now)

    def _read(self, message_id: str) -> Message | None:
        with self._sessions.begin() as session:
            row = session.get(CctnsMessage, message_id)
            if row is None or row.status is not CctnsStatus.QUEUED:
                return None
            earlier = session.scalars(
                select(CctnsMessage.id).where(
                    CctnsMessage.complaint_id == row.complaint_id,
                    CctnsMessage.number < row.number,
                    CctnsMessage.status.in_((CctnsStatus.QUEUED, CctnsStatus.REFUSED)),
                )
            ).first()
            if earlier is not None:
                raise DeliveryNotYet(message=message_id, earlier=earlier)
            return Message(row.id, body_of(self._keyring, row))

    def _record_error(self, message_id: str, code: str, *, is_final: bool = False) -> None:
        with self._sessions.begin() as session:
            row = session.get_one(CctnsMessage, message_id, with_for_update=True)
            if row.status is CctnsStatus.QUEUED:
                row.error = code[:60]
                row.status = CctnsStatus.REFUSED if is_final else row.status

    def _acknowledge(self, message_id: str, number: str, now: datetime) -> None:
        with self._sessions.begin() as session:
            row = session.get_one(CctnsMessage, message_id, with_for_update=True)
            acknowledge(self._keyring, row, number, now=now)


def acknowledge(keyring: Keyring, message: CctnsMessage, number: str, *, now: datetime) -> None:
    """Note the number that CCTNS gave, once; what was sent is wiped, its digest stays."""
    if message.status is CctnsStatus.ACKNOWLEDGED:
        return
    message.status = CctnsStatus.ACKNOWLEDGED
    message.acknowledged_at = now
    message.error = None
    message.their_number = keyring.encrypt_text(number, place(message, "their_number"))
    message.body = b""


def number_for(session: Session, keyring: Keyring, complaint_id: str) -> str | None:
    """The number under which CCTNS keeps a complaint's FIR; None while it has given none."""
    message = session.scalars(
        select(CctnsMessage)
        .where(
            CctnsMessage.complaint_id == complaint_id,
            CctnsMessage.kind == CctnsKind.REGISTRATION,
            CctnsMessage.status == CctnsStatus.ACKNOWLEDGED,
        )
        .order_by(CctnsMessage.number.desc())
        .limit(1)
    ).first()
    return number_of(keyring, message) if message is not None else None


def number_of(keyring: Keyring, message: CctnsMessage) -> str | None:
    """The number that CCTNS gave; None before it has."""
    if message.their_number is None:
        return None
    return keyring.decrypt_text(message.their_number, place(message, "their_number"))
