"""Readers: the roles that alone learn of a step, where its drawing keeps it from everybody else."""

from collections.abc import Mapping
from types import MappingProxyType

from engine.cache import Cache
from engine.conventions import READ_BY, named_roles
from engine.definitions import Definition

Readers = Mapping[str, frozenset[str]]

#: Read once a drawing: every page of a case asks.
_readers: Cache[Readers] = Cache(64)


def readers_of(definition: Definition) -> Readers:
    """The roles that learn of each element; what is not among them is for who sees the case."""
    known = _readers.get(definition.content_hash)
    if known is None:
        named = ((each, _readers_of(definition, each, ())) for each in definition.elements)
        known = MappingProxyType({each: roles for each, roles in named if roles is not None})
        _readers.put(definition.content_hash, known)
    return known


def _readers_of(
    definition: Definition, element_id: str, passed: tuple[str, ...]
) -> frozenset[str] | None:
    """What the element says itself, else the box around it, else the steps that call its process.

    Where one of these steps is open to all, so is what it calls.
    """
    element = definition.elements.get(element_id)
    if element is None or element_id in passed:
        return None
    if READ_BY in element.properties:
        return named_roles(element.properties[READ_BY])
    passed = (*passed, element_id)
    if element.parent is not None:
        return _readers_of(definition, element.parent, passed)
    said = [_readers_of(definition, each, passed) for each in _callers(definition, element_id)]
    found = [roles for roles in said if roles is not None]
    return frozenset().union(*found) if found and len(found) == len(said) else None


def _callers(definition: Definition, element_id: str) -> list[str]:
    parts = definition.outline.parts.values()
    own = next((part.process_id for part in parts if element_id in part.element_ids), None)
    return [each for part in parts for each, called in part.calls.items() if called == own]
