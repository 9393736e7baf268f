"""A case: timeline, custody ledger, drawing with its tokens, facts, what may be corrected."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from processes.complaint import case_page, corrections, facts
from processes.complaint.case_page import CasePage
from processes.complaint.dossier import dossier
from processes.complaint.facts import UnmaskReason
from processes.complaint.filing import filing_of
from processes.complaint.sayable import not_now, sayable_by
from processes.permissions.permission import Permission
from processes.permissions.rules import may, require
from web import clock, database, staff
from web.office import blueprint, sayings
from web.portal import portal


@blueprint.get("/cases/<complaint_id>")
@staff.permits(Permission.SEE_CASE)
def case(complaint_id: str) -> ResponseReturnValue:
    """The case as this officer may see it."""
    return _show(_page(complaint_id), unmasked=False)


@blueprint.post("/cases/<complaint_id>/unmask")
@staff.permits(Permission.UNMASK_RECORD)
def unmask(complaint_id: str) -> ResponseReturnValue:
    """Show the personal fields once, for a reason that the audit keeps."""
    page = _page(complaint_id)
    reason = request.form.get("reason", "")
    if reason not in set(UnmaskReason):
        require(Permission.UNMASK_RECORD, staff.officer(), page.case)
        flash(gettext("Choose a reason first."), "soon")
        return redirect(url_for("office.case", complaint_id=complaint_id, _anchor="facts"), 303)
    facts.unmask(
        database.session(),
        staff.officer(),
        page.case,
        reason=UnmaskReason(reason),
        now=clock.now(),
    )
    shown = _show(page, unmasked=True, reason=reason)
    database.commit()
    return shown


def _page(complaint_id: str) -> CasePage:
    session = database.session()
    found = case_page.find_case(session, staff.officer(), complaint_id)
    return case_page.case_page(
        session,
        portal().registry,
        found,
        asking=staff.officer(),
        now=clock.now(),
    )


def _show(page: CasePage, *, unmasked: bool, reason: str = "") -> str:
    session, registry, asking = database.session(), portal().registry, staff.officer()
    told = {
        shown.run.instance_id: dossier(
            session, registry, asking, shown.run, page.case, unmasked=unmasked
        )
        for shown in (page.main, *page.beside)
    }
    has_masks = any(
        fact.is_masked
        for sections in told.values()
        for section in sections
        for fact in section.facts
    )
    return render_template(
        "office/case.html",
        page_=page,
        told=told,
        filing=filing_of(session, registry, asking, page.case),
        said=sayings.of_case(page.complaint),
        may_unmask=has_masks and may(Permission.UNMASK_RECORD, asking, page.case),
        visible={t.id for t in page.case.open_tasks if may(Permission.SEE_TASK, asking, t)},
        correctable=[
            (task, shown)
            for shown in (page.main, *page.beside)
            for task in corrections.correctable(asking, shown.run)
        ],
        sayable=sayable_by(session, registry, asking, page.case),
        not_now=not_now(session, registry, asking, page.case),
        reasons=UnmaskReason,
        unmask_reason=reason,
        now=clock.now(),
    )
