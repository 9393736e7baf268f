"""The processes beside a draft: what one sends, another may take."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine import definitions
from engine.definitions import Definition
from models import ProcessDefinition


def newest(session: Session) -> list[Definition]:
    """The newest version of every process that is deployed."""
    names = session.scalars(
        select(ProcessDefinition.name).distinct().order_by(ProcessDefinition.name)
    ).all()
    ids = [definitions.latest(session, name).id for name in names]
    return [definitions.load(session, each) for each in ids]


def files_beside(session: Session, process: str) -> dict[str, Mapping[str, bytes]]:
    """The files of the newest version of every other process, by its name."""
    return {each.name: each.files for each in newest(session) if each.name != process}
