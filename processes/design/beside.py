"""The drawings beside a draft: what one process sends, another may take."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from models import ProcessDefinition


def newest_beside(session: Session, process: str) -> dict[str, Mapping[str, bytes]]:
    """The files of the newest version of every other process, by its name."""
    names = session.scalars(
        select(ProcessDefinition.name)
        .where(ProcessDefinition.name != process)
        .distinct()
        .order_by(ProcessDefinition.name)
    )
    newest = {name: definitions.latest(session, name).id for name in names}
    return {name: definitions.load(session, each).files for name, each in newest.items()}
