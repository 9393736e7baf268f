"""What an officer had typed when her session had ended: carried over the sign-in, sealed.

The page itself holds it, readable to our keys only and for the same officer only; nothing is kept
on the server for somebody who never comes back.
"""

import base64
import binascii
from typing import Any

import orjson
from flask import render_template, request

from models import Officer
from models.encryption import CannotDecrypt
from web.portal import portal

#: Never carried: she types a secret again.
_SECRETS = ("password", "passphrase", "code", "csrf_token")
_PLACE = "page:sign-in:carried"


def carry(officer_id: str) -> str:
    """The posted form, sealed for the page in which she signs in again."""
    fields = [
        (name, value)
        for name, values in request.form.lists()
        if not any(word in name for word in _SECRETS)
        for value in values
    ]
    kept = orjson.dumps({"officer": officer_id, "path": request.path, "fields": fields})
    sealed = portal().registry.keyring.encrypt(kept, _PLACE)
    return base64.urlsafe_b64encode(sealed).decode()


def page_after_sign_in(officer: Officer) -> str | None:
    """The page from which she sends the carried form again; None if there is nothing for her."""
    kept = _opened(request.form.get("carried", ""))
    if kept is None or kept["officer"] != officer.id:
        return None
    return render_template("office/resend.html", typed=kept["fields"], action=kept["path"])


def _opened(carried: str) -> dict[str, Any] | None:
    if not carried:
        return None
    try:
        sealed = base64.urlsafe_b64decode(carried.encode())
        kept: dict[str, Any] = orjson.loads(portal().registry.keyring.decrypt(sealed, _PLACE))
    except (binascii.Error, ValueError, CannotDecrypt):
        return None
    return kept
