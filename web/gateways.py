"""Which gateway carries which channel, from the settings."""

from processes.cctns.gateway import HttpGateway
from processes.notifications.gateways.by_channel import ByChannel
from processes.notifications.gateways.gateway import Gateway
from processes.notifications.gateways.http_sms import HttpSmsGateway
from processes.notifications.gateways.outbox import OutboxGateway
from processes.notifications.gateways.smtp import SmtpGateway
from web.settings import Settings, SettingsRefused


def to_cctns(settings: Settings) -> HttpGateway | None:
    """The gateway to CCTNS; None where none is set.

    :raises SettingsRefused: its token is missing
    """
    if settings.cctns_url is None:
        return None
    if settings.cctns_token is None:
        raise SettingsRefused("CCTNS_TOKEN is missing: set the gateway's token.")
    return HttpGateway(settings.cctns_url, settings.cctns_token.get_secret_value())


def of_settings(settings: Settings) -> ByChannel:
    """The provider and the mail server that are set; the outbox for the other channels.

    :raises SettingsRefused: the provider's token is missing
    """
    gateways: dict[str, Gateway] = {}
    if settings.sms_url:
        if settings.sms_token is None:
            raise SettingsRefused("SMS_TOKEN is missing: set the provider's token.")
        provider = HttpSmsGateway(settings.sms_url, settings.sms_token.get_secret_value())
        gateways |= {"sms": provider, "voice": provider}
    if settings.smtp_host:
        gateways["email"] = SmtpGateway(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_sender,
            user=settings.smtp_user,
            password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
            use_tls=settings.smtp_tls,
        )
    return ByChannel(gateways, default=OutboxGateway())
