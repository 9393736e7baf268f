"""The versions of a process: who published each, when and why, and going back to an older one."""

from collections.abc import Iterable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy import select

from engine import definitions
from engine import versions as engine_versions
from engine.check.accepting import FILE, Accepted, accepted
from engine.check.apart import check_apart
from engine.drawing_diff import compare
from engine.exceptions import (
    DefinitionNotFound,
    DefinitionRefused,
    NewestMovedOn,
    NothingToPublish,
    WordsNeeded,
)
from engine.migration import asking
from models import DefinitionFile, ProcessDefinition
from processes.design import publishing
from processes.design.catalogue import catalogue
from processes.design.checking import known_here, that_found
from processes.design.designers import designers
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint, differences
from web.designer.naming import note_said, process_called
from web.portal import portal


@blueprint.get("/processes/<name>")
@staff.permits(Permission.DESIGN, at_once=True)
def versions(name: str) -> ResponseReturnValue:
    """All versions of a process, the newest first."""
    session = database.session()
    listed = next((each for each in catalogue(session) if each.name == name), None)
    if listed is None:
        raise DefinitionNotFound(name=name)
    rows = {each.id: session.get_one(ProcessDefinition, each.id) for each in listed.versions}
    people = designers(
        session,
        [who for row in rows.values() for who in (row.deployed_by, row.approved_by)]
        + [who for draft in listed.drafts for who in (draft.created_by, draft.saved_by)],
    )
    return render_template(
        "designer/versions.html",
        listed=listed,
        rows=rows,
        numbers={each.id: each.version for each in rows.values()},
        people=people,
        note_said=note_said,
        waiting=asking.waiting(session).get(name, []),
        accepted=_accepted(rows),
    )


@blueprint.get("/versions/<definition_id>/roll-back")
@staff.permits(Permission.DESIGN, at_once=True)
def to_roll_back(definition_id: str) -> ResponseReturnValue:
    """What going back to this version would change, and the reason for it."""
    return _show(_version(definition_id))


@blueprint.post("/versions/<definition_id>/roll-back")
@staff.permits(Permission.DESIGN, at_once=True)
def roll_back(definition_id: str) -> ResponseReturnValue:
    """Deploy it again, now; all other designers are told."""
    session, registry = database.session(), portal().registry
    old = _version(definition_id)
    reason = request.form.get("reason", "").strip()
    files, name = engine_versions.files_of(session, old.id), old.name
    known = known_here(session, registry, name)
    session.rollback()
    findings = check_apart(files, known, process=name)
    try:
        row = publishing.roll_back(
            session,
            registry,
            definition_id,
            reason=reason,
            by=staff.officer().officer_id,
            seen_newest=request.form.get("newest") or None,
            now=clock.now(),
            checker=that_found(findings),
        )
    except WordsNeeded:
        session.rollback()
        return _show(_version(definition_id), fault=gettext("Say in a sentence or two why.")), 422
    except (NewestMovedOn, NothingToPublish):
        session.rollback()
        fault = gettext("Another version was published meanwhile. Look at the comparison again.")
        return _show(_version(definition_id), reason=reason, fault=fault), 409
    except DefinitionRefused:
        session.rollback()
        fault = gettext("This version cannot run here any more.")
        return _show(_version(definition_id), reason=reason, fault=fault), 422
    number = row.version
    database.commit()
    words = gettext("Rolled back. Version %(number)s runs; all designers are told.", number=number)
    flash(words, "done")
    return redirect(url_for("designer.versions", name=name), 303)


@blueprint.post("/versions/<definition_id>/seen")
@staff.permits(Permission.DESIGN, at_once=True)
def note_seen(definition_id: str) -> ResponseReturnValue:
    """Say that one knows of a rollback."""
    publishing.note_seen(
        database.session(), staff.officer().officer_id, definition_id, now=clock.now()
    )
    database.commit()
    return redirect(url_for("designer.processes"), 303)


def _accepted(ids: Iterable[str]) -> Mapping[str, list[Accepted]]:
    """The warnings that each of these versions was published with."""
    files = database.session().execute(
        select(DefinitionFile.definition_id, DefinitionFile.content).where(
            DefinitionFile.definition_id.in_(list(ids)), DefinitionFile.path == FILE
        )
    )
    return {row.definition_id: accepted({FILE: row.content}) for row in files}


def _version(definition_id: str) -> ProcessDefinition:
    row = database.session().get(ProcessDefinition, definition_id)
    if row is None:
        raise DefinitionNotFound(id=definition_id)
    return row


def _show(old: ProcessDefinition, *, reason: str = "", fault: str = "") -> str:
    session = database.session()
    newest = definitions.latest(session, old.name)
    changed = compare(
        engine_versions.files_of(session, newest.id), engine_versions.files_of(session, old.id)
    )
    return render_template(
        "designer/roll_back.html",
        old=old,
        newest=newest,
        called=process_called(old.name),
        found=differences.shown(changed),
        reason=reason,
        fault=fault,
    )
