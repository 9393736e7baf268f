"""Posts of a unit: who holds them; transfer, relieve, give acting charge."""

from datetime import date, datetime, time, timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from models import Unit
from processes.exceptions import (
    ChargeEndsTooSoon,
    NotVisible,
    OfficerHoldsNoPost,
    PostAlreadyHeld,
    PostingNotFound,
    PostOutOfReach,
    ProcessesError,
)
from processes.handover.running import orders_at
from processes.permissions.permission import Permission
from processes.permissions.rules import acting_post, may
from processes.posts import roster, transfers
from web import clock, database, staff
from web.command import blueprint, transfer_orders
from web.command.visible import visible_unit
from web.portal import portal

_REFUSALS = {
    PostAlreadyHeld: lazy_gettext("Another officer holds this post: relieve her first."),
    OfficerHoldsNoPost: lazy_gettext("This officer holds no post."),
    PostOutOfReach: lazy_gettext(
        "This officer also holds a post elsewhere: only a higher office can transfer her."
    ),
    PostingNotFound: lazy_gettext("There is no such officer or post here."),
    ChargeEndsTooSoon: lazy_gettext("The acting charge must end on a later day."),
    **transfer_orders.REFUSALS,
}


@blueprint.get("/units/<unit_id>/posts")
@staff.permits(Permission.POST_OFFICERS)
def posts(unit_id: str) -> ResponseReturnValue:
    """The posts at a unit and below, with their holders."""
    return _show(_unit(unit_id), fault=None)


@blueprint.post("/units/<unit_id>/posts")
@staff.permits(Permission.POST_OFFICERS)
def change_posting(unit_id: str) -> ResponseReturnValue:
    """Move an officer; every task stays with its post."""
    unit = _unit(unit_id)
    try:
        _change(unit)
    except ProcessesError as refused:
        database.session().rollback()
        if isinstance(refused, NotVisible):
            raise
        return _show(_unit(unit_id), fault=str(_REFUSALS.get(type(refused), refused))), 422
    database.commit()
    if request.form.get("go") == "order":
        flash(gettext("The transfer is ordered. She goes once everything is handed over."), "done")
    else:
        flash(gettext("The posting is changed. The tasks stayed with the post."), "done")
    return redirect(url_for("command.posts", unit_id=unit_id), 303)


def _change(unit: Unit) -> None:
    session, now = database.session(), clock.now()
    held = acting_post(Permission.POST_OFFICERS, staff.officer(), unit)
    by = staff.officer().acting_as(held.post.id if held else None)  # an administrator's is none
    officer_id = request.form.get("officer", "")
    if officer_id not in {officer.id for officer in roster.officers_at(session, unit, now)}:
        raise PostingNotFound
    go = request.form.get("go")
    if go == "relieve":
        transfers.relieve(session, officer_id=officer_id, now=now, by=by, reach=_may_post_at)
        return
    if go == "order":
        transfer_orders.order(unit, officer_id, by=by, reach=_may_post_at)
        return
    post_id = request.form.get("post", "")
    if post_id not in {line.post.id for line in roster.roster(session, unit, now)}:
        raise PostingNotFound
    if go == "charge":
        transfers.acting_charge(
            session, officer_id=officer_id, post_id=post_id, until=_until(), now=now, by=by
        )
        return
    transfers.transfer(
        session, officer_id=officer_id, to_post_id=post_id, now=now, by=by, reach=_may_post_at
    )


def _may_post_at(unit: Unit) -> bool:
    return may(Permission.POST_OFFICERS, staff.officer(), unit)


def _until() -> datetime:
    """The end of the day that was chosen.

    :raises ChargeEndsTooSoon: no day was chosen
    """
    try:
        day = date.fromisoformat(request.form.get("until", ""))
        return datetime.combine(day + timedelta(days=1), time(0), portal().registry.zone)
    except (ValueError, OverflowError):
        raise ChargeEndsTooSoon from None


def _unit(unit_id: str) -> Unit:
    return visible_unit(unit_id, Permission.POST_OFFICERS)


def _show(unit: Unit, *, fault: str | None) -> str:
    session, now = database.session(), clock.now()
    return render_template(
        "command/posts.html",
        unit=unit,
        roster=roster.roster(session, unit, now),
        officers=roster.officers_at(session, unit, now),
        fault=fault,
        typed=request.form,
        orders=orders_at(session, unit, now=now),
        causes=transfer_orders.CAUSES,
        states=transfer_orders.STATES,
        today=now.astimezone(portal().registry.zone).date(),
        may_command=may(Permission.COMMAND, staff.officer(), unit),
    )
