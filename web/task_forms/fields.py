"""The components of a form file as WTForms fields, in one language and with their options."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm

from engine.forms import CHOICES, Field, Kind, Option
from web.task_forms.inputs import ComponentField
from web.task_forms.rows import RowsField

PREFIX = "f-"

#: What a browser posts: fields, and files beside them.
Posted = MultiDict[str, Any] | CombinedMultiDict[str, Any]
#: Options by the name of their source (`valuesKey`) and by what is answered so far.
Sources = Callable[[str, Mapping[str, Any]], Sequence[Option]]


def options_from(
    sources: Sources, inputs: Iterable[Field], known: Mapping[str, Any]
) -> dict[str, Sequence[Option]]:
    """The options of those inputs that take them from a source, by key."""
    return {item.key: sources(item.options_from, known) for item in inputs if item.options_from}


class Fields:
    """The inputs of a form with the options that they have at this moment."""

    def __init__(
        self,
        inputs: Mapping[str, Field],
        options: Mapping[str, Sequence[Option]],
        *,
        language: str,
    ) -> None:
        self._inputs = inputs
        self._options = options
        self._language = language

    def bound(self, posted: Posted | None, kept: Mapping[str, Any]) -> BaseForm:
        """Fields that hold what was posted, or what is kept where nothing was."""
        form = BaseForm({key: self._field(item) for key, item in self._inputs.items()}, PREFIX)
        form.process(posted, data=dict(kept))
        return form

    def options(self, component: Field) -> Sequence[Option]:
        return self._options.get(component.key) or component.options

    def has_no_choice(self, component: Field) -> bool:
        """Whether its list rests on an answer still to come: stations before the district is."""
        return component.kind in CHOICES and not self.options(component)

    def _field(self, component: Field) -> UnboundField:
        label, hint = component.in_language(self._language), component.hint(self._language)
        made: Any
        if component.kind is Kind.LIST:
            made = RowsField(label, component=component, make=self._field, hint=hint)
        else:
            made = ComponentField(
                label,
                component=component,
                options=self._labels(component),
                hint=hint,
                headings=self._headings(component),
            )
        unbound: UnboundField = made
        return unbound

    def _labels(self, component: Field) -> Mapping[str, str]:
        return {
            option.value: option.label_hi if self._language == "hi" else option.label
            for option in self.options(component)
        }

    def _headings(self, component: Field) -> Mapping[str, str]:
        return {
            option.value: option.group_hi if self._language == "hi" else option.group
            for option in self.options(component)
            if option.group
        }
