"""Transfer orders: given by who posts officers, carried out when nothing is left."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine import audit, instances
from engine.registry import Actor, Registry
from models import OrderStatus, Post, TransferOrder
from models.types import new_id
from processes.exceptions import PostingNotFound, PostOutOfReach
from processes.handover.exceptions import NobodyLeft, NotHerPost, OrderInACircle, OrderRunning
from processes.handover.grounds import Ground
from processes.posts.identity import posts_of
from processes.posts.postings import holders
from processes.posts.transfers import CHAIN, Reach, everywhere

PROCESS = "handover"


def give(
    session: Session,
    registry: Registry,
    *,
    officer_id: str,
    post_id: str,
    receiving_post_id: str,
    to_post_id: str | None,
    ground: Ground,
    by: Actor,
    now: datetime,
    reach: Reach = everywhere,
) -> TransferOrder:
    """Order an officer to leave a post; who holds the receiving post takes over its cases.

    The caller has checked that this may be ordered at these posts.

    :raises PostingNotFound: there is no such post
    :raises PostOutOfReach: she also holds a post that is not within `reach`
    :raises NotHerPost: she does not hold the post
    :raises OrderInACircle: she is sent to the post she leaves, or would hand over to herself
    :raises NobodyLeft: orders that run lead back to the post, and each takes an officer away
    :raises OrderRunning: an order of hers is running
    """
    _refuse_what_cannot_be(
        session, officer_id, post_id, receiving_post_id, to_post_id, now=now, reach=reach
    )
    order = TransferOrder(
        id=new_id(),
        instance_id=new_id(),
        officer_id=officer_id,
        post_id=post_id,
        to_post_id=to_post_id,
        receiving_post_id=receiving_post_id,
        ground_number=ground.number,
        ground_dated_on=ground.dated_on,
        ground_cause=ground.cause.value,
        ordered_at=now,
        ordered_by=by.officer_id,
        ordered_post_id=by.post_id,
    )
    try:
        with session.begin_nested():
            session.add(order)
    except IntegrityError:
        raise OrderRunning from None
    _begin(session, registry, order, by=by, now=now)
    audit.record(
        session, CHAIN, "transfer_ordered", by, now, officer=officer_id, post=post_id,
        receiving=receiving_post_id, to=to_post_id, **ground.facts,
    )  # fmt: skip
    return order


def _refuse_what_cannot_be(
    session: Session,
    officer_id: str,
    post_id: str,
    receiving_post_id: str,
    to_post_id: str | None,
    *,
    now: datetime,
    reach: Reach,
) -> None:
    posts = [post_id, receiving_post_id, *([to_post_id] if to_post_id else [])]
    if any(session.get(Post, each) is None for each in posts):
        raise PostingNotFound
    if officer_id not in _held(session, post_id, now):
        raise NotHerPost
    if not all(reach(held.unit) for held in posts_of(session, officer_id, now)):
        raise PostOutOfReach
    if post_id in (receiving_post_id, to_post_id):
        raise OrderInACircle
    if _held(session, receiving_post_id, now) == {officer_id}:
        raise OrderInACircle
    _refuse_if_nobody_is_left(session, post_id, receiving_post_id, to_post_id)


def _refuse_if_nobody_is_left(
    session: Session, post_id: str, receiving_post_id: str, to_post_id: str | None
) -> None:
    """Follow who hands over to whom: back at this post, somebody of them must stay at one of them.

    Two who change places hand over to each other, and both seats are held in the end.
    """
    posts, goes_to, at = [post_id], {to_post_id}, receiving_post_id
    while at not in posts:
        following = session.scalars(
            select(TransferOrder)
            .where(TransferOrder.post_id == at, TransferOrder.status == OrderStatus.RUNNING)
            .order_by(TransferOrder.ordered_at)
        ).first()
        if following is None:
            return
        posts.append(at)
        goes_to.add(following.to_post_id)
        at = following.receiving_post_id
    if at == post_id and not goes_to & set(posts):
        raise NobodyLeft


def _begin(
    session: Session,
    registry: Registry,
    order: TransferOrder,
    *,
    by: Actor,
    now: datetime,
) -> None:
    instances.start(
        session,
        registry,
        process=PROCESS,
        business_key=order.id,
        variables={
            "ordered_at": now.isoformat(),
            "leaving_post_id": order.post_id,
            "receiving_post_id": order.receiving_post_id,
        },
        unit_id=session.get_one(Post, order.post_id).unit_id,
        actor=by,
        now=now,
        instance_id=order.instance_id,
    )


def running_order(session: Session, officer_id: str) -> TransferOrder | None:
    """The order an officer is under."""
    return session.scalars(
        select(TransferOrder).where(
            TransferOrder.officer_id == officer_id, TransferOrder.status == OrderStatus.RUNNING
        )
    ).first()


def order_of(session: Session, instance_id: str) -> TransferOrder | None:
    """The order that an instance of *handover* carries out; None of another process."""
    return session.scalars(
        select(TransferOrder).where(TransferOrder.instance_id == instance_id)
    ).first()


def _held(session: Session, post_id: str, now: datetime) -> set[str]:
    return {officer.id for officer in holders(session, post_id, now)}
