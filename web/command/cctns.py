"""CCTNS: what it has not acknowledged, and comparing what it has with what we have."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from models import CctnsKind
from processes.cctns import reconciliation
from processes.cctns.gateway import SendFailed
from processes.cctns.reconciliation import Difference
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.cctns import Compared, NotConfigured, compare
from web.command import blueprint
from web.portal import portal

KINDS: Mapping[CctnsKind, LazyString] = {
    CctnsKind.REGISTRATION: lazy_gettext("Registration of an FIR"),
    CctnsKind.SECTIONS: lazy_gettext("Changed sections"),
    CctnsKind.FINAL_REPORT: lazy_gettext("Final report"),
    CctnsKind.FURTHER_INVESTIGATION: lazy_gettext("Further investigation"),
}

DIFFERENCES: Mapping[Difference, LazyString] = {
    Difference.THEY_LACK_IT: lazy_gettext("CCTNS has acknowledged it and does not have it."),
    Difference.WE_LACK_IT: lazy_gettext("CCTNS has what we never sent."),
    Difference.OTHER_NUMBER: lazy_gettext("CCTNS has it under another number."),
    Difference.NOT_ACKNOWLEDGED: lazy_gettext("CCTNS has it; the acknowledgement was lost."),
    Difference.REFUSED: lazy_gettext("CCTNS has refused it."),
    Difference.NEVER_TOLD: lazy_gettext("CCTNS was never told of this FIR."),
}


@blueprint.get("/cctns")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def cctns() -> ResponseReturnValue:
    """What waits for CCTNS."""
    return _show()


@blueprint.post("/cctns")
@staff.permits(Permission.RETRY_INCIDENT, at_once=True)
def compare_cctns() -> ResponseReturnValue:
    """Ask CCTNS what it has; show the differences, or set right what can be."""
    mend, now = request.form.get("go") == "mend", clock.now()
    database.let_go()  # CCTNS may take its time
    try:
        found = compare(portal(), now=now, mend=mend)
    except NotConfigured:
        return _show(fault=gettext("This installation has no gateway to CCTNS.")), 422
    except SendFailed:
        return _show(fault=gettext("CCTNS does not answer just now. Try again later.")), 503
    if mend:
        done = found.set_right
        flash(ngettext("%(num)d set right.", "%(num)d set right.", done), "done")
        return redirect(url_for("command.cctns"), 303)
    return _show(found)


def _show(found: Compared | None = None, fault: str | None = None) -> str:
    return render_template(
        "command/cctns.html",
        waiting=reconciliation.waiting(database.session()),
        found=found,
        fault=fault,
        kinds=KINDS,
        differences=DIFFERENCES,
        is_set=portal().settings.cctns_url is not None,
    )
