"""Lists of complaints pending elsewhere: reading one in, and what became of those that were."""

from collections.abc import Mapping

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from werkzeug.datastructures import FileStorage

from models import BacklogImport, Level, Unit
from processes.backlog import digests, example, sheets
from processes.backlog.columns import COLUMNS, columns_with
from processes.backlog.kinds import kinds_now
from processes.exceptions import BacklogNotOffered, SheetRefused
from processes.permissions.permission import Permission
from processes.permissions.roles import SUPERVISORS
from processes.permissions.rules import may
from processes.posts import units
from web import clock, database, staff
from web.backlog import MOST_ON_A_PAGE, take_over
from web.command import blueprint
from web.portal import portal

_WRITERS = {"csv": example.as_csv, "xlsx": example.as_xlsx}
_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: The drawing takes no list.
NOT_OFFERED = "not_offered"
#: Why a file cannot be read.
REFUSALS: Mapping[str, LazyString] = {
    "missing": lazy_gettext("Choose a file."),
    "too_large": lazy_gettext("The file is too large for a list. Send it in parts."),
    "too_many_rows": lazy_gettext("The list has too many rows. Send it in parts."),
    "too_many_for_a_page": lazy_gettext(
        "A page takes 500 rows. Send the list in parts, or let an administrator read it in."
    ),
    "too_many_columns": lazy_gettext("The list has too many columns. Use the empty list below."),
    "empty": lazy_gettext("The file holds nothing."),
    "not_utf8": lazy_gettext("Save the list as CSV in UTF-8, or as XLSX."),
    "not_csv": lazy_gettext("This is no CSV list: a quotation mark is missing somewhere."),
    "not_xlsx": lazy_gettext("This workbook cannot be read. Save it again as XLSX."),
    "old_excel": lazy_gettext("This is an old workbook. Save it as XLSX."),
    NOT_OFFERED: lazy_gettext("The drawing of the complaint has no start for such lists."),
}

#: What is wrong with a row.
FAULTS: Mapping[str, LazyString] = {
    "no_such_column": lazy_gettext("The list lacks this column."),
    "missing": lazy_gettext("This must be filled in."),
    "unknown_station": lazy_gettext("No station of yours has this code."),
    "too_long": lazy_gettext("This is too long."),
    "control_sign": lazy_gettext("It holds a sign that cannot be kept. Write it anew."),
    "no_day": lazy_gettext("Write the day as 06-10-2025."),
    "not_behind_us": lazy_gettext("This day is not behind us, or much too long ago."),
    "before_received": lazy_gettext("The FIR cannot be older than the complaint."),
    "unknown_word": lazy_gettext("Write one of the known words."),
    "no_mobile": lazy_gettext("This is no mobile number."),
    "twice_in_list": lazy_gettext("It stands twice in this list."),
    "not_started": lazy_gettext("The portal could not take it over. Try the list again."),
}


@blueprint.get("/backlog")
@staff.permits(Permission.COMMAND)
def backlog() -> ResponseReturnValue:
    """What was taken over at the units she commands; and where she may, the way to send a list."""
    return _show()


@blueprint.post("/backlog")
@staff.permits(Permission.TAKE_OVER_BACKLOG, at_once=True)
def read_backlog() -> ResponseReturnValue:
    """Read a list in: the good rows are taken over, the bad ones named."""
    sent = request.files.get("list")
    if not isinstance(sent, FileStorage) or not sent.filename:
        return _show(fault="missing"), 422
    content = sent.read(sheets.LARGEST_FILE + 1)
    within, now, actor = _state(), clock.now(), staff.officer().acting_as(None)
    database.let_go()  # each few rows are a transaction of their own
    try:
        done = take_over(
            portal(), content, within=within, actor=actor, now=now, most=MOST_ON_A_PAGE
        )
    except SheetRefused as refused:
        return _show(fault=refused.code), 422
    except BacklogNotOffered:
        return _show(fault=NOT_OFFERED), 422
    return redirect(url_for("command.backlog_list", import_id=done.id), 303)


@blueprint.get("/backlog/lists/<import_id>")
@staff.permits(Permission.TAKE_OVER_BACKLOG, at_once=True)
def backlog_list(import_id: str) -> ResponseReturnValue:
    """One list: how much of it was taken, and what is wrong with the other rows."""
    found, within = database.session().get(BacklogImport, import_id), _state()
    if found is None or (within is not None and found.state_id != within.id):
        abort(404)
    return render_template("command/backlog_list.html", done=found, faults=FAULTS)


@blueprint.get("/backlog/empty.csv")
@staff.permits(Permission.TAKE_OVER_BACKLOG, at_once=True)
def empty_backlog() -> ResponseReturnValue:
    """An empty list with the right headings."""
    return _download(example.as_csv([[column.name for column in COLUMNS]]), "list.csv")


@blueprint.get("/backlog/example.<kind>")
@staff.permits(Permission.TAKE_OVER_BACKLOG, at_once=True)
def example_backlog(kind: str) -> ResponseReturnValue:
    """A list with two invented rows and codes of her own stations, as CSV or XLSX."""
    write = _WRITERS.get(kind) or abort(404)
    today = clock.now().astimezone(portal().registry.zone).date()
    stations = [station for _, inside in _stations() for station in inside]
    return _download(write(example.example_rows(stations, today=today)), f"example.{kind}")


def _download(content: bytes, name: str) -> Response:
    return Response(
        content,
        mimetype=_TYPES[name.rpartition(".")[2]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _stations() -> list[tuple[Unit, list[Unit]]]:
    """The stations whose codes her lists may hold, by district."""
    session, state = database.session(), _state()
    tops = [state] if state is not None else units.highest(session)
    return [
        (district, units.units_below(session, district, Level.STATION))
        for top in tops
        for district in units.units_below(session, top, Level.DISTRICT)
    ]


def _show(fault: str | None = None) -> str:
    asking, now = staff.officer(), clock.now()
    may_send = may(Permission.TAKE_OVER_BACKLOG, asking)
    commanded = [held.unit for held in asking.posts if held.role in SUPERVISORS]
    if not commanded and not may_send:
        abort(404)
    session = database.session()
    return render_template(
        "command/backlog.html",
        parts=[(unit, digests.digests(session, unit, now=now)) for unit in commanded],
        lists=digests.lists(session, within=_state()) if may_send else (),
        may_send=may_send,
        stations=_stations() if may_send else (),
        columns=columns_with(kinds_now(session)),
        fault=str(REFUSALS.get(fault, gettext("This file cannot be read."))) if fault else None,
    )


def _state() -> Unit | None:
    """The state whose lists she reads in; None for an administrator, who reads all.

    Who has neither gets a page that is not there.
    """
    asking = staff.officer()
    if asking.officer.is_administrator:
        return None
    states = (held.unit for held in asking.posts if held.unit.level is Level.STATE)
    return next(states, None) or abort(404)
