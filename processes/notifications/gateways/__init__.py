"""Gateways: how a message leaves the building."""

from processes.notifications.gateways.gateway import Gateway, Message, SendFailed

__all__ = ["Gateway", "Message", "SendFailed"]
