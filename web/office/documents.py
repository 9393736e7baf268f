"""Photographs and papers of a case, for who reads its record."""

from flask.typing import ResponseReturnValue

from processes.complaint.documents import document_for_officer
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.run_page import find_run
from processes.runs import complaint_of
from web import database, staff
from web.documents import saved
from web.office import blueprint
from web.portal import portal


@blueprint.get("/runs/<instance_id>/documents/<key>/<name>")
@staff.permits(Permission.SEE_RECORD)
def document(instance_id: str, key: str, name: str) -> ResponseReturnValue:
    """One document, to be saved."""
    session, asking = database.session(), staff.officer()
    run = find_run(session, asking, instance_id)
    complaint = complaint_of(session, instance_id)
    case = case_of(session, complaint) if complaint is not None else None
    found = document_for_officer(session, portal().registry, asking, run, case, key=key, name=name)
    return saved(found)
