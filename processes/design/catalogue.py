"""The list of processes: their versions, how many cases run on each, and the drafts going on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import definitions
from engine.about import FILE
from engine.draft_names import process_title
from engine.drafts import GOING_ON
from models import Draft, DraftFile, InstanceStatus, ProcessDefinition, ProcessInstance


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

    @property
    def running_older(self) -> int:
        """How many of them run on another version than the newest."""
        return sum(version.running for version in self.versions[1:])


def catalogue(session: Session) -> list[Listed]:
    """Every process that is deployed or being drafted, by name."""
    versions = _versions(session)
    drafts = _drafts(session)
    by_name: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_name.setdefault(draft.name, []).append(draft)
    return [
        _listed(session, name, versions[name], by_name.get(name, []))
        if name in versions
        else _never_deployed(name, by_name[name], drafts)
        for name in sorted(versions.keys() | by_name.keys())
    ]


def _drafts(session: Session) -> Mapping[Draft, Mapping[str, bytes]]:
    """The drafts going on, the oldest first; those of new processes with what names them."""
    names_it = DraftFile.path.like("%.bpmn") | (DraftFile.path == FILE)
    of_new = (DraftFile.draft_id == Draft.id) & Draft.base_id.is_(None) & names_it
    rows = session.execute(
        select(Draft, DraftFile.path, DraftFile.content)
        .outerjoin(DraftFile, of_new)
        .where(Draft.state.in_(GOING_ON))
        .order_by(Draft.created_at, Draft.id)
    )
    found: dict[Draft, dict[str, bytes]] = {}
    for draft, path, content in rows:
        files = found.setdefault(draft, {})
        if path is not None:
            files[path] = content
    return found


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
    outline = definitions.load(session, versions[0].id).outline
    return Listed(name, outline.name, outline.name_hi, versions, drafts)


def _never_deployed(
    name: str, drafts: Sequence[Draft], files: Mapping[Draft, Mapping[str, bytes]]
) -> Listed:
    """A process that is drafted only, as its latest draft calls it."""
    title, title_hi = process_title(files[drafts[-1]], name)
    return Listed(name, title, title_hi, [], drafts)
