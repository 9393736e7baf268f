"""Comparing any two versions of a process, or a draft with a version: as a list, side by side."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import drafts as engine_drafts
from engine import versions
from engine.draft_names import process_title
from engine.drawing_diff import compare
from engine.exceptions import DefinitionNotFound, DraftFileNotFound
from engine.translated import in_hindi
from engine.xml import XmlRefused
from models import Draft, ProcessDefinition
from processes.permissions.permission import Permission
from web import database, i18n, staff
from web.designer import blueprint, differences
from web.office.words import know_roles_of, named

_DRAFT = re.compile(r"draft-(?P<id>[0-9a-f]{32})")


@dataclass(frozen=True)
class Side:
    """One of the two: a version, or a draft."""

    key: str  # as it stands in the address
    name: str  # of the process
    version: ProcessDefinition | None
    draft: Draft | None
    files: Mapping[str, bytes]

    @property
    def title(self) -> str:
        """What the process is called there, in the language of the page."""
        return named(*process_title(self.files, self.name))

    @property
    def back(self) -> str:
        """The page it belongs to."""
        if self.draft is not None:
            return url_for("designer.publish", draft_id=self.draft.id)
        return url_for("designer.versions", name=self.name)


@blueprint.get("/compare")
@staff.permits(Permission.DESIGN, at_once=True)
def compare_chosen() -> ResponseReturnValue:
    """Go to the comparison of the two that a form has named."""
    before, after = request.args.get("before", ""), request.args.get("after", "")
    if not before or not after:
        raise DefinitionNotFound
    return redirect(url_for("designer.compare_two", before=before, after=after), 303)


@blueprint.get("/compare/<before>/<after>")
@staff.permits(Permission.DESIGN, at_once=True)
def compare_two(before: str, after: str) -> ResponseReturnValue:
    """What differs between two sides."""
    old, new = side(before), side(after)
    if old.name != new.name:
        raise DefinitionNotFound(name=new.name)
    for each in (old, new):
        know_roles_of(each.files)
    found = differences.shown(compare(old.files, new.files))
    return render_template("designer/compare.html", old=old, new=new, found=found)


@blueprint.get("/compare/<key>/drawings/<path:path>")
@staff.permits(Permission.DESIGN, at_once=True)
def compared_drawing(key: str, path: str) -> ResponseReturnValue:
    """A drawing of one side, in the language of the page."""
    found = side(key)
    if not path.endswith(".bpmn") or path not in found.files:
        raise DraftFileNotFound(path=path)
    drawn = found.files[path]
    try:
        shown = in_hindi(drawn) if i18n.language() == "hi" else drawn
    except XmlRefused:
        shown = drawn
    return Response(shown, mimetype="application/xml")


def side(key: str) -> Side:
    """A version by its id, or a draft by `draft-` and its id.

    :raises DefinitionNotFound: there is no such version
    :raises DraftNotFound: there is no such draft
    """
    session = database.session()
    is_draft = _DRAFT.fullmatch(key)
    if is_draft:
        draft = engine_drafts.find(session, is_draft["id"])
        return Side(key, draft.name, None, draft, engine_drafts.files(session, draft.id))
    row = session.get(ProcessDefinition, key)
    if row is None:
        raise DefinitionNotFound(id=key)
    return Side(key, row.name, row, None, versions.files_of(session, row.id))
