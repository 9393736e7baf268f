"""Process definitions: drawings with all their files, deployed once and never changed afterwards.

A definition is known by the hash of all its files. It is parsed once in each Python process and
shared by all instances and threads; instances pin the definition they began with.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine import elements, start_timers
from engine.about import for_women
from engine.built_in import BUILT_IN
from engine.cache import Cache
from engine.check import Finding, Known, Severity
from engine.check.apart import check_apart
from engine.decisions import Decision, DecisionRefused, compile_decisions
from engine.drawing import Drawing, Element, find_drawing, read_drawing
from engine.exceptions import DefinitionNotFound, DefinitionRefused
from engine.json_files import read_json
from engine.owners import LEVELS
from engine.registry import Process, Registry
from models import DefinitionFile, ProcessDefinition
from models.types import new_id

#: The designer's checker: here or in a process of its own.
Checker = Callable[..., list[Finding]]

#: Of a topic whose properties say what it sets.
NONE: frozenset[str] = frozenset()

#: So many definitions stay parsed; an installation runs a few versions of a few processes.
CACHE_SIZE = 256


@dataclass(frozen=True)
class Parsed:
    """Everything read from the files of a definition; shared, so never changed."""

    content_hash: str
    name: str
    files: Mapping[str, bytes]
    outline: Drawing
    drawing: bytes
    forms: Mapping[str, Mapping[str, Any]]
    notices: Mapping[str, Any]
    decisions: Mapping[str, Decision]
    spec: Any
    subprocess_specs: dict[str, Any]


@dataclass(frozen=True)
class Definition:
    """One deployed version of a drawing, ready to run."""

    id: str
    version: int
    parsed: Parsed

    @property
    def name(self) -> str:
        return self.parsed.name

    @property
    def content_hash(self) -> str:
        return self.parsed.content_hash

    @property
    def files(self) -> Mapping[str, bytes]:
        """All files by their path below the definition's folder."""
        return self.parsed.files

    @property
    def drawing(self) -> bytes:
        """The BPMN file, as the designer saved it."""
        return self.parsed.drawing

    @property
    def outline(self) -> Drawing:
        return self.parsed.outline

    @property
    def elements(self) -> Mapping[str, Element]:
        return self.parsed.outline.elements

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """The decisions of all tables, by id."""
        return self.parsed.decisions

    @property
    def forms(self) -> Mapping[str, Mapping[str, Any]]:
        """Form files by path, as JSON."""
        return self.parsed.forms

    @property
    def start_form(self) -> str | None:
        """The path of the start event's form."""
        return self.parsed.outline.start_form

    @property
    def notices(self) -> Mapping[str, Any]:
        """What the files under notices/ say, by file name without its suffix."""
        return self.parsed.notices


_parsed: Cache[Parsed] = Cache(CACHE_SIZE)  # by content hash
_deployed: Cache[Definition] = Cache(CACHE_SIZE)  # by definition id


def deploy(
    session: Session,
    registry: Registry,
    *,
    name: str,
    files: Mapping[str, bytes],
    by: str | None,
    note: str,
    now: datetime,
    checker: Checker = check_apart,
    approved_by: str | None = None,
    rolled_back_from: str | None = None,
) -> ProcessDefinition:
    """Store a drawing with all its files as the newest version of the process `name`.

    The same content as the newest version changes nothing and returns that version. The checker
    works in a process of its own, with limits; `engine.check.check` may do it here for files that
    are as trusted as this program. It comes before the first statement; who has begun a transaction
    checks before that, and hands in what was found.

    :raises DefinitionRefused: with everything found that would not run
    """
    refuse_errors(registry, name=name, files=files, checker=checker)
    content_hash = hash_of(files)
    newest = _newest(session, name)
    if newest is not None and newest.content_hash == content_hash:
        return newest
    parsed = parse(name, files)
    row = ProcessDefinition(
        id=new_id(),
        name=name,
        version=1 if newest is None else newest.version + 1,
        content_hash=content_hash,
        deployed_at=now,
        deployed_by=by,
        note=note,
        approved_by=approved_by,
        rolled_back_from=rolled_back_from,
    )
    session.add(row)
    session.flush()
    session.add_all(
        DefinitionFile(definition_id=row.id, path=path, content=content)
        for path, content in files.items()
    )
    session.flush()
    start_timers.schedule(session.connection(), name, parsed.spec, now=now, zone=registry.zone)
    return row


def refuse_errors(
    registry: Registry,
    *,
    name: str,
    files: Mapping[str, bytes],
    checker: Checker = check_apart,
) -> None:
    """Run the designer's checker.

    :raises DefinitionRefused: it found errors
    """
    findings = checker(files, known_to(registry, name), process=name)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise DefinitionRefused(errors)


def known_to(registry: Registry, name: str) -> Known:
    """What the drawing of a process may name in this installation."""
    process = registry.process(name)
    return Known(
        topics=frozenset({*BUILT_IN, *process.service_tasks}),
        roles=process.roles,
        own_roles=registry.own_roles,
        levels=frozenset(LEVELS),
        option_sources=process.option_sources,
        notices=process.notices,
        decisions=process.decisions,
        sets=_declared(process),
        variables=process.variables,
        deadlines=process.deadlines,
    )


def _declared(process: Process) -> Mapping[str, frozenset[str]] | None:
    """What each topic sets; a process without Python has the built-in ones alone."""
    if process.sets is None and process.service_tasks:
        return None
    return {**(process.sets or {}), **dict.fromkeys(BUILT_IN, NONE)}


def latest(session: Session, name: str) -> ProcessDefinition:
    """The newest version of a process.

    :raises DefinitionNotFound: it was never deployed
    """
    newest = _newest(session, name)
    if newest is None:
        raise DefinitionNotFound(name=name)
    return newest


def load(session: Session, definition_id: str) -> Definition:
    """A deployed definition, parsed; from memory after the first time.

    :raises DefinitionNotFound: there is none with this id
    """
    known = _deployed.get(definition_id)
    if known is not None:
        return known
    row = session.get(ProcessDefinition, definition_id)
    if row is None:
        raise DefinitionNotFound(id=definition_id)
    parsed = _parsed.get(row.content_hash)
    if parsed is None:
        stored = session.execute(
            select(DefinitionFile.path, DefinitionFile.content)
            .where(DefinitionFile.definition_id == definition_id)
            .order_by(DefinitionFile.path)
        )
        parsed = parse(row.name, {row.path: row.content for row in stored})
    definition = Definition(id=row.id, version=row.version, parsed=parsed)
    _deployed.put(definition_id, definition)
    return definition


def parse(name: str, files: Mapping[str, bytes]) -> Parsed:
    """Read the files of a definition into what instances run on; once per content.

    :raises DefinitionRefused: the drawing cannot run
    """
    content_hash = hash_of(files)
    known = _parsed.get(content_hash)
    if known is not None:
        return known
    path = find_drawing(files, name)
    if path is None:
        raise DefinitionRefused([f"no file draws the process {name}"])
    try:
        spec, subprocess_specs = elements.parse(files, name)
        decisions: dict[str, Decision] = {}
        for tables in (files[each] for each in sorted(files) if each.endswith(".dmn")):
            decisions |= compile_decisions(tables)
    except (elements.ElementRefused, DecisionRefused) as error:
        raise DefinitionRefused([str(error)]) from error
    parsed = Parsed(
        content_hash=content_hash,
        name=name,
        files=MappingProxyType(dict(files)),
        outline=for_women(read_drawing(files, name), files),
        drawing=files[path],
        forms=MappingProxyType(_json_files(files, suffix=".form")),
        notices=MappingProxyType(
            {
                PurePosixPath(path).stem: content
                for path, content in _json_files(files, suffix=".json", under="notices/").items()
            }
        ),
        decisions=MappingProxyType(decisions),
        spec=spec,
        subprocess_specs=subprocess_specs,
    )
    _parsed.put(content_hash, parsed)
    return parsed


def hash_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the paths and contents of all files, each with its length."""
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        for part in (path.encode(), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def _json_files(files: Mapping[str, bytes], *, suffix: str, under: str = "") -> dict[str, Any]:
    return {
        path: read_json(text)
        for path, text in files.items()
        if path.endswith(suffix) and path.startswith(under)
    }


def _newest(session: Session, name: str) -> ProcessDefinition | None:
    return session.scalar(
        select(ProcessDefinition).where(
            ProcessDefinition.name == name,
            ProcessDefinition.version
            == select(func.max(ProcessDefinition.version))
            .where(ProcessDefinition.name == name)
            .scalar_subquery(),
        )
    )
