"""Ordering a migration: the two versions, which step becomes which, and which cases are meant."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine.called import names_of
from engine.drawing import Element
from engine.exceptions import CannotMove, DefinitionNotFound, SameVersion
from engine.migration import asking, orders
from engine.migration.orders import Order
from engine.migration.pairs import Pair, pairs, standing
from engine.migration.plan import Plan
from engine.registry import Actor
from models import Level, Unit
from models.case_migration import WHY_LENGTH
from processes.design.catalogue import Listed, catalogue
from processes.permissions.permission import Permission
from processes.posts.units import highest, units_below
from web import clock, database, staff
from web.designer import blueprint, dry_runs
from web.designer.at_work import TooManyAtWork
from web.designer.naming import process_called
from web.designer.order_form import MAP, address, order_read, steps_read
from web.designer.reason_words import said
from web.portal import portal

_EVENT = "boundaryEvent"


@dataclass(frozen=True)
class Renamed:
    """An event on a step that the new version does not know, and what it could be there."""

    old: Element
    choices: Sequence[Element]


@blueprint.get("/processes/<name>/migrate")
@staff.permits(Permission.DESIGN, at_once=True)
def migrate(name: str) -> ResponseReturnValue:
    """The two versions, the steps of the old one and what they become; nothing is tried yet."""
    if len(_listed(name).versions) < 2:
        flash(gettext("There is only one version; no case can move."), "soon")
        return redirect(url_for("designer.versions", name=name), 303)
    return _show(name)


@blueprint.post("/processes/<name>/migrate")
@staff.permits(Permission.DESIGN, at_once=True)
def try_migration(name: str) -> ResponseReturnValue:
    """Try it on every selected case, without moving one; or only match the steps again."""
    order = _order(name)
    if "again" in request.form:
        return redirect(address(order, zone=portal().registry.zone), 303)
    database.session().rollback()
    try:
        key = dry_runs.begin(order, now=clock.now())
    except TooManyAtWork:
        flash(gettext("Others are trying migrations. Try again in some minutes."), "soon")
        return redirect(address(order, zone=portal().registry.zone), 303)
    except SameVersion:
        return _show(name, fault=gettext("A case cannot move to the version it runs.")), 422
    except CannotMove as refused:
        return _show(name, fault=" ".join(said(each) for each in refused.reasons)), 422
    return redirect(url_for("designer.tried_migration", key=key), 303)


@blueprint.get("/dry-runs/<key>")
@staff.permits(Permission.DESIGN, at_once=True)
def tried_migration(key: str) -> ResponseReturnValue:
    """How far the dry run is, and what it found."""
    return _show_tried(_found(key))


@blueprint.post("/dry-runs/<key>")
@staff.permits(Permission.DESIGN, at_once=True)
def order_migration(key: str) -> ResponseReturnValue:
    """Order what was tried: it begins at once, or when another designer agrees."""
    tried = _found(key)
    why = request.form.get("why", "").strip()
    if not why or len(why) > WHY_LENGTH:
        return _show_tried(tried, why=why, fault=gettext("Say in a sentence or two why.")), 422
    if not tried.is_over:
        return _show_tried(tried, why=why, fault=gettext("The dry run is not over yet.")), 422
    kept = tried.order
    order = Order(kept.process, kept.from_version, kept.to_version, kept.steps, kept.selection, why)
    needs_second = portal().settings.second_person
    begin = asking.ask if needs_second else orders.begin
    actor = Actor(staff.officer().officer_id)
    migration_id = begin(database.session(), order, actor=actor, now=clock.now())
    database.commit()
    if needs_second:
        flash(gettext("Asked for. Another designer decides."), "done")
    else:
        flash(gettext("The cases begin to move."), "done")
    return redirect(url_for("designer.migration", migration_id=migration_id), 303)


def chosen_plan(name: str) -> Plan:
    """The plan between the two versions that the address or the form names.

    Without them it is the one before the newest, and the newest.
    """
    versions = _listed(name).versions
    if len(versions) < 2:
        raise DefinitionNotFound(name=name)
    numbers = {str(each.number): each.number for each in versions}
    since = request.values.get("from", str(versions[1].number))
    to = request.values.get("to", str(versions[0].number))
    if since not in numbers or to not in numbers:
        raise DefinitionNotFound(name=name)
    session = database.session()
    return Plan(
        orders.version(session, name, numbers[since]), orders.version(session, name, numbers[to])
    )


def _listed(name: str) -> Listed:
    """The process with its versions.

    :raises DefinitionNotFound: there is none of this name
    """
    found = next((each for each in catalogue(database.session()) if each.name == name), None)
    if found is None:
        raise DefinitionNotFound(name=name)
    return found


def _order(name: str) -> Order:
    return order_read(name, chosen_plan(name), request.values, zone=portal().registry.zone)


def _show(name: str, *, fault: str = "") -> str:
    session, registry = database.session(), portal().registry
    plain = chosen_plan(name)
    order = order_read(name, plain, request.values, zone=registry.zone)
    plan = Plan(plain.source, plain.target, steps_read(plain, request.values))
    found = pairs(plan)
    return render_template(
        "designer/migrate.html",
        listed=_listed(name),
        plan=plan,
        old_names=names_of(plan.source.files),
        new_names=names_of(plan.target.files),
        order=order,
        suggested=_suggested(found),
        to_map=[pair for pair in found if _is_to_map(pair)],
        alike=[pair for pair in found if not _is_to_map(pair)],
        events=_renamed_events(plan),
        standing=standing(session, plan.source.id),
        all_steps=[pair.old for pair in found],
        sent=request.values,
        places=_places(),
        said=said,
        MAP=MAP,
        fault=fault,
    )


def _is_to_map(pair: Pair) -> bool:
    return pair.reason is not None or pair.is_mapped


def _suggested(found: Sequence[Pair]) -> Mapping[str, str]:
    """For steps without a counterpart, the only new step of the same name, if there is one."""
    known = {pair.old.id for pair in found}
    names = Counter(pair.old.name for pair in found if pair.new is None)
    alike = {
        pair.old.id: [
            each.id
            for each in pair.choices
            if each.name == pair.old.name and each.id not in known and names[each.name] == 1
        ]
        for pair in found
        if pair.new is None and pair.old.name and MAP + pair.old.id not in request.values
    }
    return {old: new[0] for old, new in alike.items() if len(new) == 1}


def _renamed_events(plan: Plan) -> list[Renamed]:
    """Events on steps that are gone by their id; unmapped, what waits there is withdrawn."""
    old, new = plan.source.elements, plan.target.elements
    added = [each for each in new.values() if each.kind == _EVENT and each.id not in old]
    return [
        Renamed(each, added)
        for each in old.values()
        if each.kind == _EVENT and each.id not in new and added
    ]


def _places() -> Mapping[Unit, list[Unit]]:
    """The states, each with its districts."""
    session = database.session()
    nation = highest(session)[0]
    districts = units_below(session, nation, Level.DISTRICT)
    return {
        state: [each for each in districts if each.state_id == state.id]
        for state in units_below(session, nation, Level.STATE)
    }


def _found(key: str) -> dry_runs.DryRun:
    tried = dry_runs.found(key)
    if tried is None:
        abort(404)
    return tried


def _show_tried(tried: dry_runs.DryRun, *, why: str = "", fault: str = "") -> str:
    session = database.session()
    order, unit_id = tried.order, tried.order.selection.unit_id
    plan = Plan(
        orders.version(session, order.process, order.from_version),
        orders.version(session, order.process, order.to_version),
    )
    return render_template(
        "designer/dry_run.html",
        tried=tried,
        order=order,
        old_names=names_of(plan.source.files),
        new_names=names_of(plan.target.files),
        called=process_called(order.process),
        unit=session.get(Unit, unit_id) if unit_id else None,
        change=address(order, zone=portal().registry.zone),
        needs_second=portal().settings.second_person,
        NAMED=dry_runs.NAMED,
        said=said,
        why=why,
        fault=fault,
    )
