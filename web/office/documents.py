"""Photographs and papers of a case, for who reads its record."""

from flask import request
from flask.typing import ResponseReturnValue

from processes.complaint.documents import document_for_officer, document_unmasked
from processes.complaint.facts import UnmaskReason
from processes.exceptions import NotVisible
from processes.permissions.case import case_of
from processes.permissions.permission import Permission
from processes.run_page import find_run
from processes.runs import complaint_of
from web import clock, database, staff
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


@blueprint.post("/runs/<instance_id>/documents/<key>/<name>")
@staff.permits(Permission.UNMASK_RECORD)
def unmasked_document(instance_id: str, key: str, name: str) -> ResponseReturnValue:
    """One document, for the reason that has just unmasked the answers beside it."""
    session, asking, reason = database.session(), staff.officer(), request.form.get("reason", "")
    run = find_run(session, asking, instance_id)
    complaint = complaint_of(session, instance_id)
    if complaint is None or reason not in set(UnmaskReason):
        raise NotVisible
    found = document_unmasked(
        session,
        portal().registry,
        asking,
        run,
        case_of(session, complaint),
        key=key,
        name=name,
        reason=UnmaskReason(reason),
        now=clock.now(),
    )
    database.commit()
    return saved(found)
