"""Handing over: what passes from officers to their posts when postings end or begin.

Everything here locks in one order: posts, postings, cases by id. A step of a case that an officer
takes locks her posting and then the case; without one order a transfer and a step that meet would
wait for each other for ever.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from engine import custody
from models import CustodyInterval, Post, Posting, ProcessInstance, UserTask
from processes.posts.claims import stands
from processes.posts.open_tasks import IS_OPEN
from processes.posts.postings import holders, sole_holder


def lock_posts(session: Session, post_ids: Collection[str]) -> None:
    """Let nobody else change who holds these posts until this transaction ends."""
    session.execute(
        select(Post.id)
        .where(Post.id.in_(post_ids))
        .order_by(Post.id)
        .with_for_update(key_share=True)
    )


@dataclass(frozen=True)
class _Change:
    """At one moment an officer leaves a post, or comes (then `leaving` is None)."""

    at: datetime
    post_id: str
    leaving: str | None
    heir: str | None  # who holds the post alone from then on


def hand_over(
    session: Session, *, ended: Sequence[Posting], begun: Sequence[Posting], now: datetime
) -> None:
    """Let the claims of ended postings lapse and the ledger say who answers from now on.

    Each ended posting has its end already. Doing it again finds only what came in between.
    """
    session.add_all(begun)
    session.flush()
    left = sorted(((p.to_at or now, p.id, p) for p in ended), key=lambda each: each[:2])
    changes = [_change(session, p, at, now, leaving=p.officer_id) for at, _, p in left]
    changes += [_change(session, p, p.from_at, now) for p in begun]
    cases = _lock_cases(session, changes)
    for change in changes:
        _split_ledger(session, change, cases)
        if change.leaving is not None:
            _lapse_claims(session, change, change.leaving, cases, now)


def _change(
    session: Session, posting: Posting, at: datetime, now: datetime, *, leaving: str | None = None
) -> _Change:
    heir = sole_holder(session, posting.post_id, at)
    if heir != sole_holder(session, posting.post_id, now):
        heir = None  # she has gone since
    return _Change(at, posting.post_id, leaving, heir)


def _lock_cases(session: Session, changes: Sequence[_Change]) -> Sequence[str]:
    """Lock every case whose tasks or ledger will change, as each step of a case does first.

    A step that is being written just now may still open a case at the post, in nobody's name (see
    `seats.assign`); that is why the worker looks at each ended posting once more.
    """
    officers = {change.leaving for change in changes if change.leaving is not None}
    inherited = {change.post_id for change in changes if change.heir is not None}
    claimed = select(UserTask.instance_id).where(IS_OPEN, UserTask.assignee_id.in_(officers))
    held = select(CustodyInterval.instance_id).where(
        CustodyInterval.to_at.is_(None),
        CustodyInterval.post_id.in_({change.post_id for change in changes}),
        or_(
            CustodyInterval.officer_id.in_(officers),
            CustodyInterval.officer_id.is_(None) & CustodyInterval.post_id.in_(inherited),
        ),
    )
    return session.scalars(
        select(ProcessInstance.id)
        .where(ProcessInstance.id.in_(claimed.union(held)))
        .order_by(ProcessInstance.id)
        .with_for_update()
    ).all()


def _split_ledger(session: Session, change: _Change, cases: Sequence[str]) -> None:
    """Let the open intervals of a post pass on; what a colleague there has claimed stays hers."""
    staying = {officer.id for officer in holders(session, change.post_id, change.at)}
    custody.split_for_post(
        session,
        change.post_id,
        of_instances=cases,
        leaving=set() if change.leaving is None else {change.leaving} - staying,
        officer_id=change.heir,
        now=change.at,
    )


def _lapse_claims(
    session: Session, change: _Change, officer_id: str, cases: Sequence[str], now: datetime
) -> None:
    """Clear what she has claimed and holds by no posting of hers any more."""
    lapsed = session.execute(
        select(UserTask.id, UserTask.instance_id).where(
            IS_OPEN,
            UserTask.assignee_id == officer_id,
            UserTask.instance_id.in_(cases),
            ~stands(now),
        )
    ).all()
    session.execute(
        update(UserTask)
        .where(UserTask.id.in_([task_id for task_id, _ in lapsed]))
        .values(assignee_id=None, claimed_at=None)
        .execution_options(synchronize_session="fetch")
    )
    for task_id, instance_id in lapsed:
        custody.let_go(
            session.connection(),
            instance_id=instance_id,
            token_id=task_id,
            officer_id=officer_id,
            now=change.at,
        )
