"""Electronic mail through an SMTP server."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage

from processes.notifications.gateways.gateway import Message, SendFailed

#: Seen by whoever looks over her shoulder, so it says nothing.
NEUTRAL_SUBJECT = "Services"


@dataclass(frozen=True)
class SmtpGateway:
    """A mail server. With `user` it signs in, and only over TLS."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    use_tls: bool = True
    timeout_seconds: float = 10.0

    keeps_body = False

    def send(self, message: Message) -> None:
        """Hand the mail to the server.

        :raises SendFailed: refused, or no answer in time
        """
        mail = EmailMessage()
        mail["Subject"] = NEUTRAL_SUBJECT
        mail["From"] = self.sender
        mail["To"] = message.address
        mail["Message-ID"] = f"<{message.id}@{self.sender.partition('@')[2]}>"
        mail.set_content(message.body)
        try:
            with smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds) as server:
                if self.use_tls:
                    server.starttls(context=ssl.create_default_context())
                if self.user is not None:
                    server.login(self.user, self.password or "")
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            permanent = all(500 <= code < 600 for code in codes)
            raise SendFailed("smtp_recipient_refused", is_permanent=permanent) from None
        except smtplib.SMTPResponseException as answer:
            raise SendFailed(
                f"smtp_{answer.smtp_code}", is_permanent=500 <= answer.smtp_code < 600
            ) from None
        except (smtplib.SMTPException, OSError) as error:
            raise SendFailed(f"smtp_{type(error).__name__}") from None
