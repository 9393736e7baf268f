"""Checking the audit: every link of every chain, every head, and heads written down elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, Select, exists, or_, select
from sqlalchemy.orm import Session

from engine.audit_chain import BEGINNING, Head, is_linked, is_sealed
from engine.tables import AUDIT, AUDIT_HEAD, INSTANCE
from models.encryption import Keyring
from models.session import keyring_of

#: Links by their numbers, by chain.
Known = Mapping[str, Mapping[int, str]]

_AT_A_TIME = {"yield_per": 1000}
_OF_INSTANCE = (INSTANCE.c.audit_number, INSTANCE.c.audit_link, INSTANCE.c.audit_seal)
_OF_WORD = (AUDIT_HEAD.c.number, AUDIT_HEAD.c.link, AUDIT_HEAD.c.seal)


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold.

    An entry is missing before it (gap), was changed (link) or does not belong to its step (step);
    the chain does not end where its head says (end); its head is not genuine (head); or it is not
    what was once written down (known).
    """

    chain: str
    number: int
    reason: str


def verify(session: Session, chain: str | None = None, known: Known | None = None) -> list[Break]:
    """Look through one chain or all of them for entries changed, missing, put in or cut off.

    `known` are links that were written down earlier; with them a chain shows too that was put back
    as it once was, together with its head, or has gone altogether.
    """
    keyring = keyring_of(session)
    unseen = dict(known or {})
    breaks: list[Break] = []
    found = session.execute(_entries(chain).execution_options(**_AT_A_TIME))
    for each, rows in groupby(found, attrgetter("chain")):
        walk = _Walk(keyring, each, unseen.pop(each, {}))
        row = None
        for row in rows:
            walk.follow(row)
        assert row is not None
        walk.end(row)
        breaks += walk.breaks
    breaks += [Break(each, 0, "end") for each in session.scalars(_without_entries(chain))]
    breaks += [
        Break(each, number, "known")
        for each, links in unseen.items()
        for number in links
        if chain in (None, each)
    ]
    return breaks


def heads(session: Session) -> Iterator[tuple[str, Head]]:
    """The head of every chain, to be written down where nobody who has the database can write."""
    of_words = select(AUDIT_HEAD.c.chain, *_OF_WORD).order_by(AUDIT_HEAD.c.chain)
    of_instances = select(INSTANCE.c.id, *_OF_INSTANCE).order_by(INSTANCE.c.id)
    for query in (of_words, of_instances.where(INSTANCE.c.audit_number > 0)):
        for chain, *head in session.execute(query.execution_options(**_AT_A_TIME)):
            yield chain, Head(*head)


@dataclass
class _Walk:
    """How far a chain has been followed."""

    keyring: Keyring
    chain: str
    known: Mapping[int, str]
    number: int = 0
    link: str = BEGINNING
    version: int = 0  # of the instance, after its last step
    breaks: list[Break] = field(default_factory=list)

    def follow(self, row: Row[Any]) -> None:
        """Go on to the next entry."""
        version = row.facts.get("version") if row.version is not None else None
        if row.number != self.number + 1:
            self._broken(row.number, "gap")
        elif not is_linked(self.keyring, self.link, dict(row._mapping)):
            self._broken(row.number, "link")
        elif version not in (None, self.version + 1):
            self._broken(row.number, "step")
        if self.known.get(row.number, row.link) != row.link:
            self._broken(row.number, "known")
        self.number, self.link = row.number, row.link
        self.version = version or self.version

    def end(self, row: Row[Any]) -> None:
        """Compare where the chain ends with where its head, which each row brings, says it does."""
        if row.version is None:
            head = Head(row.word_number, row.word_link, row.word_seal)
        else:
            head = Head(row.audit_number, row.audit_link, row.audit_seal)
        if (head.number, head.link) != (self.number, self.link):
            self._broken(self.number, "end")
        elif not is_sealed(self.keyring, self.chain, head):
            self._broken(self.number, "head")
        elif row.version not in (None, self.version):
            self._broken(self.number, "end")
        for number in self.known:
            if number > self.number:
                self._broken(number, "known")

    def _broken(self, number: int, reason: str) -> None:
        self.breaks.append(Break(self.chain, number, reason))


def _entries(chain: str | None) -> Select[Any]:
    """Every entry in the order of the chains, each with the head of its chain."""
    query = (
        select(
            AUDIT,
            INSTANCE.c.version,
            *_OF_INSTANCE,
            *(column.label(f"word_{column.name}") for column in _OF_WORD),
        )
        .outerjoin(INSTANCE, INSTANCE.c.id == AUDIT.c.chain)
        .outerjoin(AUDIT_HEAD, AUDIT_HEAD.c.chain == AUDIT.c.chain)
        .order_by(AUDIT.c.chain, AUDIT.c.number)
    )
    return query if chain is None else query.where(AUDIT.c.chain == chain)


def _without_entries(chain: str | None) -> Select[Any]:
    """Chains that have a head and no entry at all."""
    of_instances = select(INSTANCE.c.id.label("chain")).where(
        or_(INSTANCE.c.version > 0, INSTANCE.c.audit_number > 0),
        ~exists().where(AUDIT.c.chain == INSTANCE.c.id),
    )
    of_words = select(AUDIT_HEAD.c.chain).where(
        ~exists().where(AUDIT.c.chain == AUDIT_HEAD.c.chain),
    )
    both = of_instances.union_all(of_words).subquery()
    query = select(both.c.chain).order_by(both.c.chain)
    return query if chain is None else query.where(both.c.chain == chain)
