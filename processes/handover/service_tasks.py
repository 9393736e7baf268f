"""Service tasks of *handover*: what each topic that its drawing names does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from engine import audit
from engine.registry import Actor, Handler
from engine.step import Step
from models import Level, OrderStatus, Post, TransferOrder, Unit, UserTask
from processes.complaint.listening import listens
from processes.complaint.notices import tell_her
from processes.exceptions import ProcessesError
from processes.handover.inventory import inventory
from processes.handover.kept import keep_case
from processes.handover.rings import who_change_places_with
from processes.plain import escalate
from processes.posts import transfers
from processes.posts.postings import holders
from processes.posts.seats import HOUSE_OFFICER
from processes.runs import complaint_of

Variables = Mapping[str, Any]
#: Who took the cases over has charge of the post that was left until a successor comes.
CHARGE = timedelta(days=30)
#: By this message an order that waited for another hears that both are carried out.
PLACES_ARE_CHANGED = "places_are_changed"
#: The steps by which an officer above takes over what the receiving officer did not.
TAKEN_OVER_ABOVE = ("sho_takes_over", "superintendent_takes_over")


def take_inventory(step: Step) -> Variables:
    """List what is left to hand over; what came to the post meanwhile is found as well."""
    handed = list(step.variables.get("handed_over", []))
    left = [each for each in inventory(step.session, _order(step), step.now) if each not in handed]
    unit = step.session.get_one(Unit, step.session.get_one(Post, _order(step).post_id).unit_id)
    post = step.session.get_one(Post, _order(step).post_id)
    return {
        "inventory": left,
        "handed_over": handed + left,
        "is_station_post": unit.level is Level.STATION and post.role != HOUSE_OFFICER,
    }


def relieve_officer(step: Step) -> Variables:
    """Carry the order out: she goes, and who took her cases over has charge of the post.

    Those who change places, two or more in a ring, go at once, when all have handed everything
    over. Where it cannot be carried out, nothing changes and the superintendent is asked.
    """
    order = _order(step)
    if order.status is OrderStatus.DONE:
        return {"is_relieved": True}  # the last of those who change places took her along
    by = Actor(order.ordered_by, order.ordered_post_id)
    goes_nowhere = step.variables.get("order_answer") == "relieve"
    order.status = OrderStatus.DONE
    try:
        with step.session.begin_nested():
            others = [] if goes_nowhere else who_change_places_with(step.session, order)
            for each in others:
                each.status, each.ended_at, each.fault = OrderStatus.DONE, step.now, None
                transfers.relieve(step.session, officer_id=each.officer_id, now=step.now, by=by)
            for each in (order, *others):
                _let_go(step, each, None if goes_nowhere else each.to_post_id, by)
            for each in others:
                _end_the_wait_of(step, each)
            _give_charge(step, order, by)
            if goes_nowhere:
                order.to_post_id = None  # she holds no new post; the audit keeps what was ordered
    except ProcessesError as refused:
        order.status, order.fault = OrderStatus.RUNNING, type(refused).__name__
        return {"is_relieved": False}
    order.ended_at, order.fault = step.now, None
    return {"is_relieved": True}


def withdraw_order(step: Step) -> None:
    """The order is withdrawn; she stays, and what was taken over is looked after by both."""
    order = _order(step)
    if order.status is OrderStatus.DONE:
        return  # she has changed places with another meanwhile
    order.status, order.ended_at = OrderStatus.WITHDRAWN, step.now
    audit.record(
        step.session, transfers.CHAIN, "transfer_withdrawn", step.actor, step.now,
        officer=order.officer_id, post=order.post_id,
    )  # fmt: skip


def tell_complainants(step: Step) -> Variables:
    """Tell every complainant whose case passes on; her clock goes on as before."""
    told = 0
    for instance_id in step.variables.get("handed_over", []):
        complaint = complaint_of(step.session, instance_id)
        if complaint is not None and complaint.numbered_at is not None:
            told += tell_her(step, complaint, step.properties["notice"])
    return {"complainants_told": told}


SERVICE_TASKS: Mapping[str, Handler] = {
    "take_inventory": take_inventory,
    "escalate": escalate,
    "keep_case": keep_case,
    "relieve_officer": relieve_officer,
    "withdraw_order": withdraw_order,
    "tell_complainants": tell_complainants,
}


def _order(step: Step) -> TransferOrder:
    return step.session.get_one(TransferOrder, step.business_key)


def _let_go(step: Step, order: TransferOrder, to_post_id: str | None, by: Actor) -> None:
    """Move its officer to this post; without one she is relieved only."""
    session, officer_id, now = step.session, order.officer_id, step.now
    if to_post_id is None:
        transfers.relieve(session, officer_id=officer_id, now=now, by=by)
    else:
        transfers.transfer(session, officer_id=officer_id, to_post_id=to_post_id, now=now, by=by)


def _end_the_wait_of(step: Step, other: TransferOrder) -> None:
    """Tell the order that waited for this one that its officer has gone along."""
    if not listens(step.session, other, PLACES_ARE_CHANGED):
        return  # it began on an older drawing: whoever tries again finds it carried out
    step.send_message(PLACES_ARE_CHANGED, business_key=other.id)


def _give_charge(step: Step, order: TransferOrder, by: Actor) -> None:
    """Leave no post vacant: who took its cases over has charge of it, unless somebody holds it."""
    post = step.session.get_one(Post, order.post_id)
    officer_id = _who_took_over(step, order)
    if holders(step.session, post.id, step.now) or officer_id is None:
        return
    transfers.acting_charge(
        step.session,
        officer_id=officer_id,
        post_id=post.id,
        until=step.now + CHARGE,
        now=step.now,
        by=by,
    )


def _who_took_over(step: Step, order: TransferOrder) -> str | None:
    """The receiving officer, if she has taken over any case; else who took all of them over above.

    A post is in one hand. Where some cases fell to the officer above, it goes to her who took the
    others over, and those that fell stay above; where all fell to her, the post is hers as well,
    and not that of an officer who was silent.
    """
    above = step.session.scalars(
        select(UserTask.closed_by)
        .where(UserTask.instance_id == order.instance_id, UserTask.element_id.in_(TAKEN_OVER_ABOVE))
        .order_by(UserTask.closed_at)
    ).all()
    if above and len(above) >= len(step.variables["handed_over"]):
        # the one that ends with this step is not written yet
        return step.actor.officer_id if None in above else above[-1]
    receiving = holders(step.session, order.receiving_post_id, step.now)
    return receiving[0].id if receiving else None
