"""The inbox of an officer's posts."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from processes.complaint import inbox as queries
from processes.complaint.inbox import Cursor, InboxRow, View
from processes.handover.left import left_to_hand_over
from processes.permissions.permission import Permission
from processes.posts.identity import Identity
from processes.starting import startable
from web import clock, database, staff
from web.office import blueprint
from web.office.folding import SOON, fold
from web.portal import portal

#: The role that watches over complaints against police.
OVERSIGHT = "oversight_cell"


@blueprint.get("/")
@staff.permits(Permission.SEE_TASK)
def inbox() -> ResponseReturnValue:
    """The open tasks, the soonest due first."""
    asking, now, zone = staff.officer(), clock.now(), portal().registry.zone
    chosen = request.args.get("view", View.ALL.value)
    view = View(chosen) if chosen in set(View) else View.ALL
    page = queries.inbox(
        database.session(), asking, now=now, zone=zone, view=view, behind=_behind()
    )
    following = None
    if page.following is not None:
        due = page.following.due_at
        following = url_for(
            "office.inbox",
            view=view.value,
            due=due and due.timestamp(),
            behind=page.following.task_id,
        )
    return render_template(
        "office/inbox.html",
        found=fold(page.rows, now=now),
        names_units=len(_units(asking, page.rows)) > 1,
        following=following,
        is_first_page=_behind() is None,
        counts=queries.counts(database.session(), asking, now=now, zone=zone),
        view=view,
        startable=startable(database.session(), asking),
        watches_police=OVERSIGHT in asking.roles,
        left=left_to_hand_over(database.session(), portal().registry, asking),
        now=now,
        soon=now + SOON,
    )


def _units(asking: Identity, rows: Sequence[InboxRow]) -> set[str | None]:
    """Where she works and where these cases lie; a single one need not be said in every row."""
    return {held.unit.full_name for held in asking.posts} | {row.unit_name for row in rows}


def _behind() -> Cursor | None:
    """Where the page begins; a mistyped address begins at the top."""
    task_id, due = request.args.get("behind"), request.args.get("due")
    if not task_id:
        return None
    try:
        due_at = datetime.fromtimestamp(float(due), UTC) if due else None
    except (ValueError, OverflowError, OSError):
        return None
    return Cursor(due_at, task_id)
