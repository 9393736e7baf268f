"""Her copy: everything that is hers in one answer, and the documents she added, one at a time."""

import base64
from collections.abc import Callable
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.exceptions import StepFailed
from engine.forms import Kind
from engine.registry import Actor
from models import Complaint
from models.types import new_id
from processes.complaint import her_copy
from processes.complaint.documents import document_for_her
from processes.complaint.dossier import Section
from processes.complaint.facts import Fact
from processes.complaint.her_copy import Chapter, HerCopy, StepDone
from processes.complaint.sayable import sayable_by_her
from processes.complaint.saying import say
from processes.partners.tokens import Scope
from web import clock, database, i18n, incidents
from web.api import answers, blueprint, bodies
from web.api.guard import asks
from web.api.moments import moment
from web.api.problems import Problem
from web.api.sayings import form_of_saying
from web.api.track import opened, tracking_of
from web.office import sayings
from web.portal import portal
from web.public import words
from web.task_forms.said import form_to_say

#: Parts the step that brought a document from the document's name.
_BETWEEN = "/"


@blueprint.post("/complaints/copy")
@asks(Scope.TRACK)
def take_copy() -> ResponseReturnValue:
    """All that the page of the copy shows; officers see that it was taken.

    `answers` are those to the saying of that kind, while the drawing hears it.
    """
    read = bodies.body()
    complaint = opened(read)
    session = database.session()
    try:
        _note(session, complaint, read.get("answers"))
    except StepFailed as failed:
        incidents.report(failed)
        raise Problem(500, "fault") from None
    database.commit()
    found = her_copy.her_copy(session, portal().registry, complaint, now=clock.now())
    said = sayings.of_case(complaint)
    return jsonify(
        tracking=tracking_of(session, complaint),
        chapters=[_chapter(each, said) for each in found.chapters],
        steps=[_step(each) for each in found.steps],
        texts=_texts(found),
    )


@blueprint.post("/complaints/documents")
@asks(Scope.TRACK)
def fetch_document() -> ResponseReturnValue:
    """A document that she added, as her copy names it."""
    read = bodies.body()
    complaint = opened(read)
    key, _, name = bodies.text(read, "document").partition(_BETWEEN)
    found = document_for_her(database.session(), portal().registry, complaint, key=key, name=name)
    return jsonify(
        file_name=found.file_name,
        media_type=found.media_type,
        content=base64.b64encode(found.content).decode(),
    )


def _note(session: Session, complaint: Complaint, said: Any) -> None:
    """Let officers see that she takes a copy: by the drawing, else in the audit."""
    registry, now = portal().registry, clock.now()
    offered = sayable_by_her(session, registry, complaint)
    taking = next((each for each in offered if each.message == her_copy.MESSAGE), None)
    if taking is None:
        her_copy.note_copy(session, complaint, now=now)
        return
    filled = form_to_say(
        session,
        registry,
        complaint,
        taking,
        language=i18n.language(),
        now=now,
        posted=answers.posted(form_of_saying(session, complaint, taking), said),
    )
    answers.check(filled)
    say(session, registry, complaint, taking, filled.answers, key=new_id(), actor=Actor(), now=now)


def _chapter(chapter: Chapter, said: Callable[[Fact], str]) -> dict[str, Any]:
    return {
        "name": words.for_her(chapter.name, chapter.name_hi),
        "sections": [_section(section, said) for section in chapter.sections],
    }


def _section(section: Section, said: Callable[[Fact], str]) -> dict[str, Any]:
    element = section.element
    return {
        "name": words.for_her(element.name_for_her, element.name_for_her_hi) if element else None,
        "at": moment(section.at),
        "facts": [
            {
                "question": fact.question.in_language(i18n.language())
                if fact.question
                else fact.name,
                "answer": said(fact),
                "document": _document(fact),
            }
            for fact in section.facts
        ],
    }


def _document(fact: Fact) -> str | None:
    is_file = fact.question is not None and fact.question.kind is Kind.FILE
    return f"{fact.task_id}{_BETWEEN}{fact.name}" if is_file and fact.task_id else None


def _step(step: StepDone) -> dict[str, Any]:
    return {
        "name": words.for_her(step.name, step.name_hi),
        "with": words.post(step.role, step.unit_name, step.unit_name_hi),
        "from": moment(step.opened_at),
        "until": moment(step.closed_at),
        "was_needed": step.was_needed,
    }


def _texts(found: HerCopy) -> list[dict[str, Any]]:
    language = i18n.language()
    return [
        {
            "about": words.message(sent.notice),
            "text": found.texts[sent.notice].get(language),
            "at": moment(sent.at),
        }
        for sent in found.tracking.messages
    ]
