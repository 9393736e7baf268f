"""Transfer orders on the page of posts: what is typed of one, and the words for what it says."""

from collections.abc import Mapping

from flask import request
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from engine.registry import Actor
from models import OrderStatus, Unit
from processes.exceptions import PostingNotFound, ProcessesError
from processes.handover import orders
from processes.handover.exceptions import (
    NobodyLeft,
    NotHerPost,
    OrderCauseMissing,
    OrderDayImpossible,
    OrderInACircle,
    OrderNumberMissing,
    OrderRunning,
)
from processes.handover.grounds import Cause, read_ground
from processes.posts import roster
from processes.posts.transfers import Reach
from web import clock, database
from web.portal import portal

REFUSALS: Mapping[type[ProcessesError], LazyString] = {
    OrderRunning: lazy_gettext("A transfer order of this officer is running: it decides."),
    OrderInACircle: lazy_gettext("The order leads back to the post or to the officer herself."),
    NobodyLeft: lazy_gettext(
        "Who shall take over is under an order herself and hands over to this officer: nobody "
        "would be left. Choose another who takes over."
    ),
    NotHerPost: lazy_gettext("This officer holds no post here that she could leave."),
    OrderNumberMissing: lazy_gettext(
        "Write the number of the order, as on the paper: DG/Estt-12/2026."
    ),
    OrderDayImpossible: lazy_gettext(
        "Choose the day of the order: today or a day of the last twelve months."
    ),
    OrderCauseMissing: lazy_gettext("Choose why she is transferred."),
}

CAUSES: Mapping[Cause, LazyString] = {
    Cause.ROUTINE: lazy_gettext("Regular transfer, her time at the post is over"),
    Cause.PROMOTION: lazy_gettext("Promotion"),
    Cause.OWN_REQUEST: lazy_gettext("Her own request"),
    Cause.ADMINISTRATIVE: lazy_gettext("Administrative need"),
    Cause.INQUIRY: lazy_gettext("An inquiry or complaint about her"),
    Cause.LONG_LEAVE: lazy_gettext("Long leave or illness"),
    Cause.RETIREMENT: lazy_gettext("Retirement or end of service"),
}

STATES: Mapping[OrderStatus, LazyString] = {
    OrderStatus.RUNNING: lazy_gettext("running"),
    OrderStatus.DONE: lazy_gettext("carried out"),
    OrderStatus.WITHDRAWN: lazy_gettext("withdrawn"),
}


def order(unit: Unit, officer_id: str, *, by: Actor, reach: Reach) -> None:
    """Order her to leave the post she holds here, once everything of it is handed over."""
    session, now = database.session(), clock.now()
    lines = roster.roster(session, unit, now)
    here = {line.post.id for line in lines}
    receiving, to = request.form.get("receiving", ""), request.form.get("to") or None
    if receiving not in here or (to is not None and to not in here):
        raise PostingNotFound
    held = [
        line.post.id
        for line in lines
        if any(officer.id == officer_id and not p.is_acting for officer, p in line.holders)
    ]
    if not held:
        raise NotHerPost
    orders.give(
        session,
        portal().registry,
        officer_id=officer_id,
        post_id=held[0],
        receiving_post_id=receiving,
        to_post_id=to,
        ground=read_ground(
            request.form.get("order_number", ""),
            request.form.get("order_dated_on", ""),
            request.form.get("order_cause", ""),
            today=now.astimezone(portal().registry.zone).date(),
        ),
        by=by,
        now=now,
        reach=reach,
    )
