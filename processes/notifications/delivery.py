"""Delivering messages: read, send outside any transaction, record what became of it."""

from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from engine.deliveries import Delivery
from models import MessageStatus, OutgoingMessage
from models.encryption import Keyring
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.gateway import Message, SendFailed
from processes.notifications.messages import address_of, body_of


class MessageDelivery:
    """Sends queued messages through the gateways; the engine's deliveries call it.

    A message may be handed to its gateway twice if a worker dies between sending and recording:
    its id lets the far end drop the second copy.
    """

    def __init__(
        self, sessions: sessionmaker[Session], keyring: Keyring, gateways: ByChannel
    ) -> None:
        self._sessions = sessions
        self._keyring = keyring
        self._gateways = gateways

    def __call__(self, delivery: Delivery) -> None:
        """Send one message, unless it was sent or has expired.

        :raises SendFailed: the gateway may take it later
        """
        message = self._read(delivery.payload["message_id"], delivery.now)
        if message is None:
            return
        try:
            self._gateways.send(message)
        except SendFailed as failed:
            if not failed.is_permanent:
                raise
            self._record(message, MessageStatus.FAILED, delivery.now)
        else:
            self._record(message, MessageStatus.SENT, delivery.now)

    def _read(self, message_id: str, now: datetime) -> Message | None:
        """The message if it is still to be sent; one that is too late is closed here."""
        with self._sessions.begin() as session:
            row = session.get(OutgoingMessage, message_id)
            if row is None or row.status is not MessageStatus.QUEUED:
                return None
            if row.expires_at is not None and row.expires_at <= now:
                row.status = MessageStatus.EXPIRED
                _wipe(row)
                return None
            address, body = address_of(self._keyring, row), body_of(self._keyring, row)
            if address is None or body is None:
                return None
            return Message(id=row.id, channel=row.channel, address=address, body=body)

    def _record(self, message: Message, status: MessageStatus, now: datetime) -> None:
        with self._sessions.begin() as session:
            row = session.get_one(OutgoingMessage, message.id)
            row.status = status
            row.sent_at = now if status is MessageStatus.SENT else None
            if not self._gateways.of(message.channel).keeps_body:
                _wipe(row)


def _wipe(row: OutgoingMessage) -> None:
    row.address = None
    row.body = None
