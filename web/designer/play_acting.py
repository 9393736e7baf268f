"""Acting in a play: a step is completed, or a message sent, as whoever the designer wants to be."""

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Session

from engine import drafts as engine_drafts
from processes.complaint.her_steps import COMPLAINANT
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.playing import PlayMovedOn
from processes.playing.record import step_of
from processes.playing.view import Awaited, Turn, seat_of, turn_of, view
from processes.playing.writing import as_written
from processes.posts.identity import identity_of
from processes.runs import complaint_of
from processes.scripted import saying
from processes.scripted.case import REASONS
from processes.scripted.fault import CaseFailed, Fault
from processes.scripted.scene import Scene
from web import clock, database, i18n, staff
from web.designer import blueprint
from web.designer.play_starting import NoValues, read_values
from web.designer.play_words import fault_words
from web.designer.plays import Going, answers_sent, goes_on, going, looking, playhouse, same
from web.designer.surroundings import draft_page
from web.office.posted import Posted
from web.task_forms import PREFIX, TaskForm
from web.task_forms.open_task import form_of_task
from web.task_forms.said import form_to_say


@blueprint.get("/drafts/<draft_id>/play/tasks/<task_id>")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def play_task(draft_id: str, task_id: str) -> ResponseReturnValue:
    """A step that waits, with its form as its owner sees it."""
    found = _going(draft_id)
    with looking(found) as (scene, session):
        turn = _turn(scene, session, task_id)
        return _show_task(found, scene, turn, _task_form(scene, session, turn, None))


@blueprint.post("/drafts/<draft_id>/play/tasks/<task_id>")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def act_task(draft_id: str, task_id: str) -> ResponseReturnValue:
    """Complete the step, or write down that this attempt must be refused."""
    found = same(draft_id)
    with looking(found) as (scene, session):
        turn = _turn(scene, session, task_id)
        form = _task_form(scene, session, turn, answers_sent())
        is_right = not form.wants_rows and form.validate()
        if form.wants_rows or form.asks_more:
            return _show_task(found, scene, turn, form), 422 if form.errors else 200
        faulty = sorted(anchor.removeprefix(PREFIX) for anchor, _label, _remedy in form.errors)
        because = request.form.get("because", "")
        if not is_right and not because:
            return _show_task(found, scene, turn, form, because=",".join(faulty)), 422
        step = _step(scene, turn, form, because)
        try:
            _take(found, step)
        except CaseFailed as failed:
            return _show_refused(found, scene, session, turn, failed.fault)
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


@blueprint.get("/drafts/<draft_id>/play/messages/<process>/<message>")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def play_message(draft_id: str, process: str, message: str) -> ResponseReturnValue:
    """A message that may come now, as somebody's page asks it, or as it comes from outside."""
    found = _going(draft_id)
    with looking(found) as (scene, session):
        awaited, by = _awaited(scene, session, process, message), request.args.get("by", "")
        try:
            form = _said_form(scene, session, awaited, by, None) if by else None
        except NotVisible:
            fault = gettext("This person's page does not offer it now.")
            return _show_message(found, scene, awaited, by, None, fault=fault)
        return _show_message(found, scene, awaited, by, form)


@blueprint.post("/drafts/<draft_id>/play/messages/<process>/<message>")
@staff.permits(Permission.DESIGN, at_once=True)
@goes_on
def send_message(draft_id: str, process: str, message: str) -> ResponseReturnValue:
    """Send it."""
    found, by = same(draft_id), request.args.get("by", "")
    with looking(found) as (scene, session):
        awaited = _awaited(scene, session, process, message)
        step: dict[str, Any] = {"message": message}
        form = None
        try:
            if by:
                form = _said_form(scene, session, awaited, by, answers_sent())
                is_right = not form.wants_rows and form.validate()
                if not is_right or form.asks_more:
                    return _show_message(found, scene, awaited, by, form), 422
                values = as_written(scene, form.values)
                step["by"] = by
            else:
                values = read_values(request.form)
                if process != scene.stage.definition.name:
                    step["to"] = process
            _take(found, {**step, **({"with": values} if values else {})})
        except NotVisible:
            fault = gettext("This person's page does not offer it now.")
            return _show_message(found, scene, awaited, by, form, fault=fault), 422
        except NoValues as refused:
            return _show_message(found, scene, awaited, by, form, fault=str(refused)), 422
        except CaseFailed as failed:
            fault = fault_words(failed.fault)
            return _show_message(found, scene, awaited, by, form, fault=fault), 422
    return redirect(url_for("designer.play", draft_id=draft_id), 303)


def _step(scene: Scene, turn: Turn, form: TaskForm, because: str) -> dict[str, Any]:
    """What a case would write of this attempt."""
    role, unit = request.form.get("by", ""), request.form.get("at", "")
    step: dict[str, Any] = {("refuse" if because else "complete"): turn.element.id, "by": role}
    step |= seat_of(turn) if role == turn.task.role else {}
    if unit in scene.stage.world.units:
        step["at"] = unit
        step.pop("seat", None)
    if because:
        step["because"] = because if because in REASONS else sorted(because.split(","))
    values = as_written(scene, form.values)
    return {**step, **({"with": values} if values else {})}


def _take(found: Going, step: Mapping[str, Any]) -> None:
    playhouse().act(found.whose, found.record, [step], real_now=clock.real_now())


def _show_refused(
    found: Going, scene: Scene, session: Session, turn: Turn, fault: Fault
) -> ResponseReturnValue:
    """The form as it was sent, and what was said to it; a refusal may be wanted."""
    reason = fault.facts.get("reason") if fault.kind == "refused" else None
    form = _task_form(scene, session, turn, answers_sent())
    form.validate()
    because = reason if reason in REASONS else ""
    words = str(_REFUSALS.get(reason) or fault_words(fault))
    return _show_task(found, scene, turn, form, because=because, fault=words), 422


_REFUSALS: Mapping[str | None, LazyString] = {
    "not_theirs": lazy_gettext("The step belongs to another post: this person does not see it."),
    "taken": lazy_gettext("A colleague has taken this step."),
}


def _task_form(scene: Scene, session: Session, turn: Turn, posted: Posted | None) -> TaskForm:
    return form_of_task(
        session,
        scene.stage.registry,
        turn.task,
        complaint_of(session, turn.task.instance_id),
        language=i18n.language(),
        now=scene.place.now,
        posted=posted,
    )


def _said_form(
    scene: Scene, session: Session, awaited: Awaited, by: str, posted: Posted | None
) -> TaskForm:
    """The form under which a page offers a message to this person.

    :raises NotVisible: it does not offer it
    """
    complaint = complaint_of(session, scene.place.instance_id)
    if complaint is None:
        raise NotVisible
    step = step_of({"message": awaited.message, "by": by}, 1)
    offered, actor = saying.offered(scene, session, complaint, step)
    sender = actor.officer_id
    return form_to_say(
        session,
        scene.stage.registry,
        complaint,
        offered,
        language=i18n.language(),
        now=scene.place.now,
        identity=identity_of(session, sender, scene.place.now) if sender else None,
        posted=posted,
    )


def _turn(scene: Scene, session: Session, task_id: str) -> Turn:
    found = turn_of(scene, session, task_id)
    if found is None:
        raise PlayMovedOn
    return found


def _awaited(scene: Scene, session: Session, process: str, message: str) -> Awaited:
    for each in view(scene, session).awaited:
        if (each.process, each.message) == (process, message):
            return each
    raise PlayMovedOn


def _going(draft_id: str) -> Going:
    found = going(draft_id)
    if found is None or not found.record.has_begun:
        raise PlayMovedOn
    return found


def _show_task(
    found: Going,
    scene: Scene,
    turn: Turn,
    form: TaskForm,
    *,
    because: str = "",
    fault: str = "",
) -> str:
    roles = sorted({each.role for each in scene.stage.world.sittings} - {turn.task.role})
    draft = engine_drafts.find(database.session(), found.whose.draft_id)
    return render_template(
        "designer/play_task.html",
        shown=draft_page(draft),
        record=found.record,
        turn=turn,
        form=form,
        roles=[turn.task.role, *(each for each in (COMPLAINANT, *roles) if each != turn.task.role)],
        by=request.form.get("by") or turn.task.role,
        at=request.form.get("at", ""),
        units=scene.stage.world.units,
        because=because,
        fault=fault,
        now=found.record.now,
    )


def _show_message(
    found: Going,
    scene: Scene,
    awaited: Awaited,
    by: str,
    form: TaskForm | None,
    *,
    fault: str = "",
) -> str:
    draft = engine_drafts.find(database.session(), found.whose.draft_id)
    return render_template(
        "designer/play_message.html",
        shown=draft_page(draft),
        record=found.record,
        awaited=awaited,
        by=by,
        form=form,
        typed=request.form.get("values", ""),
        fault=fault,
        now=found.record.now,
    )
