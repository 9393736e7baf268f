"""Answers: what persons write into forms, by stated weights, else at random among what is taken.

Whatever is drawn goes through the form that the pages show. What the form does not take is drawn
anew, field by field, and what it asks beside is answered at random: so a form that a designer has
just changed is answered too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from engine.forms import Field, Form, Kind
from engine.law import KOLKATA
from processes.scripted.adapter import Asked, ReadForm, Reading
from processes.simulation.assumptions import Choice
from processes.simulation.invented import is_left_open, value_for

#: So often answers are mended before a case is given up.
MOST_TRIES = 24
#: So often a value is drawn anew because it was refused before.
_MOST_DRAWS = 12
#: The key of a value that is drawn among several, each with its weight.
ONE_OF = "one_of"

LookUp = Callable[[Any], Any]


@dataclass(frozen=True)
class Answered:
    """Answers that the form takes, and which keys were answered at random."""

    reading: Reading
    at_random: Sequence[str] = ()


class NotAnswered(Exception):
    """The form took nothing that was tried; `keys` are those that it refused in the end."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


def answer(
    read_form: ReadForm,
    asked: Asked,
    form: Form,
    stated: Sequence[Choice],
    *,
    look_up: LookUp,
    chance: Random,
) -> Answered:
    """Fill in a form. `asked` says everything but the values.

    :raises NotAnswered: no answer was found that the form takes
    """
    fields = {field.key: field for field in form.inputs() if not field.readonly}
    today = asked.now.astimezone(KOLKATA).date()
    values = dict(look_up(drawn(stated, chance)))
    at_random: set[str] = set()
    refused: dict[str, list[Any]] = {}
    if not stated:
        values, at_random = _all_at_random(fields, today, chance)
    for _ in range(MOST_TRIES):
        reading = read_form(replace(asked, values=values))
        if not reading.findings and not reading.not_asked:
            return Answered(reading, sorted(at_random & values.keys()))
        values = {key: value for key, value in values.items() if key not in reading.not_asked}
        for key in reading.findings:
            field = fields.get(key)
            if field is None:
                raise NotAnswered([key])
            at_random.add(key)
            refused.setdefault(key, []).append(values.get(key))
            choices = reading.choices.get(key, ())
            if set(choices) and set(choices) <= set(map(str, refused[key])):
                refused[key] = []  # not it alone is at fault: what it hangs on is drawn anew
                values = {name: each for name, each in values.items() if name not in at_random}
            for _ in range(_MOST_DRAWS):
                values[key] = _required(field, choices, today, chance)
                if values[key] not in refused[key]:
                    break
    raise NotAnswered(sorted({*reading.findings, *reading.not_asked}))


def drawn(stated: Sequence[Choice], chance: Random) -> Mapping[str, Any]:
    """One of the stated ways, every value in it that is itself drawn among several drawn too."""
    if not stated:
        return {}
    (chosen,) = chance.choices(stated, weights=[each.weight for each in stated])
    return {key: _value(value, chance) for key, value in chosen.values.items()}


def _value(value: Any, chance: Random) -> Any:
    if not (isinstance(value, Mapping) and set(value) == {ONE_OF}):
        return value
    several = value[ONE_OF]
    (chosen,) = chance.choices(several, weights=[each.get("weight", 1) for each in several])
    return chosen["value"]


def _all_at_random(
    fields: Mapping[str, Field], today: date, chance: Random
) -> tuple[dict[str, Any], set[str]]:
    """An answer to every input that nobody leaves open; lists that depend on others come later."""
    values = {
        key: value_for(field, [each.value for each in field.options], today=today, chance=chance)
        for key, field in fields.items()
        if not is_left_open(field, chance)
    }
    return values, set(fields)


def _required(field: Field, choices: Sequence[str], today: date, chance: Random) -> Any:
    if field.kind is Kind.CHECKBOX:
        return True  # it was refused, so it must be ticked
    return value_for(field, choices, today=today, chance=chance)
