"""The first page, and leaving."""

from flask import Response, redirect, render_template, session
from flask.typing import ResponseReturnValue

from web import database
from web.portal import portal
from web.public import blueprint, visit
from web.security import csrf


@blueprint.get("/")
def first_page() -> ResponseReturnValue:
    """Three things to do, and who helps at once."""
    return render_template("public/first_page.html")


@blueprint.post("/leave")
@csrf.exempt  # leaving must work from the oldest page; other sites cannot send her cookie
def leave() -> ResponseReturnValue:
    """End the visit on the server, wipe the browser's traces of us, and go elsewhere."""
    visit.end_all()
    database.commit()
    session.clear()
    response: Response = redirect(portal().settings.exit_url, 303)  # type: ignore[assignment]
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
