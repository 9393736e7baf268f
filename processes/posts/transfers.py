"""Transfers: an officer goes, the post keeps everything.

Each function is one transaction of whoever calls it: the posting changes, her claims lapse, the
open custody intervals split, and the audit says so. Task rows are not touched otherwise, so every
open task is at once in the successor's inbox, with the draft her predecessor left.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from engine import audit
from engine.registry import Actor
from models import Officer, OrderStatus, Post, Posting, TransferOrder, Unit
from processes.exceptions import (
    ChargeEndsTooSoon,
    OfficerHoldsNoPost,
    PostAlreadyHeld,
    PostingNotFound,
    PostOutOfReach,
)
from processes.handover.exceptions import OrderRunning
from processes.posts import handover

#: The chain of the audit that postings are written to.
CHAIN = "postings"
#: Whether whoever orders a transfer may end postings at a unit.
Reach = Callable[[Unit], bool]


def everywhere(_unit: Unit) -> bool:
    """The reach of an administrator and of the shell."""
    return True


def transfer(
    session: Session,
    *,
    officer_id: str,
    to_post_id: str,
    now: datetime,
    by: Actor,
    reach: Reach = everywhere,
) -> Posting:
    """Move an officer to another post; all posts she held, acting charges too, are left.

    An acting charge somebody has of the new post ends with her arrival.

    :raises PostAlreadyHeld: somebody else holds it in her own right; relieve her first
    :raises PostOutOfReach: she would leave a post that is not within `reach`
    :raises PostingNotFound: there is no such officer or post
    :raises OrderRunning: a transfer order of hers is not carried out yet
    """
    officer, post = _officer_and_post(session, officer_id, to_post_id)
    _refuse_before_handover(session, officer_id)
    found = _reserve(session, officer.id, post.id)
    running = [p for p in found if not _is_over(p, now)]
    left = [p for p in running if p.officer_id == officer.id]
    if not all(_is_within(session, p, reach) for p in left):
        raise PostOutOfReach
    if not post.is_pool:
        others = [p for p in running if p.officer_id != officer.id]
        if any(not p.is_acting for p in others):
            raise PostAlreadyHeld
        left += others
    posting = Posting(officer_id=officer.id, post_id=post.id, from_at=now)
    _change(session, found, ending=left, beginning=[posting], now=now)
    audit.record(
        session, CHAIN, "transferred", by, now, officer=officer.id, post=post.id,
        left=sorted({p.post_id for p in left}),
    )  # fmt: skip
    return posting


def relieve(
    session: Session, *, officer_id: str, now: datetime, by: Actor, reach: Reach = everywhere
) -> None:
    """Take every post within `reach` from an officer; they stand vacant until somebody comes.

    :raises OfficerHoldsNoPost: there is none to take
    :raises OrderRunning: a transfer order of hers is not carried out yet
    """
    _refuse_before_handover(session, officer_id)
    found = _reserve(session, officer_id)
    left = [p for p in found if not _is_over(p, now) and _is_within(session, p, reach)]
    if not left:
        raise OfficerHoldsNoPost
    _change(session, found, ending=left, beginning=[], now=now)
    audit.record(
        session, CHAIN, "relieved", by, now, officer=officer_id,
        left=sorted({p.post_id for p in left}),
    )  # fmt: skip


def acting_charge(
    session: Session, *, officer_id: str, post_id: str, until: datetime, now: datetime, by: Actor
) -> Posting:
    """Give an officer charge of a vacant post beside her own, until a moment.

    :raises ChargeEndsTooSoon: `until` is not after `now`
    :raises PostAlreadyHeld: the post has a holder
    :raises PostingNotFound: there is no such officer or post
    """
    if until <= now:
        raise ChargeEndsTooSoon
    officer, post = _officer_and_post(session, officer_id, post_id)
    found = _reserve(session, officer.id, post.id)
    is_held = any(p.post_id == post.id and not _is_over(p, now) for p in found)
    if is_held and not post.is_pool:
        raise PostAlreadyHeld
    posting = Posting(
        officer_id=officer.id, post_id=post.id, from_at=now, to_at=until, is_acting=True
    )
    _change(session, found, ending=[], beginning=[posting], now=now)
    audit.record(
        session, CHAIN, "given_charge", by, now,
        officer=officer.id, post=post.id, until=until.isoformat(),
    )  # fmt: skip
    return posting


def lapse_ended_postings(session: Session, *, now: datetime) -> int:
    """Let go what ended postings still hold, acting charges above all; how many there were.

    Whoever's charge is over sees nothing any more from that moment on; this clears her claims and
    splits the ledger at the charge's end. It also finds what a step brought to a post in the very
    moment of a transfer. Each posting is looked at once.
    """
    over = _unlapsed().where(Posting.to_at <= now)
    ended = session.scalars(over).all()
    if not ended:
        return 0
    handover.lock_posts(session, {posting.post_id for posting in ended})
    still = _locked(session, over.where(Posting.id.in_([posting.id for posting in ended])))
    for posting in still:
        posting.lapsed_at = now
    handover.hand_over(session, ended=still, begun=[], now=now)
    return len(still)


def _refuse_before_handover(session: Session, officer_id: str) -> None:
    """Who is under a transfer order stays until everything of her post is handed over."""
    running = select(TransferOrder.id).where(
        TransferOrder.officer_id == officer_id, TransferOrder.status == OrderStatus.RUNNING
    )
    if session.scalars(running).first() is not None:
        raise OrderRunning


def _officer_and_post(session: Session, officer_id: str, post_id: str) -> tuple[Officer, Post]:
    officer, post = session.get(Officer, officer_id), session.get(Post, post_id)
    if officer is None or post is None or not officer.is_active:
        raise PostingNotFound
    return officer, post


def _unlapsed() -> Select[Posting]:
    return select(Posting).where(Posting.lapsed_at.is_(None)).order_by(Posting.id)


def _locked(session: Session, query: Select[Posting]) -> list[Posting]:
    """These postings, as they stand once nobody else can change them."""
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return list(session.scalars(fresh))


def _reserve(session: Session, officer_id: str, *post_ids: str) -> list[Posting]:
    """Keep others from posting this officer or changing these posts; every posting of them.

    Two transfers to one vacant seat come here one after the other.
    """
    session.execute(
        select(Officer.id).where(Officer.id == officer_id).with_for_update(key_share=True)
    )
    hers = session.scalars(
        select(Posting.post_id).where(Posting.lapsed_at.is_(None), Posting.officer_id == officer_id)
    )
    handover.lock_posts(session, {*post_ids, *hers})
    concerned = or_(Posting.officer_id == officer_id, Posting.post_id.in_(post_ids))
    return _locked(session, _unlapsed().where(concerned))


def _is_over(posting: Posting, now: datetime) -> bool:
    return posting.to_at is not None and posting.to_at <= now


def _is_within(session: Session, posting: Posting, reach: Reach) -> bool:
    post = session.get_one(Post, posting.post_id)
    return reach(session.get_one(Unit, post.unit_id))


def _change(
    session: Session,
    found: Sequence[Posting],
    *,
    ending: Sequence[Posting],
    beginning: Sequence[Posting],
    now: datetime,
) -> None:
    """End and begin postings; those that are over already are let go before that.

    What ended at this very moment is looked at once more, as whatever ends here.
    """
    over = [posting for posting in found if _is_over(posting, now)]
    for posting in over:
        posting.lapsed_at = None if posting.to_at == now else now
    for posting in ending:
        posting.to_at = max(now, posting.from_at)  # who waited knows an earlier moment
    handover.hand_over(session, ended=[*over, *ending], begun=beginning, now=now)
