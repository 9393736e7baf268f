"""Service tasks of *handover*: what each topic that its drawing names does."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from engine.registry import Actor, Handler
from engine.step import Step
from models import Level, OrderStatus, Post, TransferOrder, Unit
from processes.complaint.notices import tell_her
from processes.exceptions import ProcessesError
from processes.handover.inventory import inventory
from processes.posts import transfers
from processes.posts.postings import holders
from processes.runs import complaint_of

Variables = Mapping[str, Any]
#: The receiving officer has charge of the post that was left until a successor comes.
CHARGE = timedelta(days=30)


def take_inventory(step: Step) -> Variables:
    """List what is left to hand over; what came to the post meanwhile is found as well."""
    handed = list(step.variables.get("handed_over", []))
    left = [each for each in inventory(step.session, _order(step), step.now) if each not in handed]
    unit = step.session.get_one(Unit, step.session.get_one(Post, _order(step).post_id).unit_id)
    post = step.session.get_one(Post, _order(step).post_id)
    return {
        "inventory": left,
        "handed_over": handed + left,
        "is_station_post": unit.level is Level.STATION and post.role != "sho",
    }


def relieve_officer(step: Step) -> Variables:
    """Carry the order out: she goes, and the receiving officer has charge of the post.

    Where it cannot be carried out, as in a circle of orders, nothing changes and the
    superintendent is asked.
    """
    order = _order(step)
    by = Actor(order.ordered_by, order.ordered_post_id)
    goes_nowhere = step.variables.get("order_answer") == "relieve"
    order.status = OrderStatus.DONE
    try:
        with step.session.begin_nested():
            if order.to_post_id is None or goes_nowhere:
                transfers.relieve(step.session, officer_id=order.officer_id, now=step.now, by=by)
            else:
                transfers.transfer(
                    step.session,
                    officer_id=order.officer_id,
                    to_post_id=order.to_post_id,
                    now=step.now,
                    by=by,
                )
            _give_charge(step, order, by)
    except ProcessesError as refused:
        order.status, order.fault = OrderStatus.RUNNING, type(refused).__name__
        return {"is_relieved": False}
    order.ended_at, order.fault = step.now, None
    return {"is_relieved": True}


def withdraw_order(step: Step) -> None:
    """The order is withdrawn; she stays, and what was taken over is looked after by both."""
    order = _order(step)
    order.status, order.ended_at = OrderStatus.WITHDRAWN, step.now


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
    "relieve_officer": relieve_officer,
    "withdraw_order": withdraw_order,
    "tell_complainants": tell_complainants,
}


def _order(step: Step) -> TransferOrder:
    return step.session.get_one(TransferOrder, step.business_key)


def _give_charge(step: Step, order: TransferOrder, by: Actor) -> None:
    """Leave no post vacant: who received its cases has charge of it, unless somebody holds it."""
    post = step.session.get_one(Post, order.post_id)
    receiving = holders(step.session, order.receiving_post_id, step.now)
    if holders(step.session, post.id, step.now) or not receiving:
        return
    transfers.acting_charge(
        step.session,
        officer_id=receiving[0].id,
        post_id=post.id,
        until=step.now + CHARGE,
        now=step.now,
        by=by,
    )
