"""The public door: reporting, following, rights, and leaving at once."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)

from web.public import first, report  # noqa: E402, F401  the views register themselves
