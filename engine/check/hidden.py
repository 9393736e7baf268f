"""The rule about hidden fields: none empties what the case knows from elsewhere."""

from collections.abc import Iterator, Mapping, Set

from engine.check.finding import Finding
from engine.check.forms import of_field
from engine.decisions import Decision
from engine.expressions import ExpressionRefused
from engine.feel import compile_feel
from engine.forms import Field, Form, Kind


def hidden_variables(
    forms: Mapping[str, Form], decisions: Mapping[str, Decision], by_steps: Set[str]
) -> Iterator[Finding]:
    """A field that the case alone hides has a variable to itself.

    What is hidden sets its variable to nothing. Where an answer of the same form hides it, whoever
    fills it in means that; where the case does, what another form or step wrote is lost unseen.
    """
    keys = {path: _keys(form) for path, form in forms.items()}
    for path, form in forms.items():
        elsewhere = frozenset(by_steps).union(*(keys[other] for other in forms if other != path))
        answered = keys[path] | {
            output
            for name in form.decisions
            if name in decisions
            for output in decisions[name].outputs
        }
        for field, conditions in _hideable(form.fields, ()):
            if field.key in elsewhere and not all(_names(each) & answered for each in conditions):
                yield of_field("form-hidden-variable", path, field, variable=field.key)


def _keys(form: Form) -> frozenset[str]:
    return frozenset(field.key for field in form.inputs() if _writes(field))


def _writes(field: Field) -> bool:
    return field.is_input and not field.readonly and not field.record


def _hideable(
    fields: tuple[Field, ...], above: tuple[str, ...]
) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """The fields that write a variable, each with all that hides it."""
    for field in fields:
        conditions = (*above, field.hide) if field.hide else above
        if field.kind is Kind.GROUP:
            yield from _hideable(field.fields, conditions)
        elif conditions and _writes(field):
            yield field, conditions


def _names(condition: str) -> frozenset[str]:
    try:
        return compile_feel(condition).names
    except ExpressionRefused:
        return frozenset()
