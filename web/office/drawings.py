"""Drawings of a run: the picture of each process it runs on, and the same as a list of steps."""

from collections.abc import Mapping

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.parts import Part
from engine.translated import in_hindi
from processes.part_page import part_page
from processes.permissions.confided import kept_from
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.run_page import RunPage, find_run, run_page
from processes.runs import complaint_of
from web import clock, database, i18n, staff
from web.office import blueprint
from web.portal import portal


@blueprint.get("/runs/<instance_id>/drawing.bpmn")
@blueprint.get("/runs/<instance_id>/parts/<process_id>/drawing.bpmn")
@staff.permits(Permission.SEE_CASE)
def drawing(instance_id: str, process_id: str | None = None) -> ResponseReturnValue:
    """The file that draws a process of a run, in the language of the page."""
    definition = find_run(database.session(), staff.officer(), instance_id).definition
    part = definition.outline.parts.get(process_id or definition.name)
    if part is None:
        return Response(status=404)
    drawn = definition.files[part.path]
    shown = in_hindi(drawn) if i18n.language() == "hi" else drawn
    return Response(shown, mimetype="application/xml")


@blueprint.get("/runs/<instance_id>/parts/<process_id>")
@staff.permits(Permission.SEE_CASE)
def part(instance_id: str, process_id: str) -> ResponseReturnValue:
    """One process of a run: where it stands, what is done and how often, and what it calls."""
    session, asking = database.session(), staff.officer()
    run = find_run(session, asking, instance_id)
    complaint = complaint_of(session, instance_id)
    kept = kept_from(asking, run, complaint)
    shown = run_page(session, portal().registry, run, kept=kept)
    return render_template(
        "office/part.html",
        shown=shown,
        found=part_page(shown, process_id),
        back=url_for("office.case", complaint_id=complaint.id)
        if complaint
        else url_for("office.inbox"),
        visible={task.id for task in run.open_tasks if may(Permission.SEE_TASK, asking, task)},
        now=clock.now(),
    )


@blueprint.app_template_global()
def called_from(shown: RunPage, part: Part) -> Mapping[str, str]:
    """The page of what each call activity of a picture calls, by the call activity's id."""
    return {
        element_id: url_for("office.part", instance_id=shown.run.instance_id, process_id=called)
        for other in shown.definition.outline.parts.values()
        if other.path == part.path
        for element_id, called in other.calls.items()
    }
