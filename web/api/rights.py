"""Her rights, as far as they are verified, for a program that shows them."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from processes.complaint.rights import published
from processes.partners.tokens import Scope
from web import i18n
from web.api import blueprint
from web.api.guard import asks


@blueprint.get("/rights")
@asks(Scope.READ)
def rights() -> ResponseReturnValue:
    """Every verified right with its source, in the language asked for."""
    language = i18n.language()
    return jsonify(
        rights=[
            {
                "id": right.id,
                "title": right.title[language],
                "parts": [
                    {"text": part.text[language], "source": part.source} for part in right.parts
                ],
            }
            for right in published()
        ]
    )
