"""Transfers: an officer goes, the post keeps everything.

Each function is one transaction of whoever calls it: the posting changes, her claims lapse, the
open custody intervals split, and the audit says so. Task rows are not touched otherwise, so every
open task is at once in the successor's inbox, with the draft her predecessor left.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import or_, select, tuple_, update
from sqlalchemy.orm import Session

from engine import audit, custody
from engine.registry import Actor
from models import CustodyInterval, Officer, Post, Posting, ProcessInstance, UserTask
from processes.exceptions import (
    ChargeEndsTooSoon,
    OfficerHoldsNoPost,
    PostAlreadyHeld,
    PostingNotFound,
)
from processes.posts.open_tasks import IS_OPEN
from processes.posts.postings import held_at, sole_holder

#: The chain of the audit that postings are written to.
CHAIN = "postings"


def transfer(
    session: Session, *, officer_id: str, to_post_id: str, now: datetime, by: Actor
) -> Posting:
    """Move an officer to another post; all posts she held, acting charges too, are left.

    An acting charge somebody has of the new post ends with her arrival.

    :raises PostAlreadyHeld: somebody else holds it in her own right; relieve her first
    :raises PostingNotFound: there is no such officer or post
    """
    officer, post = _officer_and_post(session, officer_id, to_post_id)
    left = _running(session, now, officer_id=officer.id)
    arriving = _running(session, now, post_id=post.id)
    if not post.is_pool:
        if any(p.officer_id != officer.id and not p.is_acting for p in arriving):
            raise PostAlreadyHeld
        left += [p for p in arriving if p.officer_id != officer.id]
    posting = Posting(officer_id=officer.id, post_id=post.id, from_at=now)
    _change(session, ending=left, beginning=[posting], now=now)
    audit.record(
        session, CHAIN, "transferred", by, now, officer=officer.id, post=post.id,
        left=sorted({p.post_id for p in left}),
    )  # fmt: skip
    return posting


def relieve(session: Session, *, officer_id: str, now: datetime, by: Actor) -> None:
    """Take every post from an officer; they stand vacant until somebody comes.

    :raises OfficerHoldsNoPost: there is none to take
    """
    left = _running(session, now, officer_id=officer_id)
    if not left:
        raise OfficerHoldsNoPost
    _change(session, ending=left, beginning=[], now=now)
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
    if not post.is_pool and _running(session, now, post_id=post.id):
        raise PostAlreadyHeld
    posting = Posting(
        officer_id=officer.id, post_id=post.id, from_at=now, to_at=until, is_acting=True
    )
    _change(session, ending=[], beginning=[posting], now=now)
    audit.record(
        session, CHAIN, "given_charge", by, now,
        officer=officer.id, post=post.id, until=until.isoformat(),
    )  # fmt: skip
    return posting


def lapse_ended_charges(session: Session, *, since: datetime, now: datetime) -> int:
    """Let go what acting charges that ended by themselves since a moment still hold.

    Whoever's charge is over sees nothing any more from that moment on; this clears her claims and
    splits the ledger. It may run as often as one likes.
    """
    ended = session.scalars(
        select(Posting).where(Posting.is_acting, Posting.to_at > since, Posting.to_at <= now)
    ).all()
    for posting in ended:
        _lapse_claims(session, [posting])
        _split_ledger(session, [posting.post_id], now=posting.to_at or now)
    return len(ended)


def _officer_and_post(session: Session, officer_id: str, post_id: str) -> tuple[Officer, Post]:
    officer, post = session.get(Officer, officer_id), session.get(Post, post_id)
    if officer is None or post is None or not officer.is_active:
        raise PostingNotFound
    return officer, post


def _running(
    session: Session, now: datetime, *, officer_id: str | None = None, post_id: str | None = None
) -> list[Posting]:
    query = select(Posting).where(held_at(now)).order_by(Posting.id)
    if officer_id is not None:
        query = query.where(Posting.officer_id == officer_id)
    if post_id is not None:
        query = query.where(Posting.post_id == post_id)
    return list(session.scalars(query))


def _change(
    session: Session, *, ending: Sequence[Posting], beginning: Sequence[Posting], now: datetime
) -> None:
    _lock_cases(session, [*ending, *beginning])
    for posting in ending:
        posting.to_at = now
    session.add_all(beginning)
    session.flush()
    _lapse_claims(session, ending)
    _split_ledger(session, [p.post_id for p in (*ending, *beginning)], now=now)


def _lock_cases(session: Session, changing: Sequence[Posting]) -> None:
    """Lock every case whose tasks or ledger will change, as each step of a case does first.

    Without it a transfer and a step that meet would wait for each other for ever.
    """
    posts, officers = {p.post_id for p in changing}, {p.officer_id for p in changing}
    claimed = select(UserTask.instance_id).where(IS_OPEN, UserTask.assignee_id.in_(officers))
    held = select(CustodyInterval.instance_id).where(
        CustodyInterval.post_id.in_(posts), CustodyInterval.to_at.is_(None)
    )
    session.execute(
        select(ProcessInstance.id)
        .where(ProcessInstance.id.in_(claimed.union(held)))
        .order_by(ProcessInstance.id)
        .with_for_update()
    )


def _lapse_claims(session: Session, ended: Iterable[Posting]) -> None:
    for posting in ended:
        post = session.get_one(Post, posting.post_id)
        session.execute(
            update(UserTask)
            .where(
                UserTask.assignee_id == posting.officer_id,
                IS_OPEN,
                or_(
                    UserTask.post_id == post.id,
                    UserTask.post_id.is_(None)
                    & (tuple_(UserTask.unit_id, UserTask.role) == (post.unit_id, post.role)),
                ),
            )
            .values(assignee_id=None, claimed_at=None)
        )


def _split_ledger(session: Session, post_ids: Iterable[str], *, now: datetime) -> None:
    for post_id in sorted(set(post_ids)):
        custody.split_for_post(
            session, post_id, officer_id=sole_holder(session, post_id, now), now=now
        )
