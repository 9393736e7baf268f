"""One WTForms field for each kind of form component.

Every one is a `ComponentField`: it keeps what was typed as it was typed, and in `value` the JSON
value it stands for once it has been read without fault.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from wtforms import Field as WtField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from engine.control_signs import marked
from engine.forms import Field, Kind
from processes.complaint.contact import readable_number
from web.task_forms import values


@dataclass(frozen=True)
class OptionGroup:
    """Options of a long list under one heading, and how many of them are chosen."""

    heading: str
    options: Mapping[str, str]
    chosen: int


class ComponentField(WtField):
    """An input of a form file as a WTForms field."""

    def __init__(
        self,
        label: str = "",
        *,
        component: Field,
        options: Mapping[str, str],
        hint: str,
        headings: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.component = component
        self.options = options
        self._headings = headings or {}
        self.typed: Any = None
        self.value: Any = None
        self.is_new = False  # an answer just given on this page has brought it up

    @property
    def kind(self) -> str:
        """The component's kind, for the template."""
        return str(self.component.kind)

    @property
    def groups(self) -> Sequence["OptionGroup"]:
        """The options under their headings, in their order; empty where they have none."""
        if not self._headings:
            return ()
        parted: dict[str, dict[str, str]] = {}
        for value, label in self.options.items():
            parted.setdefault(self._headings.get(value, ""), {})[value] = label
        return [
            OptionGroup(heading, options, chosen=sum(self.is_chosen(value) for value in options))
            for heading, options in parted.items()
        ]

    def is_chosen(self, value: str) -> bool:
        """Whether an option is ticked."""
        if self.component.kind is Kind.CHECKLIST:
            return value in (self.typed or ())
        return bool(value == self.typed)

    @property
    def is_new_file(self) -> bool:
        """Whether a file came with this very page: shown again, the page has lost it."""
        return self.component.kind is Kind.FILE and bool(getattr(self.typed, "filename", ""))

    @property
    def is_required(self) -> bool:
        """Whether the person has to answer."""
        return self.component.limits.required

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was posted, else what was kept before."""
        self.process_errors = []
        kept = None if data is unset_value else data
        if self.component.readonly:
            formdata = None  # it shows what was said before, whatever is posted
        self.raw_data = formdata.getlist(self.name) if formdata is not None else None
        if formdata is None:
            self.typed, self.value = shown(self.component, kept), kept
            return
        self.typed = self._take(self.raw_data or [], kept)
        try:
            self.value = self._read(self.typed, kept)
        except values.NotUsable as fault:
            self.value = None
            self.process_errors.append(str(fault))
            if isinstance(self.typed, str):
                self.typed = marked(self.typed)

    def pre_validate(self, form: Any) -> None:
        """Stop at what could not be read, and at what must not be left out."""
        if self.process_errors:
            raise StopValidation  # its fault is told already
        if self.is_required and self.value in (None, "", [], False):
            raise StopValidation(_missing(self.component))

    def tell_unreadable(self) -> None:
        """Mark it only if what was typed could not be read, as a text that is too long."""
        self.errors = list(self.process_errors)

    @property
    def kept(self) -> Any:
        """What a draft keeps: the value, or what was typed where it could not be read."""
        if self.process_errors and self.component.kind is not Kind.FILE:
            return self.typed
        return self.value

    def _take(self, raw: Sequence[Any], kept: Any) -> Any:
        if self.component.kind is Kind.CHECKLIST:
            return [item for item in raw if isinstance(item, str)]
        if self.component.kind is Kind.CHECKBOX:
            return bool(raw)
        if self.component.kind is Kind.FILE:
            return next((item for item in raw if isinstance(item, FileStorage)), None)
        return next((item for item in raw if isinstance(item, str)), "")

    def _read(self, typed: Any, kept: Any) -> Any:
        component = self.component
        if component.kind is Kind.CHECKLIST:
            chosen = [values.read_choice(item, self.options) for item in dict.fromkeys(typed)]
            return [item for item in chosen if item is not None]
        if component.kind is Kind.CHECKBOX:
            return typed
        if component.kind is Kind.FILE:
            if typed is None or not typed.filename:
                return kept
            typed.stream.seek(0)
            return values.read_file(typed.read(values.FILE_BYTES + 1))
        if component.kind in (Kind.SELECT, Kind.RADIO):
            return values.read_choice(typed, self.options)
        return _READERS[component.kind](component, typed)


_READERS: Mapping[Kind, Callable[[Field, str], Any]] = {
    Kind.TEXT: values.read_text,
    Kind.LONG_TEXT: values.read_text,
    Kind.NUMBER: values.read_number,
    Kind.DATE: values.read_date,
    Kind.TIME: lambda _field, typed: values.read_time(typed),
    Kind.DATETIME: values.read_datetime,
}


def shown(component: Field, kept: Any) -> Any:
    """A kept value as an input shows it."""
    if component.kind is Kind.CHECKLIST:
        return kept if isinstance(kept, list) else []
    if component.kind is Kind.CHECKBOX:
        return kept is True
    if kept is None:
        return ""
    if component.kind is Kind.DATETIME:
        return str(kept)[:16]
    if isinstance(kept, float):
        return f"{kept:g}"
    if component.is_telephone:
        return readable_number(str(kept))
    return kept if component.kind is Kind.FILE else str(kept)


def _missing(component: Field) -> str:
    if component.kind is Kind.CHECKLIST:
        return gettext("Choose at least one answer.")
    if component.kind in (Kind.RADIO, Kind.SELECT):
        return gettext("Choose an answer.")
    if component.kind is Kind.CHECKBOX:
        return gettext("Tick the box to go on.")
    return gettext("Please answer this; we need it to help you.")
