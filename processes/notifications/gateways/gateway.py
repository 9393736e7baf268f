"""What every gateway is asked to do."""

from dataclasses import dataclass, field
from typing import Protocol


class SendFailed(Exception):
    """The message was not accepted.

    `code` says why without naming anybody; a permanent failure is not tried again.
    """

    def __init__(self, code: str, *, is_permanent: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.is_permanent = is_permanent


@dataclass(frozen=True)
class Message:
    """One message ready to go. Its id lets the far end drop a second copy."""

    id: str
    channel: str  # sms, voice, email
    address: str = field(repr=False)
    body: str = field(repr=False)


class Gateway(Protocol):
    """A way out. It is called outside any transaction and may be called twice for one message."""

    @property
    def keeps_body(self) -> bool:
        """Whether the sent message stays readable in our own table (the outbox)."""

    def send(self, message: Message) -> None:
        """Hand the message on.

        :raises SendFailed: it was not accepted
        """
