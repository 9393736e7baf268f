"""Her rights, as far as they are verified."""

from flask import render_template
from flask.typing import ResponseReturnValue

from processes.complaint.rights import published
from web.public import blueprint


@blueprint.get("/rights")
def rights() -> ResponseReturnValue:
    """Every verified right with its source."""
    return render_template("public/rights.html", rights=published())
