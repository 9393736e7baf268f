"""Whether an answer is what the API's description says: a small reader of JSON schemas."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_KINDS: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def differences(
    value: Any, schema: Mapping[str, Any], document: Mapping[str, Any], at: str = ""
) -> Iterator[str]:
    """Where the value is not what the schema says."""
    schema = resolved(schema, document)
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is_of(value, kind) for kind in kinds):
        yield f"{at}: {type(value).__name__} instead of {kinds}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: not one of {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: does not match {schema['pattern']}"
    if isinstance(value, dict):
        known = schema.get("properties", {})
        yield from (
            f"{at}: lacks {name}" for name in schema.get("required", ()) if name not in value
        )
        for name, each in value.items():
            if name in known:
                yield from differences(each, known[name], document, f"{at}/{name}")
            elif schema.get("additionalProperties") is False:
                yield f"{at}: {name} is not described"
    if isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            yield from differences(each, schema["items"], document, f"{at}/{number}")


def resolved(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema that a reference names."""
    while "$ref" in schema:
        found: Any = document
        for name in schema["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        schema = found
    return schema


def references(part: Any) -> Iterator[str]:
    """Every reference in a document."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def _is_of(value: Any, kind: str) -> bool:
    if kind in ("integer", "number") and isinstance(value, bool):
        return False
    return isinstance(value, _KINDS[kind])
