"""Publishing a draft: what it changes, how it was tried, asking for it, and deciding on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import definitions, publication, versions
from engine import drafts as engine_drafts
from engine.check import Finding, Severity
from engine.drawing_diff import compare
from engine.exceptions import (
    DefinitionRefused,
    NewestMovedOn,
    NothingToPublish,
    NotRehearsed,
    PublicationNotOpen,
    PublicationStale,
    WordsNeeded,
)
from engine.rehearsal import Rehearsal
from models import Draft, Publication
from processes.design import publishing
from processes.design.checking import that_found
from processes.design.designers import designers, who_may_decide
from processes.permissions.permission import Permission
from web import clock, database, staff
from web.designer import blueprint, differences, replays
from web.designer.findings import findings_of, open_warnings
from web.designer.surroundings import draft_page
from web.portal import portal


@dataclass(frozen=True)
class Tried:
    """How a draft was tried before it is published."""

    findings: Sequence[Finding]
    replay: replays.Replay | None
    rehearsal: Rehearsal

    @property
    def errors(self) -> int:
        return sum(each.severity is Severity.ERROR for each in self.findings)

    @property
    def warnings(self) -> int:
        """How many nobody has accepted."""
        return open_warnings(self.findings)

    @property
    def is_ready(self) -> bool:
        """Whether it may be asked for."""
        return not self.errors and not self.rehearsal.is_left_out


@blueprint.get("/drafts/<draft_id>/publish")
@staff.permits(Permission.DESIGN, at_once=True)
def publish(draft_id: str) -> ResponseReturnValue:
    """What would change, how it was tried, and who decides."""
    return _show(draft_id)


@blueprint.post("/drafts/<draft_id>/publish")
@staff.permits(Permission.DESIGN, at_once=True)
def ask_to_publish(draft_id: str) -> ResponseReturnValue:
    """Ask for the publication of exactly what the page has shown."""
    session = database.session()
    draft = engine_drafts.find(session, draft_id)
    note = request.form.get("note", "").strip()
    tried = _tried(draft)
    not_ready = gettext("The draft has errors, or its cases were not replayed yet.")
    if tried.errors:
        return _show(draft_id, note=note, fault=not_ready), 422
    session.rollback()
    try:
        publication.request(
            session,
            draft_id,
            content_hash=request.form.get("content_hash", ""),
            note=note,
            rehearsal=tried.rehearsal,
            by=staff.officer().officer_id,
            now=clock.now(),
        )
    except WordsNeeded:
        fault = gettext("Say in a sentence or two what changes.")
        return _show(draft_id, note=note, fault=fault), 422
    except NotRehearsed:
        return _show(draft_id, note=note, fault=not_ready), 422
    except (PublicationStale, NothingToPublish) as refused:
        return _sorry(draft_id, refused)
    database.commit()
    flash(gettext("Asked for. Another designer decides."), "done")
    return redirect(url_for("designer.publish", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/publish/take-back")
@staff.permits(Permission.DESIGN, at_once=True)
def take_request_back(draft_id: str) -> ResponseReturnValue:
    """Withdraw the request; only who has asked does."""
    session = database.session()
    asked = _asked(draft_id)
    if asked.asked_by != staff.officer().officer_id:
        abort(404)
    try:
        publication.take_back(session, asked.id)
    except PublicationNotOpen as refused:
        return _sorry(draft_id, refused)
    database.commit()
    flash(gettext("The request is taken back. The draft can be changed again."), "done")
    return redirect(url_for("designer.publish", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/publish/send-back")
@staff.permits(Permission.DESIGN, at_once=True)
def send_back(draft_id: str) -> ResponseReturnValue:
    """Refuse it with a reason."""
    session = database.session()
    asked = _asked(draft_id)
    reason = request.form.get("reason", "").strip()
    try:
        publication.send_back(
            session, asked.id, reason=reason, by=staff.officer().officer_id, now=clock.now()
        )
    except WordsNeeded:
        return _show(draft_id, fault=gettext("Say in a sentence or two why it goes back.")), 422
    except PublicationNotOpen as refused:
        return _sorry(draft_id, refused)
    database.commit()
    flash(gettext("Sent back. The draft can be changed again."), "done")
    return redirect(url_for("designer.publish", draft_id=draft_id), 303)


@blueprint.post("/drafts/<draft_id>/publish/approve")
@staff.permits(Permission.DESIGN, at_once=True)
def approve(draft_id: str) -> ResponseReturnValue:
    """Deploy it: from now on new cases follow it."""
    session = database.session()
    asked = _asked(draft_id)
    if asked.id != request.form.get("request"):
        return _sorry(draft_id, PublicationNotOpen(id=asked.id))
    draft = engine_drafts.find(session, draft_id)
    findings = list(findings_of(draft, engine_drafts.files(session, draft_id)))
    asked_id = asked.id
    session.rollback()
    try:
        row = publishing.publish(
            session,
            portal().registry,
            asked_id,
            by=staff.officer().officer_id,
            seen_newest=request.form.get("newest") or None,
            now=clock.now(),
            needs_second=portal().settings.second_person,
            despite=request.form.get("despite", "").strip(),
            checker=that_found(findings),
        )
    except WordsNeeded:
        fault = gettext("Cases failed. Say in a sentence or two why it is published all the same.")
        return _show(draft_id, fault=fault), 422
    except (PublicationNotOpen, PublicationStale, NewestMovedOn) as refused:
        return _sorry(draft_id, refused)
    except DefinitionRefused:
        return _show(draft_id, fault=gettext("The draft has errors.")), 422
    name, version = row.name, row.version
    database.commit()
    flash(gettext("Version %(number)s is published. New cases follow it.", number=version), "done")
    return redirect(url_for("designer.versions", name=name), 303)


def _show(draft_id: str, *, note: str = "", fault: str = "") -> str:
    session, asking = database.session(), staff.officer()
    session.rollback()
    draft = engine_drafts.find(session, draft_id)
    shown = draft_page(draft)
    newest = versions.newest_of(session, draft.name)
    before = versions.files_of(session, newest.id) if newest else {}
    asked = publication.asked_for(session, draft)
    requests = publication.requests_of(session, draft_id)
    people = designers(
        session, [who for each in requests for who in (each.asked_by, each.decided_by)]
    )
    needs_second = portal().settings.second_person
    tried = _tried(draft) if shown.is_open else None
    return render_template(
        "designer/publish.html",
        shown=shown,
        content_hash=definitions.hash_of(shown.contents),
        newest=newest,
        found=differences.shown(compare(before, shown.contents)),
        tried=tried,
        accepted=[each for each in tried.findings if not each.is_open] if tried else (),
        asked=asked,
        rehearsed=Rehearsal.of_json(asked.dry_run) if asked else None,
        earlier=[each for each in requests if each is not asked],
        people={**shown.people, **people},
        may_decide=asked is not None
        and (publication.may_decide(session, asked, asking.officer_id) or not needs_second),
        is_hers=asked is not None and asked.asked_by == asking.officer_id,
        deciders=who_may_decide(
            session, draft_id, asked_by=asked.asked_by if asked else asking.officer_id
        ),
        needs_second=needs_second,
        note=note,
        fault=fault,
    )


def _tried(draft: Draft) -> Tried:
    files = engine_drafts.files(database.session(), draft.id)
    replay = replays.found(draft.name, definitions.hash_of(files))
    cases = sum(replays.is_case(path) for path in files)
    rehearsal = replay.rehearsal() if replay else Rehearsal(cases=cases, is_replayed=False)
    return Tried(findings_of(draft, files), replay, rehearsal)


def _asked(draft_id: str) -> Publication:
    """The request that waits; without one the page is shown as it is now."""
    session = database.session()
    asked = publication.asked_for(session, engine_drafts.find(session, draft_id))
    if asked is None:
        raise PublicationNotOpen(draft=draft_id)
    return asked


def _sorry(draft_id: str, refused: Exception) -> ResponseReturnValue:
    """Show the page anew, with what is different now."""
    words = {
        PublicationStale: gettext(
            "The draft was changed meanwhile. Look at it again; nothing was published."
        ),
        NothingToPublish: gettext("The draft is the same as the version that runs."),
        NewestMovedOn: gettext(
            "Another version was published meanwhile. Look at the comparison again."
        ),
        PublicationNotOpen: gettext("The request was decided or taken back meanwhile."),
    }
    return _show(draft_id, fault=words[type(refused)]), 409
