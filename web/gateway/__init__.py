"""The gateway's door: what comes in by text message and call, handed on by their provider.

Every request carries a partner's token. Whatever goes wrong is answered with a problem, as at the
partners' door: the provider's program reads no pages.
"""

from flask import Blueprint, Flask

from web.api import answering

blueprint = Blueprint("gateway", __name__, url_prefix="/gateway")
answering.set_up(blueprint)

from web.gateway import (  # noqa: E402, F401  the views register themselves
    code,
    help,
)
from web.security import csrf  # noqa: E402


def init_app(app: Flask) -> None:
    """Open the door. No cookie opens it, so no other site's form can use one: no form tokens."""
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
