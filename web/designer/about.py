"""Who may start a process and which roles it brings, as a form; it writes `process.json`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import drafts as engine_drafts
from engine.about import FILE, MOST_SEATS, About, BroughtRole, about, is_role, write
from engine.draft_names import process_title
from engine.exceptions import DraftConflict
from engine.owners import LEVELS
from models import Level
from processes.design.choices import choices
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint
from web.designer.surroundings import draft_page
from web.office.words import named
from web.office.words import role as role_name
from web.portal import portal

#: Empty lines for further roles below those that are there.
_EMPTY = 2


@blueprint.get("/drafts/<draft_id>/about")
@staff.permits(Permission.DESIGN, at_once=True)
def edit_about(draft_id: str) -> ResponseReturnValue:
    """Its name, who may start it, and the roles it brings."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    files = engine_drafts.files(session, draft.id)
    said = about(files) if FILE in files else About(*process_title(files, draft.name))
    return _show(draft_id, _typed(said), read=_read(draft_id))


@blueprint.post("/drafts/<draft_id>/about")
@staff.permits(Permission.DESIGN, at_once=True)
def save_about(draft_id: str) -> ResponseReturnValue:
    """Write the file, unless another designer was quicker."""
    typed = _posted()
    faults = _faults(typed)
    read = request.form.get("read", "")
    if faults:
        return _show(draft_id, typed, read=read, faults=faults), 422
    try:
        engine_drafts.save_file(
            database.session(),
            draft_id,
            FILE,
            write(_about(typed)),
            read=int(read) if read.isdecimal() else None,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except DraftConflict:
        database.session().rollback()
        faults = [gettext("Another designer has changed it meanwhile: read it again below.")]
        said = about(engine_drafts.files(database.session(), draft_id))
        return _show(draft_id, _typed(said), read=_read(draft_id), faults=faults), 409
    database.commit()
    flash(gettext("Saved."), "done")
    return redirect(url_for("designer.edit_about", draft_id=draft_id), 303)


def _show(
    draft_id: str, typed: Mapping[str, Any], *, read: str, faults: list[str] | None = None
) -> str:
    draft = engine_drafts.find(database.session(), draft_id)
    shown = draft_page(draft)
    known = choices(portal().registry, draft.name, shown.contents).roles
    brought = {each.role: named(each.name, each.name_hi) for each in about(shown.contents).roles}
    return render_template(
        "designer/about.html",
        shown=shown,
        typed=typed,
        read=read,
        roles={
            role: brought.get(role) or role_name(role)
            for role in known
            if role not in ("complainant", "system")
        },
        levels=[level.name.lower() for level in Level],
        most_seats=MOST_SEATS,
        faults=faults or [],
    )


def _read(draft_id: str) -> str:
    """The state of the file as the page has read it; empty: it is not there."""
    session = database.session()
    listed = engine_drafts.listing(session, engine_drafts.find(session, draft_id))
    return next((str(each.saves) for each in listed if each.path == FILE), "")


def _typed(said: About) -> dict[str, Any]:
    """What the form shows of a file."""
    roles = [{**asdict(each), "level": each.level.name.lower()} for each in said.roles]
    return {
        "name": said.name,
        "name_hi": said.name_hi,
        "may_start": list(said.may_start),
        "roles": roles + [_EMPTY_ROLE] * _EMPTY,
    }


_EMPTY_ROLE: Mapping[str, Any] = {
    "role": "",
    "level": "station",
    "name": "",
    "name_hi": "",
    "woman": False,
    "seats": 1,
}


def _posted() -> dict[str, Any]:
    """What was typed, line by line; the boxes of a line carry its number."""
    form = request.form
    women = set(form.getlist("woman"))
    columns = [
        form.getlist(name) for name in ("role", "role_name", "role_name_hi", "level", "seats")
    ]
    roles = [
        {
            "role": role.strip(),
            "name": name.strip(),
            "name_hi": name_hi.strip(),
            "level": level,
            "seats": seats.strip(),
            "woman": str(number) in women,
        }
        for number, (role, name, name_hi, level, seats) in enumerate(zip(*columns, strict=False))
    ]
    return {
        "name": form.get("name", "").strip(),
        "name_hi": form.get("name_hi", "").strip(),
        "may_start": form.getlist("may_start"),
        "roles": roles,
    }


def _faults(typed: Mapping[str, Any]) -> list[str]:
    faults = []
    if not typed["name"] or not typed["name_hi"]:
        faults.append(gettext("The process needs a name in both languages."))
    for role in _filled(typed):
        if not is_role(role["role"]):
            faults.append(gettext("A role has a short name of small letters, digits and _."))
        if not role["name"] or not role["name_hi"]:
            faults.append(
                gettext("The role %(role)s needs a name in both languages.", role=role["role"])
            )
        if role["level"] not in LEVELS:
            faults.append(gettext("The role %(role)s needs a level.", role=role["role"]))
        seats = str(role["seats"])
        if not (seats.isascii() and seats.isdecimal() and 1 <= int(seats[:3]) <= MOST_SEATS):
            faults.append(
                gettext(
                    "The role %(role)s has 1 to %(most)s posts at each unit.",
                    role=role["role"],
                    most=MOST_SEATS,
                )
            )
    return faults


def _about(typed: Mapping[str, Any]) -> About:
    return About(
        name=typed["name"],
        name_hi=typed["name_hi"],
        may_start=tuple(each for each in typed["may_start"] if is_role(each)),
        roles=tuple(
            BroughtRole(
                role=role["role"],
                level=LEVELS[role["level"]],
                name=role["name"],
                name_hi=role["name_hi"],
                woman=role["woman"],
                seats=int(role["seats"]),
            )
            for role in _filled(typed)
        ),
    )


def _filled(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines in which something is written; an emptied line takes a role out."""
    return [each for each in typed["roles"] if each["role"] or each["name"] or each["name_hi"]]
