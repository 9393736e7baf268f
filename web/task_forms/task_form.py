"""A form file, or some of its fields, for one person at one moment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.forms import CHOICES, Field, Form, Kind
from processes.complaint.answers import Answers
from processes.complaint.documents import all_room
from web.task_forms.conditions import hidden_keys, holds, is_broken, proposals
from web.task_forms.fields import PREFIX, Fields, Posted, Sources, options_from
from web.task_forms.foreign import log_foreign
from web.task_forms.inputs import ComponentField
from web.task_forms.room import RoomLeft, too_much
from web.task_forms.rows import RowsField

_SHOWN = "shown"
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
        posted: Posted | None = None,
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
            key: [option.value for option in self._fields.options(self._inputs[key])]
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
        if self._posted is None:
            self._fields = self._fields_with(kept)
            self._bound = self._fields.bound(None, kept)
        else:
            read = Fields(self._inputs, {}, language=self.language).bound(self._posted, kept)
            typed = self._after_rows({key: read[key].kept for key in self._inputs})
            self._fields = self._fields_with(typed)
            self._bound = (
                self._fields.bound(None, typed)
                if self.wants_rows
                else self._fields.bound(self._posted, self._before)
            )
            mine = (self.shown_name, *(f"{PREFIX}{key}" for key in self._inputs))
            log_foreign(self._posted, mine=mine)
        self.asked_keys = self._asked({key: self._bound[key].kept for key in self._inputs})
        for key in self._brought_up if self._seen else ():
            self._bound[key].is_new = True

    def _fields_with(self, answered: Mapping[str, Any]) -> Fields:
        known = self._known | dict(answered)
        options = options_from(self._sources, self._inputs.values(), known)
        return Fields(self._inputs, options, language=self.language)

    def _asked(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        hidden = hidden_keys(self.fields, self._judged(values), now=self.now)
        return tuple(
            key
            for key, item in self._inputs.items()
            if key not in hidden and not self._fields.has_no_choice(item)
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
        return too_much({key: self._bound[key].value for key in sent}, self._room)
