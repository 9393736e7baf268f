"""Devices an officer has signed in from before: strangers' failures do not shut her out there.

A signed cookie says so, for officers only; it opens nothing by itself. On a device that several
officers use it names the last few of them.
"""

from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from models.types import new_id

#: A device from which nobody signed in for so long is a strange one.
KEPT = timedelta(days=180)
OFFICERS = 8


def known_device(officer_id: str | None) -> str | None:
    """The id of this device, if this officer has signed in from it before."""
    device_id, officers = _read()
    return device_id if officer_id in officers else None


def remember(response: Response, officer_id: str) -> None:
    """Let this device be known as one of hers."""
    device_id, officers = _read()
    others = [other for other in officers if other != officer_id]
    is_https = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(
        _cookie(),
        _seal().dumps([device_id, [officer_id, *others][:OFFICERS]]),
        max_age=KEPT,
        secure=is_https,
        httponly=True,
        samesite="Lax",
    )


def _read() -> tuple[str, list[str]]:
    try:
        device_id, officers = _seal().loads(
            request.cookies.get(_cookie(), ""), max_age=int(KEPT.total_seconds())
        )
    except BadData:
        return new_id(), []
    return device_id, officers


def _cookie() -> str:
    return "__Host-d" if current_app.config["SESSION_COOKIE_SECURE"] else "d"


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="device")
