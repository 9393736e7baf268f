"""Designers by name, for who changed what and when."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Officer


def designers(session: Session, ids: Iterable[str | None]) -> Mapping[str, Officer]:
    """These officers by their ids."""
    wanted = {each for each in ids if each}
    found = session.scalars(select(Officer).where(Officer.id.in_(wanted)))
    return {officer.id: officer for officer in found}
