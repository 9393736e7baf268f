"""Text and voice messages through a provider's HTTP interface."""

from dataclasses import dataclass, field

import httpx

from processes.notifications.gateways.gateway import Message, SendFailed

_TRY_AGAIN = {408, 425, 429}


@dataclass(frozen=True)
class HttpSmsGateway:
    """A provider that takes `POST {id, channel, to, text}` with a bearer token.

    The message's id is sent as `Idempotency-Key`: a second copy must not ring her telephone twice.
    Where a provider's format differs, this is the one class to change.
    """

    url: str
    token: str = field(repr=False)
    timeout_seconds: float = 10.0

    keeps_body = False

    def send(self, message: Message) -> None:
        """Hand the message to the provider.

        :raises SendFailed: refused, or no answer in time
        """
        try:
            answer = httpx.post(
                self.url,
                json={
                    "id": message.id,
                    "channel": message.channel,
                    "to": message.address,
                    "text": message.body,
                },
                headers={
                    "Authorization": f"Bearer {self.token}",
                    "Idempotency-Key": message.id,
                },
                timeout=self.timeout_seconds,
                follow_redirects=False,
            )
        except httpx.HTTPError as error:
            raise SendFailed(f"sms_{type(error).__name__}") from None
        if answer.is_success:
            return
        permanent = answer.is_client_error and answer.status_code not in _TRY_AGAIN
        raise SendFailed(f"sms_{answer.status_code}", is_permanent=permanent)
