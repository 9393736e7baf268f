"""Repeating groups: rows of inputs, with "add another" as a submit button."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext
from wtforms import Field as WtField
from wtforms.fields.core import UnboundField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from engine.forms import Field
from web.task_forms.inputs import ComponentField

MOST_ROWS = 20


class RowsField(WtField):
    """A repeating group; its value is a list of objects, empty rows left out."""

    def __init__(
        self,
        label: str = "",
        *,
        component: Field,
        make: Callable[[Field], UnboundField],
        hint: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, description=hint, **kwargs)
        self.component = component
        self.rows: list[Sequence[ComponentField]] = []
        self._make = make
        self._form = kwargs["_form"]
        self.is_new = False  # an answer just given on this page has brought it up

    @property
    def kind(self) -> str:
        """The component's kind, for the template."""
        return str(self.component.kind)

    @property
    def is_required(self) -> bool:
        """Whether at least one row must be filled."""
        return self.component.limits.required

    @property
    def may_grow(self) -> bool:
        """Whether another row may be added."""
        return len(self.rows) < MOST_ROWS

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the posted rows, else those kept before; there is always one to write in."""
        self.process_errors: list[str] = []
        kept = data if isinstance(data, list) else []
        count = len(kept) if formdata is None else self._posted_rows(formdata)
        self.rows = [
            self._row(index, formdata, kept[index] if index < len(kept) else {})
            for index in range(max(1, count))
        ]

    def pre_validate(self, form: Any) -> None:
        """Every filled row must be right; a required group needs one."""
        if self.is_required and not self.value:
            raise StopValidation(gettext("Please answer this; we need it to help you."))
        filled = [field for row in self.rows if self._filled(row) for field in row]
        if [field for field in filled if not field.validate(form)]:
            raise StopValidation(gettext("Look at the marked answers of this part."))

    def tell_unreadable(self) -> None:
        """Mark only what could not be read, as a text that is too long."""
        for field in (field for row in self.rows for field in row):
            field.tell_unreadable()
        if any(field.errors for row in self.rows for field in row):
            self.errors = [gettext("Look at the marked answers of this part.")]

    @property
    def value(self) -> list[dict[str, Any]]:
        """The filled rows."""
        return [
            {field.component.key: field.value for field in row}
            for row in self.rows
            if self._filled(row)
        ]

    @property
    def kept(self) -> list[dict[str, Any]]:
        """What a draft keeps: all rows, as typed where they could not be read."""
        return [{field.component.key: field.kept for field in row} for row in self.rows]

    def _row(self, index: int, formdata: Any, kept: Mapping[str, Any]) -> list[ComponentField]:
        row = []
        for component in self.component.fields:
            if not component.is_input:
                continue
            name = f"{self.name}-{index}-{component.key}"
            field = self._make(component).bind(form=self._form, name=name)
            field.process(formdata, kept.get(component.key))
            row.append(field)
        return row

    def _posted_rows(self, formdata: Any) -> int:
        pattern = re.compile(re.escape(self.name) + r"-(\d{1,2})-")
        numbers = [int(found[1]) for name in formdata if (found := pattern.match(name))]
        return min(max(numbers, default=-1) + 1, MOST_ROWS)

    @staticmethod
    def _filled(row: Sequence[ComponentField]) -> bool:
        return any(field.kept not in (None, "", [], False) for field in row)
