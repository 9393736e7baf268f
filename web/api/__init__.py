"""The partners' door: a JSON API through which programs such as UP Cop speak for her.

Every request but the API's own description carries a partner's token. Nothing personal stands in
an address: whatever names her or her complaint comes in a body.
"""

from flask import Blueprint, Flask

from web.api import answering

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
answering.set_up(blueprint)

from web.api import (  # noqa: E402, F401  the views register themselves
    alert,
    asks,
    confirm,
    copy,
    description,
    enrolment,
    proforma,
    recovery,
    rights,
    sayings,
    steps,
    submit,
    track,
    units,
)
from web.security import csrf  # noqa: E402


def init_app(app: Flask) -> None:
    """Open the door. No cookie opens it, so no other site's form can use one: no form tokens."""
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)
