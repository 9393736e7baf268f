"""A part of a FEEL text, compiled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel.values import FeelRun

Variables = Mapping[str, Any]
Compute = Callable[[Variables, FeelRun], Any]


@dataclass(frozen=True, slots=True)
class Node:
    """What computes a part; whether it is constant; whether it is a test itself.

    A test (`? > 5`, `a and b`) in a decision cell holds or not; any other value is one that the
    input must equal.
    """

    compute: Compute
    constant: bool = False
    is_test: bool = False


def constant(value: Any) -> Node:
    """The node of a value that is known already."""
    return Node(lambda names, run: value, constant=True)
