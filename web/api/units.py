"""The police's units, for the lists that the proforma offers."""

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from engine.forms import Option
from processes.options import Question, options
from processes.partners.tokens import Scope
from web import clock, database, i18n
from web.api import blueprint
from web.api.guard import asks
from web.api.problems import Problem

#: Source of options -> the unit that must be chosen before.
_ABOVE = {"states": None, "districts": "state", "stations": "district"}


@blueprint.get("/options/<source>")
@asks(Scope.READ)
def list_options(source: str) -> ResponseReturnValue:
    """The options of a list that the proforma names: states, districts of one, stations of one."""
    if source not in _ABOVE:
        raise Problem(404, "not-found")
    above = _ABOVE[source]
    known = {above: request.args.get("within")} if above else {}
    found = options(source, Question(database.session(), clock.now(), values=known))
    return jsonify(options=[_told(option) for option in found])


def _told(option: Option) -> dict[str, str]:
    return {
        "value": option.value,
        "label": option.label_hi if i18n.language() == "hi" else option.label,
    }
