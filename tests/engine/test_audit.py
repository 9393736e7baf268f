"""The audit: every step has its entry, and no entry can be changed, dropped or invented."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from engine import audit
from engine.audit_chain import BEGINNING, Head, follow
from engine.audit_check import Known
from engine.exceptions import AuditRejected
from engine.registry import Actor
from engine.tables import AUDIT, AUDIT_HEAD, INSTANCE
from models.encryption import Keyring
from tests.engine.drawing import drawing, end, start, user
from tests.engine.runtime import Portal

STEPS = drawing(
    start("s"), user("first"), user("second"), end("e"), flows="s -> first -> second -> e"
)
WORD = "postings"


def entries(portal: Portal, chain: str) -> list[tuple[int, str]]:
    with portal.sessions() as session:
        rows = session.execute(
            AUDIT.select().where(AUDIT.c.chain == chain).order_by(AUDIT.c.number)
        )
        return [(row.number, row.action) for row in rows]


def breaks(portal: Portal, known: Known | None = None) -> list[audit.Break]:
    with portal.sessions() as session:
        return audit.verify(session, known=known)


def kept_elsewhere(portal: Portal) -> Known:
    with portal.sessions() as session:
        return {chain: {head.number: head.link} for chain, head in audit.heads(session)}


def run_a_case(portal: Portal) -> str:
    portal.deploy(STEPS)
    case = portal.start()
    portal.do(case, "first", officer="asha")
    portal.do(case, "second", officer="asha")
    return case


def record_postings(portal: Portal, count: int = 3) -> None:
    with portal.sessions.begin() as session:
        for number in range(count):
            audit.record(session, WORD, "transfer", Actor("dcp"), portal.now, n=number)


def test_every_step_has_one_entry_and_the_chain_holds(portal: Portal) -> None:
    case = run_a_case(portal)

    assert entries(portal, case) == [(1, "start"), (2, "complete"), (3, "complete")]
    assert breaks(portal) == []


def test_a_changed_entry_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(
            update(AUDIT)
            .where(AUDIT.c.chain == case, AUDIT.c.number == 2)
            .values(officer_id="beena")
        )

    assert breaks(portal) == [audit.Break(case, 2, "link")]


def test_a_dropped_entry_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.number == 2))

    assert breaks(portal) == [audit.Break(case, 3, "gap")]


def test_an_entry_cut_off_at_the_end_shows(portal: Portal) -> None:
    case = run_a_case(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.number == 3))

    assert breaks(portal) == [audit.Break(case, 2, "end")]


def test_a_look_at_a_case_cannot_be_cut_off_either(portal: Portal) -> None:
    case = run_a_case(portal)
    with portal.sessions.begin() as session:
        audit.record(session, case, "unmask", Actor("asha"), portal.now, field="phone")

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.action == "unmask"))
        last = link_of(session, case, 3)
        session.execute(
            update(INSTANCE)
            .where(INSTANCE.c.id == case)
            .values(audit_number=3, audit_link=last)  # a link the portal made, but no head now
        )

    assert breaks(portal) == [audit.Break(case, 3, "head")]


def test_the_portal_seals_no_chain_that_was_cut_off(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    with portal.sessions.begin() as session:
        audit.record(session, case, "unmask", Actor("asha"), portal.now, field="phone")
    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.chain == case, AUDIT.c.number == 2))
        last = link_of(session, case, 1)
        session.execute(
            update(INSTANCE).where(INSTANCE.c.id == case).values(audit_number=1, audit_link=last)
        )

    with pytest.raises(AuditRejected):
        portal.do(case, "first", officer="asha")

    assert breaks(portal) == [audit.Break(case, 1, "head")]


def test_others_may_add_to_a_chain_between_steps(portal: Portal) -> None:
    portal.deploy(STEPS)
    case = portal.start()
    with portal.sessions.begin() as session:
        audit.record(session, case, "unmask", Actor("asha", "post"), portal.now, field="phone")

    portal.do(case, "first")

    assert entries(portal, case) == [(1, "start"), (2, "unmask"), (3, "complete")]
    assert breaks(portal) == []


def test_a_chain_may_belong_to_no_instance(portal: Portal) -> None:
    record_postings(portal)

    assert entries(portal, WORD) == [(1, "transfer"), (2, "transfer"), (3, "transfer")]
    assert breaks(portal) == []


def test_a_chain_holds_after_the_keys_have_changed(portal: Portal) -> None:
    record_postings(portal)
    new_and_old = Keyring([bytes(32), bytes(range(32))])
    portal.sessions.configure(info={"keyring": new_and_old})

    record_postings(portal)

    assert len(entries(portal, WORD)) == 6
    assert breaks(portal) == []


def test_one_chain_can_be_looked_through_alone(portal: Portal) -> None:
    case = run_a_case(portal)
    record_postings(portal)

    with portal.sessions.begin() as session:
        session.execute(update(AUDIT).where(AUDIT.c.chain == WORD).values(officer_id="beena"))
        of_case, of_word = audit.verify(session, case), audit.verify(session, WORD)

    assert of_case == []
    assert {found.chain for found in of_word} == {WORD}


def test_a_chain_put_back_as_it_was_shows_by_the_heads_that_were_written_down(
    portal: Portal,
) -> None:
    record_postings(portal)
    with portal.sessions() as session:
        before = dict(session.execute(select(AUDIT_HEAD)).one()._mapping)
    record_postings(portal)
    known = kept_elsewhere(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT).where(AUDIT.c.number > 3))
        session.execute(update(AUDIT_HEAD).values(before))

    assert breaks(portal) == []
    assert breaks(portal, known) == [audit.Break(WORD, 6, "known")]


def test_a_chain_that_has_gone_altogether_shows_by_the_heads_that_were_written_down(
    portal: Portal,
) -> None:
    record_postings(portal)
    known = kept_elsewhere(portal)

    with portal.sessions.begin() as session:
        session.execute(delete(AUDIT))
        session.execute(delete(AUDIT_HEAD))

    assert breaks(portal) == []
    assert breaks(portal, known) == [audit.Break(WORD, 3, "known")]


def test_a_hundred_edits_by_who_has_the_database_and_no_key_are_all_found(portal: Portal) -> None:
    cases = [run_a_case(portal), run_a_case(portal)]
    record_postings(portal, 5)
    chance = random.Random(7)
    unnoticed = []

    for number in range(100):
        edit, chain = chance.choice(EDITS), chance.choice([*cases, WORD])
        with portal.sessions() as session:
            edit(session, chain, chance)
            if not audit.verify(session):
                unnoticed.append((number, edit.__name__, chain == WORD))
            session.rollback()

    assert unnoticed == []
    assert breaks(portal) == []


def link_of(session: Session, chain: str, number: int) -> str:
    found = session.scalar(
        select(AUDIT.c.link).where(AUDIT.c.chain == chain, AUDIT.c.number == number)
    )
    return str(found)


def length(session: Session, chain: str) -> int:
    counted = select(func.count()).select_from(AUDIT).where(AUDIT.c.chain == chain)
    return session.scalar(counted) or 0


def set_head(session: Session, chain: str, head: Head) -> None:
    if chain == WORD:
        values = {"number": head.number, "link": head.link, "seal": head.seal}
        session.execute(update(AUDIT_HEAD).values(values))
    else:
        values = {
            "audit_number": head.number,
            "audit_link": head.link,
            "audit_seal": head.seal,
        }
        session.execute(update(INSTANCE).where(INSTANCE.c.id == chain).values(values))


def change_a_value(session: Session, chain: str, chance: random.Random) -> None:
    row = one_of(session, chain, chance)
    changed: dict[str, Any] = chance.choice(
        [
            {"officer_id": "beena"},
            {"post_id": "dcp"},
            {"at": row["at"] + timedelta(days=chance.choice([-1, 1]))},
            {"action": "looked"},
            {"facts": {**row["facts"], "reason": "none"}},
            {"link": "f" * 64},
        ]
    )
    session.execute(update(AUDIT).where(*is_row(row)).values(changed))


def drop_one(session: Session, chain: str, chance: random.Random) -> None:
    session.execute(delete(AUDIT).where(*is_row(one_of(session, chain, chance))))


def exchange_two(session: Session, chain: str, chance: random.Random) -> None:
    first, second = chance.sample(range(1, length(session, chain) + 1), 2)
    for number, moved in ((first, -1), (second, first), (-1, second)):
        session.execute(
            update(AUDIT)
            .where(AUDIT.c.chain == chain, AUDIT.c.number == number)
            .values(number=moved)
        )


def put_one_in(session: Session, chain: str, chance: random.Random) -> None:
    row = one_of(session, chain, chance)
    for number in range(length(session, chain), row["number"] - 1, -1):
        session.execute(
            update(AUDIT)
            .where(AUDIT.c.chain == chain, AUDIT.c.number == number)
            .values(number=number + 1)
        )
    session.execute(insert(AUDIT).values({**row, "officer_id": "beena"}))


def cut_the_end(session: Session, chain: str, chance: random.Random) -> None:
    kept = chance.randrange(length(session, chain))
    session.execute(delete(AUDIT).where(AUDIT.c.chain == chain, AUDIT.c.number > kept))
    if chance.random() < 0.7:
        link = link_of(session, chain, kept) if kept else BEGINNING
        set_head(session, chain, Head(kept, link, chance.choice(["", link, "0" * 64])))


def compute_anew(session: Session, chain: str, chance: random.Random) -> None:
    """All of the chain, with another officer in it and another key."""
    rows = session.execute(
        AUDIT.select().where(AUDIT.c.chain == chain).order_by(AUDIT.c.number)
    ).all()
    session.execute(delete(AUDIT).where(AUDIT.c.chain == chain))
    another, head = Keyring([chance.randbytes(32)]), Head()
    for row in rows:
        entry = follow(
            another,
            head,
            chain=chain,
            action=row.action,
            actor=Actor("beena", row.post_id),
            now=row.at,
            facts=row.facts,
        )
        session.execute(insert(AUDIT).values(entry.values))
        head = entry.head
    set_head(session, chain, head)


def one_of(session: Session, chain: str, chance: random.Random) -> dict[str, Any]:
    rows = session.execute(AUDIT.select().where(AUDIT.c.chain == chain).order_by(AUDIT.c.number))
    return dict(chance.choice(rows.all())._mapping)


def is_row(row: dict[str, Any]) -> tuple[Any, Any]:
    return AUDIT.c.chain == row["chain"], AUDIT.c.number == row["number"]


EDITS: list[Callable[[Session, str, random.Random], None]] = [
    change_a_value,
    drop_one,
    exchange_two,
    put_one_in,
    cut_the_end,
    compute_anew,
]
