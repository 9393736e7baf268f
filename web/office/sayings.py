"""Sayings: an answer of the dossier in words, its codes as their form names them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext

from engine.forms import CHOICES, Field, Kind, Option
from models import Complaint
from processes import options
from processes.complaint.contact import readable_number
from processes.complaint.facts import Fact
from web import clock, database, i18n
from web.directions import unturned


def of_case(complaint: Complaint | None) -> Callable[[Fact], str]:
    """A function that says a fact in the language of the page; of this case, if it has one."""
    sources: dict[str, Sequence[Option]] = {}

    def say(fact: Fact) -> str:
        question = fact.question
        if question is None:
            return _plain(fact.value)
        if question.options_from and question.options_from not in sources:
            asked = options.Question(database.session(), clock.now(), complaint)
            sources[question.options_from] = options.named(question.options_from, asked)
        return said(question, fact.value, sources.get(question.options_from or "", ()))

    return say


def said(question: Field, value: Any, choices: Sequence[Option] = ()) -> str:
    """A value as its question means it."""
    if question.kind in CHOICES:
        return ", ".join(_labels(value, question.options or choices))
    if question.kind is Kind.LIST and isinstance(value, list):
        return "; ".join(_row(question, row) for row in value)
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if question.kind is Kind.DATE:
        return i18n.say_day(date.fromisoformat(str(value)))
    if question.kind is Kind.DATETIME:
        return i18n.say_moment(datetime.fromisoformat(str(value)))
    if question.kind is Kind.FILE:
        return str(gettext("A file"))
    if question.is_telephone:
        return readable_number(str(value))
    return _plain(value)


def _row(question: Field, row: Mapping[str, Any]) -> str:
    parts = [said(part, row[part.key]) for part in question.fields if row.get(part.key)]
    return ", ".join(part for part in parts if part)


def _labels(value: Any, choices: Sequence[Option]) -> list[str]:
    names = {
        option.value: option.label_hi if i18n.language() == "hi" else option.label
        for option in choices
    }
    chosen = value if isinstance(value, list) else [value]
    return [names.get(str(code), _plain(code)) for code in chosen]


def _plain(value: Any) -> str:
    return unturned(", ".join(map(str, value)) if isinstance(value, list) else str(value))
