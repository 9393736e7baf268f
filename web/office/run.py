"""The page of a run that concerns no complaint: what happened, where it stands, what was said."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from models import Unit
from processes.complaint.dossier import dossier
from processes.complaint.stays import stays
from processes.permissions.confided import kept_from
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.run_page import find_run, run_page
from processes.runs import complaint_of, unit_of
from web import clock, database, staff
from web.office import blueprint, sayings
from web.portal import portal


@blueprint.get("/runs/<instance_id>")
@staff.permits(Permission.SEE_CASE)
def run(instance_id: str) -> ResponseReturnValue:
    """The run, as this officer may see it; one that concerns a complaint is on its page."""
    session, asking, registry = database.session(), staff.officer(), portal().registry
    found = find_run(session, asking, instance_id)
    complaint = complaint_of(session, instance_id)
    if complaint is not None:
        return redirect(url_for("office.case", complaint_id=complaint.id), 303)
    unit: Unit | None = unit_of(session, instance_id)
    return render_template(
        "office/run.html",
        shown=run_page(session, registry, found, kept=kept_from(asking, found, None)),
        unit=unit,
        stays=stays(session, (found,), now=clock.now(), zone=registry.zone),
        told=dossier(session, registry, asking, found, None),
        said=sayings.of_case(None),
        visible={task.id for task in found.open_tasks if may(Permission.SEE_TASK, asking, task)},
        now=clock.now(),
    )
