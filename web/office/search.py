"""Looking a case up by its complaint number."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from processes.complaint import case_page
from processes.permissions.permission import Permission
from web import database, staff
from web.office import blueprint


@blueprint.post("/search")
@staff.permits(Permission.SEARCH, at_once=True)
def search() -> ResponseReturnValue:
    """Go to the case; a number of another's case and one that does not exist look the same.

    The number comes in the body, so that it stands in no address and no log.
    """
    typed = request.form.get("number", "").strip()[:40]
    found = case_page.search(database.session(), staff.officer(), typed)
    if found is None:
        return render_template("office/not_found.html", typed=typed), 404
    return redirect(url_for("office.case", complaint_id=found.id), 303)
