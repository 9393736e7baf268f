"""The default gateway: messages stay in our own table and a page shows them."""

from processes.notifications.gateways.gateway import Message


class OutboxGateway:
    """Sends nothing. The demonstration shows the outbox as "her phone"."""

    keeps_body = True

    def send(self, message: Message) -> None:
        """Accept the message; it lies in the table already."""
