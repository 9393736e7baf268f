"""Words for the codes that officers see: reasons, severities, happenings, in both languages."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import g
from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from engine.about import about
from engine.drawing import Element
from engine.law import KOLKATA
from models import EventKind, Severity, Unit
from processes.complaint.facts import UnmaskReason
from processes.complaint.her_steps import COMPLAINANT
from processes.design.brought import role_names
from processes.posts import ranks
from processes.run_page import Happening
from processes.stops import words_of_stop
from web import database, i18n
from web.public import words as public_words

URGENCIES: Mapping[int, LazyString] = {
    0: lazy_gettext("P0: she is called within the hour"),
    1: lazy_gettext("P1: she is called within twelve hours"),
    2: lazy_gettext("P2: she is called the next day"),
}

SEVERITIES: Mapping[Severity, LazyString] = {
    Severity.NOTICE: lazy_gettext("Notice"),
    Severity.AMBER: lazy_gettext("Amber"),
    Severity.RED: lazy_gettext("Red"),
    Severity.BREACH: lazy_gettext("Breach"),
}

#: Reasons that the portal itself finds; those of a drawing stand in the drawing.
ESCALATIONS: Mapping[str, LazyString] = {
    "pending_elsewhere": lazy_gettext("A complaint that has been pending elsewhere has come"),
}

HAPPENINGS: Mapping[EventKind, LazyString] = {
    EventKind.STARTED: lazy_gettext("The complaint arrived"),
    EventKind.ELEMENT_DONE: lazy_gettext("Passed"),
    EventKind.TASK_OPENED: lazy_gettext("Opened"),
    EventKind.TASK_COMPLETED: lazy_gettext("Done"),
    EventKind.TASK_CANCELLED: lazy_gettext("No longer needed"),
    EventKind.TIMER_FIRED: lazy_gettext("A time limit passed"),
    EventKind.MESSAGE_RECEIVED: lazy_gettext("A message came"),
    EventKind.CORRECTED: lazy_gettext("Corrected"),
    EventKind.INCIDENT: lazy_gettext("The portal could not go on"),
    EventKind.RETRIED: lazy_gettext("Tried again"),
    EventKind.ENDED: lazy_gettext("The complaint is closed"),
    EventKind.CANCELLED: lazy_gettext("Ended early"),
    EventKind.NOTED: lazy_gettext("Noted"),
    EventKind.MIGRATED: lazy_gettext("It goes on by a new version of the drawing"),
    EventKind.MOVED: lazy_gettext("Put before this step by hand"),
}

#: The same of what runs beside a complaint, or apart from one.
HAPPENINGS_BESIDE: Mapping[EventKind, LazyString] = {
    **HAPPENINGS,
    EventKind.STARTED: lazy_gettext("It began"),
    EventKind.ENDED: lazy_gettext("It is over"),
}

UNMASK_REASONS: Mapping[UnmaskReason, LazyString] = {
    UnmaskReason.REVIEW: lazy_gettext("I review this case"),
    UnmaskReason.OBJECTION: lazy_gettext("I decide on her objection"),
    UnmaskReason.COMPLAINT_ABOUT_OFFICER: lazy_gettext("She complained about an officer"),
    UnmaskReason.COURT_ORDER: lazy_gettext("A court has ordered it"),
    UnmaskReason.RISK_TO_HER: lazy_gettext("She is in danger"),
}

CORRECTION_REASONS: Mapping[str, LazyString] = {
    "mistyped": lazy_gettext("It was mistyped"),
    "new_information": lazy_gettext("There is new information"),
    "wrong_case": lazy_gettext("It belonged to another case"),
}

LEVELS: Mapping[str, LazyString] = {
    "national": lazy_gettext("Nation"),
    "state": lazy_gettext("State"),
    "district": lazy_gettext("District"),
    "circle": lazy_gettext("Circle"),
    "station": lazy_gettext("Station"),
}

#: From here on the time that is left is told in days.
TOLD_IN_DAYS = timedelta(hours=48)
#: What ends with midnight ends on the day before it.
AN_INSTANT = timedelta(microseconds=1)


def role(code: str) -> str:
    """A role's name as officers read it: what her page calls "you" is the complainant here."""
    if code == COMPLAINANT:
        return str(gettext("The complainant"))
    if code not in public_words.ROLES:
        own = g.get("own_roles", {}).get(code)
        return named(*(own or _brought_roles().get(code, (code, code))))
    return public_words.role(code)


def _brought_roles() -> Mapping[str, tuple[str, str]]:
    """The names of roles that processes have brought; asked for once in a request."""
    if "brought_roles" not in g:
        g.brought_roles = role_names(database.session())
    found: Mapping[str, tuple[str, str]] = g.brought_roles
    return found


def by_day(lines: Iterable[Happening]) -> list[tuple[date, list[Happening]]]:
    """The lines of a timeline by their day in India; the newest day and line come first."""
    newest_first = reversed(list(lines))
    return [
        (day, list(of_day)) for day, of_day in groupby(newest_first, lambda line: _day_of(line.at))
    ]


def urgency(code: int | None) -> str:
    """How soon she must be called."""
    return str(URGENCIES.get(code, "")) if code is not None else ""


def escalation(reason: str, step: Element | None) -> str:
    """Why something came before a supervisor, in the words of the step that brought it there."""
    said = step.properties if step is not None else {}
    in_drawing = named(said.get("reason_text"), said.get("reason_text_hi"))
    return in_drawing or str(ESCALATIONS.get(reason) or reason.replace("_", " "))


def stop(reason: str) -> str:
    """Why a case could not go on, from what the engine has noted of it."""
    return named(*words_of_stop(reason))


def know_roles_of(files: Mapping[str, bytes]) -> None:
    """Let this page name the roles that these files bring, though nothing of them runs yet."""
    own = {each.role: (each.name, each.name_hi) for each in about(files).roles}
    g.own_roles = {**g.get("own_roles", {}), **own}


def time_left(due_at: datetime | None, now: datetime) -> str:
    """How much time is left, or how late it is."""
    if due_at is None:
        return str(gettext("no date"))
    if due_at < now:
        return str(gettext("%(span)s late", span=i18n.say_span(now - due_at)))
    left = due_at - now
    if left >= TOLD_IN_DAYS:  # they count the days on the calendar: three from Monday to Thursday
        left = _day_of(due_at - AN_INSTANT) - _day_of(now)
    return str(gettext("%(span)s left", span=i18n.say_rest(left)))


def _day_of(moment: datetime) -> date:
    return moment.astimezone(KOLKATA).date()


def named(english: str | None, hindi: str | None) -> str:
    """A name in this page's language."""
    return (hindi if i18n.language() == "hi" else english) or english or ""


def unit(shown: Unit) -> str:
    """A unit's name in this page's language; with its district where another is named alike."""
    return named(shown.full_name, shown.full_name_hi)


def rank(written: str) -> str:
    """An officer's rank in this page's language."""
    return ranks.in_hindi(written) if i18n.language() == "hi" else written
