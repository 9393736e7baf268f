"""Who holds which post."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from processes.posts.identity import identity_of, posts_of
from processes.posts.postings import holders, sole_holder
from tests import factories
from tests.processes.place import Place


def test_an_officer_holds_her_own_post_and_those_in_acting_charge(
    session: Session, place: Place, now: datetime
) -> None:
    recorder = place.officer("woman_recorder")
    charge = factories.post(session, place.station, "investigating_officer", seat=9)
    factories.posting(
        session, recorder, charge, from_at=now, to_at=now + timedelta(days=7), is_acting=True
    )

    held = posts_of(session, recorder.id, now)

    assert [(post.role, post.is_acting) for post in held] == [
        ("woman_recorder", False),
        ("investigating_officer", True),
    ]


def test_a_posting_begins_and_ends_to_the_moment(
    session: Session, place: Place, now: datetime
) -> None:
    officer, post = factories.officer(session), factories.post(session, place.station, "guard")
    until = now + timedelta(days=1)
    factories.posting(session, officer, post, from_at=now, to_at=until, is_acting=True)

    seen = [
        bool(holders(session, post.id, at))
        for at in (now - timedelta(seconds=1), now, until - timedelta(seconds=1), until)
    ]

    assert seen == [False, True, True, False]


def test_an_inactive_officer_has_no_identity(session: Session, place: Place, now: datetime) -> None:
    officer = place.officer("sho")
    officer.is_active = False

    assert identity_of(session, officer.id, now) is None
    assert identity_of(session, "0" * 32, now) is None


def test_a_shared_post_has_no_sole_holder(session: Session, place: Place, now: datetime) -> None:
    pool = place.post("verification_caller")
    alone = sole_holder(session, pool.id, now)

    factories.posting(session, factories.officer(session), pool, from_at=now)

    assert alone == place.officer("verification_caller").id
    assert sole_holder(session, pool.id, now) is None
