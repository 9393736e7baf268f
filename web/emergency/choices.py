"""What the pages for help share: the districts, and leave to ask the telephone where it is."""

from flask import Response, make_response

from processes.options import Question, options
from web import clock, database, i18n

_MAY_LOCATE = "camera=(), microphone=(), geolocation=(self), payment=()"


def districts() -> list[tuple[str, str]]:
    """Id and name of every district, in this page's language."""
    found = options("districts", Question(database.session(), clock.now()))
    is_hindi = i18n.language() == "hi"
    return [(each.value, each.label_hi if is_hindi else each.label) for each in found]


def locating(page: str) -> Response:
    """A page that may ask the telephone where it is; no other page may."""
    response = make_response(page)
    response.headers["Permissions-Policy"] = _MAY_LOCATE
    return response
