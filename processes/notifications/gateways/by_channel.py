"""One gateway a channel."""

from collections.abc import Mapping
from dataclasses import dataclass

from processes.notifications.gateways.gateway import Gateway, Message


@dataclass(frozen=True)
class ByChannel:
    """Hands a message to the gateway of its channel, else to the default one."""

    gateways: Mapping[str, Gateway]
    default: Gateway

    def of(self, channel: str) -> Gateway:
        """The gateway that carries this channel."""
        return self.gateways.get(channel, self.default)

    def send(self, message: Message) -> None:
        """Send through the channel's gateway.

        :raises SendFailed: it was not accepted
        """
        self.of(message.channel).send(message)
