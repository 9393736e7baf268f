"""The list of processes: their versions, how many cases run on each, and the drafts going on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.drafts import GOING_ON
from models import Draft, InstanceStatus, ProcessDefinition, ProcessInstance


@dataclass(frozen=True)
class Version:
    """A deployed version, with how many cases run on it."""

    id: str
    number: int
    deployed_at: datetime
    deployed_by: str | None
    note: str
    running: int


@dataclass(frozen=True)
class Listed:
    """A process as the list shows it; one that was never deployed has drafts only."""

    name: str
    title: str
    title_hi: str
    versions: Sequence[Version]
    drafts: Sequence[Draft]

    @property
    def running(self) -> int:
        """How many cases run, on all versions together."""
        return sum(version.running for version in self.versions)


def catalogue(session: Session) -> list[Listed]:
    """Every process that is deployed or being drafted, by name."""
    versions = _versions(session)
    drafts: dict[str, list[Draft]] = {}
    for draft in session.scalars(
        select(Draft).where(Draft.state.in_(GOING_ON)).order_by(Draft.created_at)
    ):
        drafts.setdefault(draft.name, []).append(draft)
    return [
        _listed(session, name, versions.get(name, []), drafts.get(name, []))
        for name in sorted(versions.keys() | drafts.keys())
    ]


def _versions(session: Session) -> Mapping[str, list[Version]]:
    """The versions of each process, the newest first, with their running cases: one query."""
    running = func.count(ProcessInstance.id)
    rows = session.execute(
        select(ProcessDefinition, running)
        .outerjoin(
            ProcessInstance,
            (ProcessInstance.definition_id == ProcessDefinition.id)
            & (ProcessInstance.status == InstanceStatus.RUNNING),
        )
        .group_by(ProcessDefinition.id)
        .order_by(ProcessDefinition.name, ProcessDefinition.version.desc())
    )
    found: dict[str, list[Version]] = {}
    for row, count in rows:
        found.setdefault(row.name, []).append(
            Version(row.id, row.version, row.deployed_at, row.deployed_by, row.note, count)
        )
    return found


def _listed(
    session: Session, name: str, versions: Sequence[Version], drafts: Sequence[Draft]
) -> Listed:
    title = title_hi = name.replace("_", " ").capitalize()
    if versions:
        outline = definitions.load(session, versions[0].id).outline
        title, title_hi = outline.name, outline.name_hi
    return Listed(name, title, title_hi, versions, drafts)
