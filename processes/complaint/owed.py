"""What the law asks for in a case: each step of it begins once, however often the law is asked."""

from collections.abc import Mapping
from typing import Any

from engine.registry import Handler
from engine.step import Step

#: What the table of this name says of the case.
OWED = "steps_owed"
BEGUN = "steps_begun"


def begin_steps(step: Step) -> Mapping[str, Any]:
    """Say which of the property's `steps` begin now: those that no branch of the case has begun.

    With the property `if_owed` only those that the table of the law asks for.
    """
    named = _named(step)
    begun = step.variables.get(BEGUN) or []
    owed = (step.variables.get(OWED) or []) if "if_owed" in step.properties else named
    new = [name for name in named if name in owed and name not in begun]
    return {**_known_to_all(step, {*begun, *new}), "new_steps": new}


def let_begin_again(step: Step) -> Mapping[str, Any]:
    """The property's `steps` were not needed after all: they may begin when they are."""
    return _known_to_all(step, set(step.variables.get(BEGUN) or []) - set(_named(step)))


OF_THE_LAW: Mapping[str, Handler] = {
    "begin_steps": begin_steps,
    "let_begin_again": let_begin_again,
}


def _named(step: Step) -> list[str]:
    return [name.strip() for name in step.properties["steps"].split(",")]


def _known_to_all(step: Step, begun: set[str]) -> dict[str, Any]:
    known = {BEGUN: sorted(begun)}
    step.share(**known)
    return known
