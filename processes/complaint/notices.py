"""Notices: the texts beside the drawing, filled in and queued to her safe channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.definitions import Definition
from engine.step import Step
from models import Complaint
from processes.complaint.contact import recipient
from processes.notifications import messages
from processes.notifications.messages import Recipient

#: Notices that the portal sends by itself, beside those the drawing names.
CALL_BACK_CODE = "call_back_code"
STATUS_CODE = "status_code"
NEWS = "news_on_page"
PORTAL_NOTICES = frozenset({CALL_BACK_CODE, STATUS_CODE, NEWS})


class NoticeNotFound(LookupError):
    """The drawing names a notice that lies not beside it."""


def tell_code(step: Step, complaint: Complaint, code: str, *, to: Recipient | None = None) -> None:
    """Queue her call-back code, for as long as it holds; `to` as in :func:`tell_her`."""
    tell_her(
        step,
        complaint,
        CALL_BACK_CODE,
        fields={"code": code},
        expires_at=complaint.code_valid_until,
        to=to,
    )


def tell_her(
    step: Step,
    complaint: Complaint,
    notice: str,
    *,
    fields: Mapping[str, str] | None = None,
    expires_at: datetime | None = None,
    to: Recipient | None = None,
) -> bool:
    """Queue a notice to her safe channel, in her language; False where she has none.

    `to` is another way to her that she called safe. The same words are not queued again while they
    wait: after an outage she is reminded once, and not of each hour that has passed.

    :raises NoticeNotFound: the drawing names a notice that is not there
    """
    text = text_of(step.definition, notice, complaint.language)
    to = to or recipient(step.session, step.keyring, complaint)
    if to is None:
        step.note("not_told", notice=notice)
        return False
    is_plain = not fields and expires_at is None
    if is_plain and messages.is_waiting(
        step.session, step.keyring, recipient=to, kind=notice, instance_id=step.instance_id
    ):
        step.note("told_already", notice=notice)
        return True
    messages.queue(
        step.session,
        step.keyring,
        recipient=to,
        kind=notice,
        body=messages.fill_in(text, fields or {}),
        now=step.now,
        instance_id=step.instance_id,
        expires_at=expires_at,
        is_paced=notice == CALL_BACK_CODE,  # whoever files a complaint may name any telephone
    )
    step.note("told", notice=notice)
    return True


def text_of(definition: Definition, notice: str, language: str) -> str:
    """The notice's text in her language.

    :raises NoticeNotFound: it is not there
    """
    for content in definition.notices.values():
        found: Any = content.get(notice) if isinstance(content, Mapping) else None
        if found is not None:
            return str(found[language])
    raise NoticeNotFound(notice)
