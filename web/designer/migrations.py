"""Migrations: those of a process, how far one is, who lets it begin, and what it has come to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions
from engine.called import names_of
from engine.exceptions import DefinitionNotFound, MigrationDecided, MigrationNotFound
from engine.migration import asking, orders
from engine.migration.reasons import Reason
from engine.registry import Actor
from models import CaseMigration, MigrationStatus, MoveStatus, Unit
from processes.design.catalogue import catalogue
from processes.design.designers import designers
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.order_form import address
from web.designer.reason_words import STATUSES, said, short
from web.portal import portal

#: So many cases that stay are listed on one page.
PAGE = 100


@blueprint.get("/processes/<name>/migrations")
@staff.permits(Permission.DESIGN, at_once=True)
def migrations(name: str) -> ResponseReturnValue:
    """The migrations of a process, the newest first."""
    session = database.session()
    listed = next((each for each in catalogue(session) if each.name == name), None)
    if listed is None:
        raise DefinitionNotFound(name=name)
    found = orders.migrations_of(session, name)
    return render_template(
        "designer/migrations.html",
        listed=listed,
        found=found,
        numbers={each.id: each.number for each in listed.versions},
        progress={each.id: orders.progress(session, each.id) for each in found},
        people=designers(session, [each.ordered_by for each in found]),
        STATUSES=STATUSES,
    )


@blueprint.get("/migrations/<migration_id>")
@staff.permits(Permission.DESIGN, at_once=True)
def migration(migration_id: str) -> ResponseReturnValue:
    """How far it is, what keeps cases where they are, and what can be done."""
    return _show(find(migration_id))


@blueprint.post("/migrations/<migration_id>/agree")
@staff.permits(Permission.DESIGN, at_once=True)
def agree_to_migration(migration_id: str) -> ResponseReturnValue:
    """Let it begin; never who has asked for it."""
    try:
        asking.agree(database.session(), migration_id, actor=_actor(), now=clock.now())
    except MigrationDecided:
        return _decided(migration_id)
    database.commit()
    flash(gettext("The cases begin to move."), "done")
    return redirect(url_for("designer.migration", migration_id=migration_id), 303)


@blueprint.post("/migrations/<migration_id>/decline")
@staff.permits(Permission.DESIGN, at_once=True)
def decline_migration(migration_id: str) -> ResponseReturnValue:
    """Take it back, or refuse it; nothing has moved."""
    try:
        asking.decline(database.session(), migration_id, actor=_actor(), now=clock.now())
    except MigrationDecided:
        return _decided(migration_id)
    database.commit()
    flash(gettext("It will not begin. No case has moved."), "done")
    return redirect(url_for("designer.migration", migration_id=migration_id), 303)


@blueprint.post("/migrations/<migration_id>/stop")
@staff.permits(Permission.DESIGN, at_once=True)
def stop_migration(migration_id: str) -> ResponseReturnValue:
    """Move no further case."""
    if find(migration_id).status is MigrationStatus.ASKED:
        return _decided(migration_id)
    orders.stop(database.session(), migration_id, actor=_actor(), now=clock.now())
    database.commit()
    flash(gettext("Stopped. What has moved stays moved."), "done")
    return redirect(url_for("designer.migration", migration_id=migration_id), 303)


def find(migration_id: str) -> CaseMigration:
    """A migration.

    :raises MigrationNotFound: there is none with this id
    """
    row = database.session().get(CaseMigration, migration_id)
    if row is None:
        raise MigrationNotFound(id=migration_id)
    return row


def _actor() -> Actor:
    return Actor(staff.officer().officer_id)


def _decided(migration_id: str) -> ResponseReturnValue:
    database.session().rollback()
    fault = gettext("It was decided on already. This is how it stands now.")
    return _show(find(migration_id), fault=fault), 409


def _show(row: CaseMigration, *, fault: str = "") -> str:
    session = database.session()
    order = asking.order_of(session, row)
    source = definitions.load(session, row.from_definition_id)
    target = definitions.load(session, row.to_definition_id)
    after = request.args.get("after", "")
    staying = orders.moves(
        session,
        row.id,
        status=MoveStatus.REFUSED,
        after=after if after.isalnum() else "",
        limit=PAGE + 1,
    )
    unit_id = order.selection.unit_id
    return render_template(
        "designer/migration.html",
        row=row,
        order=order,
        target=target,
        old_names=names_of(source.files),
        new_names=names_of(target.files),
        unit=session.get(Unit, unit_id) if unit_id else None,
        progress=orders.progress(session, row.id),
        summary=orders.report(session, row.id),
        staying=staying[:PAGE],
        following=staying[PAGE - 1].instance_id if len(staying) > PAGE else None,
        people=designers(session, [row.ordered_by, row.decided_by]),
        is_hers=row.ordered_by == staff.officer().officer_id,
        again=address(order, zone=portal().registry.zone),
        STATUSES=STATUSES,
        said=said,
        reason_of=Reason.of_json,
        short=short,
        fault=fault,
    )
