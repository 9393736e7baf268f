"""The door for help at once: one press, and registering for it beforehand.

Addresses and titles are as neutral as those of the public door.
"""

from flask import Blueprint

blueprint = Blueprint("emergency", __name__, url_prefix="/help")

from web.emergency import (  # noqa: E402, F401  the views register themselves
    now,
    register,
    verify,
)
