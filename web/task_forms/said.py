"""The form of something that may be said at any time, from the form file beside the drawing."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from engine import instances
from engine.forms import Option
from engine.registry import Registry
from models import Complaint
from processes.complaint import other
from processes.complaint.answers import form_of
from processes.complaint.documents import room_left
from processes.complaint.sayable import Sayable
from processes.complaint.verdicts import verdict
from processes.exceptions import AlreadySaid
from processes.options import Question, options
from processes.posts.identity import Identity
from web.task_forms import TaskForm

_KEY = "said_key"
_KEY_LIKE = re.compile("[0-9a-f]{32}")


def posted_key(posted: Mapping[str, str]) -> str:
    """The key of the page that was sent.

    :raises AlreadySaid: it has none, so nobody could tell whether it comes twice
    """
    key = posted.get(_KEY, "")
    if not _KEY_LIKE.fullmatch(key):
        raise AlreadySaid
    return key


def form_to_say(
    session: Session,
    registry: Registry,
    complaint: Complaint,
    said: Sayable,
    *,
    language: str,
    now: datetime,
    identity: Identity | None = None,
    posted: MultiDict[str, Any] | CombinedMultiDict[str, Any] | None = None,
) -> TaskForm:
    """Its form, empty or with what was just posted; the caller has checked who may say it.

    `identity` is the officer who says it: a form may ask what only some officers may know.
    """

    def sources(source: str, known: Mapping[str, Any]) -> Sequence[Option]:
        return options(source, Question(session, now, complaint=complaint, values=known))

    definition = said.definition
    form = form_of(definition, said.element.form)
    return TaskForm(
        form,
        language=language,
        now=now,
        sources=sources,
        verdict=lambda known: {
            **verdict(session, definition, form, known, complaint=complaint, now=now),
            **other.asked_of(session, complaint, form, known, identity),
        },
        known=instances.variables(session, registry, complaint.instance_id or ""),
        posted=posted,
        room=lambda: room_left(session, complaint),
    )
