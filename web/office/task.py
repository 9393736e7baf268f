"""A task: its form on the left, what one needs to decide on the right."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from engine import instances
from engine import tasks as engine_tasks
from engine.conventions import TRUE
from engine.drawing import Element
from engine.exceptions import (
    InstanceNotRunning,
    StaleInstance,
    StepFailed,
    TaskAlreadyClaimed,
    TaskNotOpen,
)
from models import Complaint, TaskStatus, UserTask
from processes.complaint import case_page, facts, numbers, phrases, tasks
from processes.complaint.case_page import CasePage
from processes.complaint.corrections import correctable
from processes.complaint.dossier import Section, dossier
from processes.complaint.filing import filing_of
from processes.complaint.reading_out import ReadOut, read_out
from processes.complaint.safety import Safety, safety_of
from processes.exceptions import NotVisible
from processes.permissions.case import Case
from processes.permissions.confided import kept_from
from processes.permissions.permission import Permission
from processes.permissions.roles import CONTACTS_HER
from processes.permissions.task_rules import owning_post
from processes.posts.claims import is_claimed_by_another
from processes.recovery import desk
from processes.run_page import RunPage, run_page
from processes.runs import run_of, unit_of
from web import clock, database, i18n, incidents, staff, too_large
from web.office import blueprint, sayings
from web.office.posted import Posted, sent
from web.portal import portal
from web.task_forms import TaskForm
from web.task_forms.open_task import form_of_task

#: The property of a step in which she is asked for her code; a wrong one leads back to it.
ASKS_CODE = "asks_code"
#: The property of a step in which an officer goes to her, and so needs to know where she is.
VISITS_HER = "visits_her"
#: Somebody else was quicker: the page says so, with everything typed still on it.
_TOO_LATE = (TaskNotOpen, TaskAlreadyClaimed, StaleInstance, InstanceNotRunning)


@dataclass(frozen=True)
class Opened:
    """A task as its page needs it."""

    task: UserTask
    shown: RunPage
    page: CasePage | None  # of the complaint it concerns, if it concerns one
    element: Element
    form: TaskForm

    @property
    def case(self) -> Case | None:
        return self.page.case if self.page else None

    @property
    def complaint(self) -> Complaint | None:
        return self.page.complaint if self.page else None

    @property
    def is_beside(self) -> bool:
        """Whether it belongs to what runs beside a complaint: an appeal, new evidence."""
        beside = self.shown.run.instance_id
        return self.page is not None and self.page.main.run.instance_id != beside


@blueprint.get("/tasks/<task_id>")
@staff.permits(Permission.SEE_TASK)
def task(task_id: str) -> ResponseReturnValue:
    """The task with its form, a draft filled in."""
    return _show(_opened(task_id))


@blueprint.post("/tasks/<task_id>")
@staff.permits(Permission.DO_TASK)
@too_large.shows_again
def submit_task(task_id: str) -> ResponseReturnValue:
    """Claim, release, keep or complete, as the pressed button says."""
    session, asking, now = database.session(), staff.officer(), clock.now()
    go = request.form.get("go", "complete")
    if go in ("claim", "release") and not too_large.is_too_large():
        act = tasks.claim if go == "claim" else tasks.release
        act(session, asking, task_id, now=now)
        database.commit()
        return redirect(url_for("office.task", task_id=task_id), 303)
    posted = sent()
    try:
        tasks.own_task(session, asking, task_id, now=now)
        opened = _opened(task_id, posted=posted)
        if too_large.is_too_large():
            opened.form.refuse_size()
            return _show(opened), 413
        if go == "draft":
            return _keep_draft(opened)
        is_right = not opened.form.wants_rows and opened.form.validate()
        if not is_right or opened.form.asks_more:
            return _show(opened), 422 if opened.form.errors else 200
        tasks.complete(session, portal().registry, asking, task_id, opened.form.answers, now=now)
    except _TOO_LATE:
        session.rollback()
        return _show(_opened(task_id, posted=posted), is_too_late=True), 409
    except StepFailed as failed:
        return _tell_of_incident(failed, task_id)
    database.commit()
    if _came_back(opened):
        flash(gettext("The step has come back: read what stands above the form."), "soon")
    else:
        flash(gettext("Done: %(step)s.", step=_name(opened.element)), "done")
    return redirect(_next_page(opened), 303)


def _came_back(opened: Opened) -> bool:
    """Whether a wrong code led straight back to the call."""
    step = opened.element
    if not _is_ticked(step, ASKS_CODE):
        return False
    run = run_of(database.session(), opened.task.instance_id)
    return any(
        task.element_id == step.id and task.opened_at >= clock.now() for task in run.open_tasks
    )


def _next_page(opened: Opened) -> str:
    """The next step of the same run if it is hers too, else the inbox."""
    asking = staff.officer()
    for other in run_of(database.session(), opened.task.instance_id).open_tasks:
        just_opened = other.opened_at >= clock.now()
        if just_opened and owning_post(asking, other) is not None:
            return url_for("office.task", task_id=other.id)
    return url_for("office.inbox")


def _keep_draft(opened: Opened) -> ResponseReturnValue:
    tasks.save_draft(
        database.session(),
        portal().registry,
        staff.officer(),
        opened.task.id,
        values=opened.form.values,
        now=clock.now(),
    )
    database.commit()
    flash(gettext("Kept as a draft. Nobody is told yet."), "done")
    return redirect(url_for("office.task", task_id=opened.task.id), 303)


def _tell_of_incident(failed: StepFailed, task_id: str) -> ResponseReturnValue:
    """Nothing was written; keep what she typed as a draft, and let an administrator see it."""
    incidents.report(failed)
    opened = _opened(task_id, posted=sent())
    _keep_draft(opened)
    return _show(opened, has_failed=True), 500


def _opened(task_id: str, posted: Posted | None = None) -> Opened:
    """The task, if she may see it.

    :raises NotVisible: there is none for her
    """
    session, asking, now = database.session(), staff.officer(), clock.now()
    found = tasks.visible_task(session, asking, task_id)
    case = case_page.case_of_task(session, asking, found)
    registry = portal().registry
    page = None
    if case is not None:
        page = case_page.case_page(session, registry, case, asking=asking, now=now)
    run = run_of(session, found.instance_id)
    kept = kept_from(asking, run, case.complaint if case else None)
    shown = run_page(session, registry, run, kept=kept)
    element = shown.definition.elements.get(found.element_id)
    if element is None:
        raise NotVisible
    form = form_of_task(
        session,
        portal().registry,
        found,
        page.complaint if page else None,
        language=i18n.language(),
        now=now,
        values=engine_tasks.draft(session, portal().registry, task_id),
        identity=asking,
        posted=posted,
        beside=desk.asked_of(session, element, found, shown.definition.name),
    )
    return Opened(found, shown, page, element, form)


def _show(opened: Opened, *, has_failed: bool = False, is_too_late: bool = False) -> str:
    session, asking = database.session(), staff.officer()
    found, case, run = opened.task, opened.case, opened.shown.run
    registry = portal().registry
    held = owning_post(asking, found)
    contact = facts.contact_of(session, registry, asking, case) if case else None
    calls_her = contact is not None and held is not None and found.role in CONTACTS_HER
    spoken = ReadOut()
    if case is not None:
        keyring = registry.keyring
        spoken = read_out(session, keyring, asking, case, task=found, step=opened.element)
    calls, makes_word = desk.offers(opened.element, found, opened.shown.definition.name)
    return render_template(
        "office/task.html",
        opened=opened,
        unit=unit_of(session, found.instance_id),
        name=_name(opened.element),
        is_hers=held is not None and found.status is TaskStatus.OPEN,
        is_claimed_by_other=is_claimed_by_another(session, asking.officer_id, found, clock.now()),
        is_pool=held is not None and held.post.is_pool,
        is_mine=found.assignee_id == asking.officer_id,
        may_correct=found in correctable(asking, run),
        contact=contact if calls_her else None,
        visits_her=_is_ticked(opened.element, VISITS_HER),
        asks_code=_is_ticked(opened.element, ASKS_CODE),
        safety=_safety(case.complaint) if case and calls_her else None,
        phrase=phrases.phrase(contact.phrase) if contact and contact.phrase else None,
        spoken_number=numbers.read_aloud(spoken.number) if spoken.number else None,
        first_key=spoken.word,
        filing=filing_of(session, registry, asking, case) if case else [],
        shows_call=calls,
        makes_word=makes_word,
        told=_told(opened),
        said=sayings.of_case(opened.complaint),
        has_failed=has_failed,
        is_too_late=is_too_late,
        closed_by=_closed_by(found),
        now=clock.now(),
    )


def _closed_by(task: UserTask) -> str:
    """Who closed it, or has it: `herself` who asks, `another`, or `nobody` where it fell away."""
    if task.status is TaskStatus.CANCELLED:
        return "nobody"
    is_hers = task.closed_by == staff.officer().officer_id
    return "herself" if task.status is TaskStatus.COMPLETED and is_hers else "another"


def _told(opened: Opened) -> list[Section]:
    """What was told and written: first in this run, then in the complaint that it concerns."""
    session, registry, asking = database.session(), portal().registry, staff.officer()
    run, case = opened.shown.run, opened.case
    sections = dossier(session, registry, asking, run, case)
    if opened.page is not None and opened.is_beside:
        sections += dossier(session, registry, asking, opened.page.main.run, case)
    return sections


def _safety(complaint: Complaint) -> Safety:
    """What she said about safe calls, whatever run she is called for."""
    registry = portal().registry
    known = instances.variables(database.session(), registry, complaint.instance_id or "")
    return safety_of(known, now=clock.now(), zone=registry.zone)


def _is_ticked(element: Element, name: str) -> bool:
    return element.properties.get(name, "").lower() in TRUE


def _name(element: Element) -> str:
    return element.name_hi if i18n.language() == "hi" else element.name
