"""Form files become WTForms forms: asked, kept while unfinished, checked, and split for storing.

A `TaskForm` shows a form file's components in one language, with earlier values or with what was
just posted. Fields are named with a prefix, so that no key of a designer can meet a name of ours.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from engine.forms import CHOICES, Field, Form, Kind, Option
from processes.complaint.answers import Answers
from processes.complaint.documents import MOST_BYTES, MOST_DOCUMENTS, Room, all_room
from web.task_forms.conditions import hidden_keys, holds, is_broken, proposals
from web.task_forms.inputs import ComponentField
from web.task_forms.rows import RowsField

__all__ = ["Shown", "Sources", "TaskForm", "Verdict"]

log = logging.getLogger("itsso.security")

PREFIX = "f-"
_SHOWN = "shown"
#: Names our own templates add to a form; everything else unknown is logged.
_OURS = frozenset({"csrf_token", _SHOWN, "add", "remove", "go", "page", "said_key", "reason"})

#: Options by the name of their source (`valuesKey`) and by what is answered so far.
Sources = Callable[[str, Mapping[str, Any]], Sequence[Option]]
#: How many more documents the case takes.
RoomLeft = Callable[[], Room]
#: What the form's table makes of the case and of what is answered so far, by its outputs.
Verdict = Callable[[Mapping[str, Any]], Mapping[str, Any]]
#: Why an answer, by its key, cannot be given here; empty where it can.
Refuses = Callable[[str, Any], str]


@dataclass(frozen=True)
class Shown:
    """One component as the template shows it."""

    component: Field
    label: str
    hint: str
    input: ComponentField | RowsField | None = None  # None: words or a group
    children: Sequence["Shown"] = field(default_factory=tuple)


class TaskForm:
    """A form file, or some of its fields, for one person at one moment.

    `values` are those kept so far by key, of this form; `known` what else its conditions may
    read: answers of other pages, variables of the case. They may also read what `verdict` makes
    of all that: the table that the form names. `refuses` says what else cannot be answered. With
    `posted` it is bound to a request.
    """

    def __init__(
        self,
        form: Form,
        *,
        language: str,
        now: datetime,
        sources: Sources,
        verdict: Verdict | None = None,
        fields: Sequence[Field] | None = None,
        values: Mapping[str, Any] | None = None,
        known: Mapping[str, Any] | None = None,
        refuses: Refuses | None = None,
        posted: MultiDict[str, Any] | CombinedMultiDict[str, Any] | None = None,
        room: RoomLeft = all_room,
    ) -> None:
        self.fields = form.fields if fields is None else tuple(fields)
        self.language = language
        self.now = now
        self._sources = sources
        self._verdict = verdict
        self._room = room
        self._known = dict(known or {})
        self._refuses = refuses
        self._posted = posted
        self._inputs = {item.key: item for item in Form(form.id, self.fields).inputs()}
        kept = {key: item.default for key, item in self._inputs.items() if item.default is not None}
        kept |= proposals(self._inputs.values(), self._judged({}), now=now)
        kept |= {key: value for key, value in (values or {}).items() if key in self._inputs}
        self._before = kept
        self.is_too_large = False
        self._bind(kept)

    # what a view asks

    def validate(self) -> bool:
        """Whether everything that is asked is answered rightly; remedies are in `errors`."""
        faulty = [key for key in self.asked_keys if not self._bound[key].validate(self._bound)]
        known = self._judged({key: self._bound[key].value for key in self.asked_keys})
        impossible = {
            key: reason
            for key in self.asked_keys
            if key not in faulty and (reason := self._why_it_cannot_be(key, known))
        }
        impossible |= self._too_much()
        for key, reason in impossible.items():
            self._bound[key].errors = [reason]
        for key in self._brought_up if self._seen else ():
            self._bound[key].errors = []  # nobody is blamed for what was not asked yet
        return not faulty and not impossible

    def refuse_size(self) -> None:
        """Tell that too much was sent, at the answers that are too long; ask for nothing else."""
        self.is_too_large = True
        for key in self.asked_keys:
            self._bound[key].tell_unreadable()

    @property
    def asks_more(self) -> bool:
        """Whether the answers just posted brought up questions that were not on the page."""
        return self._posted is not None and bool(self._brought_up)

    @property
    def wants_rows(self) -> bool:
        """Whether "add another" or "remove" was pressed: show the form again, check nothing."""
        return self._posted is not None and any(name in self._posted for name in ("add", "remove"))

    @property
    def values(self) -> dict[str, Any]:
        """What was typed so far, JSON values by key, for a draft. Hidden inputs are left out."""
        return {
            key: self._bound[key].kept for key in self.asked_keys if not self._inputs[key].readonly
        }

    @property
    def answers(self) -> Answers:
        """The values by where they go. Only after :meth:`validate` said yes.

        An input that is hidden or left empty sets its variable to None, so that no gateway
        misses a name; the record gets only what was said.
        """
        variables: dict[str, Any] = {}
        record: dict[str, Any] = {}
        for key, component in self._inputs.items():
            if component.readonly:
                continue
            value = self._bound[key].value if key in self.asked_keys else None
            if component.record is None:
                variables[key] = value
            elif value not in (None, "", []):
                record[component.record] = value
        return Answers(variables, record)

    @property
    def keys(self) -> Sequence[str]:
        """The keys of all inputs, asked or not."""
        return tuple(self._inputs)

    @property
    def choices(self) -> Mapping[str, Sequence[str]]:
        """What may be chosen, by the keys of the inputs that are asked and offer a choice."""
        return {
            key: [option.value for option in self._options.get(key) or self._inputs[key].options]
            for key in self.asked_keys
            if self._inputs[key].kind in CHOICES
        }

    # what a template asks

    @property
    def items(self) -> Sequence[Shown]:
        """The components to show, in order."""
        return tuple(self._shown(self.fields))

    @property
    def shown_keys(self) -> str:
        """The keys on the page, for the hidden input that `asks_more` reads."""
        return " ".join(self.asked_keys)

    @property
    def shown_name(self) -> str:
        """The name of that hidden input."""
        return PREFIX + _SHOWN

    @property
    def has_files(self) -> bool:
        """Whether the form must be sent as multipart."""
        return any(self._inputs[key].kind is Kind.FILE for key in self.asked_keys)

    @property
    def answered(self) -> Sequence[ComponentField | RowsField]:
        """The inputs that hold an answer, for a summary."""
        asked = [self._bound[key] for key in self.asked_keys]
        return [item for item in asked if item.value not in (None, "", [], False)]

    @property
    def errors(self) -> Sequence[tuple[str, str, str]]:
        """For the summary: the input's anchor, its label, the remedy."""
        return [
            (item.id, str(item.label.text), str(message))
            for key in self.asked_keys
            for item in [self._bound[key]]
            for message in item.errors[:1]
        ]

    @property
    def brought_up(self) -> Sequence[tuple[str, str]]:
        """The questions that an answer has just brought up: each one's anchor and label."""
        return [(item.id, str(item.label.text)) for item in self._new]

    @property
    def new_places(self) -> str:
        """Where these stand on the page, for an address that tells nothing of them."""
        return ".".join(str(self.asked_keys.index(item.component.key)) for item in self._new)

    def mark_new(self, places: str) -> None:
        """Mark the questions at these places as just brought up."""
        marked = set(places.split("."))
        for place, key in enumerate(self.asked_keys):
            self._bound[key].is_new = str(place) in marked

    # inside

    @property
    def _new(self) -> Sequence[ComponentField | RowsField]:
        asked = [self._bound[key] for key in self.asked_keys]
        return [item for item in asked if item.is_new]

    @property
    def _seen(self) -> frozenset[str]:
        """The keys that were on the page just posted, as the page itself told."""
        posted = self._posted
        return frozenset(str(posted.get(self.shown_name, "")).split()) if posted else frozenset()

    @property
    def _brought_up(self) -> Sequence[str]:
        seen = self._seen
        return [key for key in self.asked_keys if key not in seen]

    def _bind(self, kept: Mapping[str, Any]) -> None:
        # lists rest on answers, so what was posted is read before they are asked for
        self._options = {} if self._posted is not None else self._options_with(kept)
        self._bound = self._bound_form(kept)
        if self._posted is not None:
            typed = {key: self._bound[key].kept for key in self._inputs}
            typed = self._after_rows(typed)
            self._options = self._options_with(typed)
            self._bound = self._bound_form(self._before)
            if self.wants_rows:
                self._bound = self._unposted(typed)
            self._log_foreign_names()
        self.asked_keys = self._asked({key: self._bound[key].kept for key in self._inputs})
        for key in self._brought_up if self._seen else ():
            self._bound[key].is_new = True

    def _bound_form(self, kept: Mapping[str, Any]) -> BaseForm:
        bound = BaseForm({key: self._make(item) for key, item in self._inputs.items()}, PREFIX)
        bound.process(self._posted, data=dict(kept))
        return bound

    def _unposted(self, typed: Mapping[str, Any]) -> BaseForm:
        bound = BaseForm({key: self._make(item) for key, item in self._inputs.items()}, PREFIX)
        bound.process(None, data=dict(typed))
        return bound

    def _make(self, component: Field) -> UnboundField:
        label, hint = component.in_language(self.language), component.hint(self.language)
        made: Any
        if component.kind is Kind.LIST:
            made = RowsField(label, component=component, make=self._make, hint=hint)
        else:
            options = self._options.get(component.key) or component.options
            made = ComponentField(
                label, component=component, options=self._labels(options), hint=hint,
                headings=self._headings(options),
            )  # fmt: skip
        unbound: UnboundField = made
        return unbound

    def _options_with(self, values: Mapping[str, Any]) -> dict[str, Sequence[Option]]:
        known = self._known | dict(values)
        return {
            key: self._sources(item.options_from, known)
            for key, item in self._inputs.items()
            if item.options_from
        }

    def _labels(self, options: Sequence[Option]) -> Mapping[str, str]:
        return {
            option.value: option.label_hi if self.language == "hi" else option.label
            for option in options
        }

    def _headings(self, options: Sequence[Option]) -> Mapping[str, str]:
        return {
            option.value: option.group_hi if self.language == "hi" else option.group
            for option in options
            if option.group
        }

    def _asked(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        hidden = hidden_keys(self.fields, self._judged(values), now=self.now)
        return tuple(
            key
            for key, item in self._inputs.items()
            if key not in hidden and not self._has_no_choice(item)
        )

    def _has_no_choice(self, component: Field) -> bool:
        # a list that rests on an answer still to come: stations before the district is chosen
        return component.kind in CHOICES and not (
            component.options or self._options.get(component.key)
        )

    def _after_rows(self, typed: dict[str, Any]) -> dict[str, Any]:
        assert self._posted is not None
        added = self._posted.get("add", "")
        removed, _, index = str(self._posted.get("remove", "")).rpartition("-")
        if added in self._inputs and self._inputs[added].kind is Kind.LIST:
            typed[added] = [*typed[added], {}]
        if removed in self._inputs and self._inputs[removed].kind is Kind.LIST:
            rows = typed[removed]
            typed[removed] = [row for number, row in enumerate(rows) if str(number) != index]
        return typed

    def _shown(self, fields: Sequence[Field]) -> Iterator[Shown]:
        known = self._judged({key: self._bound[key].kept for key in self.asked_keys})
        for component in fields:
            label, hint = component.in_language(self.language), component.hint(self.language)
            if component.kind is Kind.GROUP:
                children = tuple(self._shown(component.fields))
                if any(child.component.is_input for child in children) or (
                    children and not holds(component.hide, known, now=self.now)
                ):
                    yield Shown(component, label, hint, children=children)
            elif component.kind is Kind.WORDS:
                if not holds(component.hide, known, now=self.now):
                    yield Shown(component, label, hint)
            elif component.key in self.asked_keys:
                yield Shown(component, label, hint, input=self._bound[component.key])

    def _judged(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All that conditions may read: the case, these answers, and the table's verdict."""
        known = self._known | dict(values)
        return known if self._verdict is None else {**known, **self._verdict(known)}

    def _why_it_cannot_be(self, key: str, known: Mapping[str, Any]) -> str:
        """Why an answer cannot be: it contradicts the others, the case, the calendar or the law.

        Empty where it can. The law's table is not heard while it waits for an answer to a question
        that comes up only now.
        """
        component, value = self._inputs[key], self._bound[key].value
        said = self._what_speaks_against(component, value, known)
        return said or (self._refuses(key, value) if self._refuses else "")

    def _what_speaks_against(self, component: Field, value: Any, known: Mapping[str, Any]) -> str:
        if value in (None, "", []):
            return ""
        if component.must is not None and is_broken(component.must, known, now=self.now):
            return component.remedy_in(self.language)
        if not component.refusal or (self._seen and self._brought_up):
            return ""
        return str(known.get(component.refusal_in(self.language)) or "")

    def _too_much(self) -> Mapping[str, str]:
        """The documents just sent for which the case has no room, and what to do about it."""
        files = [key for key in self.asked_keys if self._inputs[key].kind is Kind.FILE]
        sent = [key for key in files if self._bound[key].is_new_file and self._bound[key].value]
        if not sent:
            return {}
        room, size, found = self._room(), 0, {}
        for number, key in enumerate(sent, start=1):
            size += self._bound[key].value["bytes"]
            if number > room.documents or size > room.size:
                found[key] = gettext(
                    "There is no room for this one: all documents of a complaint are at most"
                    " %(most)s, of %(size)s MB together. Leave it out, or bring it on paper.",
                    most=MOST_DOCUMENTS,
                    size=MOST_BYTES // 1_000_000,
                )
        return found

    def _log_foreign_names(self) -> None:
        assert self._posted is not None
        mine = tuple(f"{PREFIX}{key}" for key in self._inputs)
        for name in sorted(set(self._posted)):
            if name in _OURS or name == self.shown_name or name in mine:
                continue
            if any(name.startswith(f"{own}-") for own in mine):
                continue
            log.warning("posted field ignored: %s", _plain(name))


def _plain(name: str) -> str:
    """A posted name as a log may hold it."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-.") else "?" for c in name)[:60]
