"""The public door: reporting, following, rights, and leaving at once."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

from web.public import (  # noqa: E402  the views register themselves
    asking,  # noqa: F401
    confirm,  # noqa: F401
    copy,  # noqa: F401
    first,  # noqa: F401
    her_task,  # noqa: F401
    lost,  # noqa: F401
    report,  # noqa: F401
    rights,  # noqa: F401
    say,  # noqa: F401
    track,  # noqa: F401
)
