"""Forms compared: every question by its key, with what it asks and where the answer goes."""

from collections.abc import Iterator
from typing import Any

from engine.drawing_diff.change import Change, Thing, Unreadable, differences, in_order
from engine.json_files import JsonRefused, read_json

_DEEPEST = 8
_SKIPPED = frozenset({"id", "key", "components", "layout", "values"})


def compare(before: bytes, after: bytes) -> list[Change]:
    """What differs between two forms.

    :raises Unreadable: one of them cannot be read
    """
    return list(differences(_things(before), _things(after)))


def _things(content: bytes) -> dict[str, Thing]:
    schema = read_object(content)
    title = schema.get("properties") if isinstance(schema.get("properties"), dict) else {}
    own = Thing("form", "", "", dict(flat(title, "")))
    return {"": own, **in_order(list(_fields(schema.get("components"), "", depth=0)))}


def _fields(components: Any, parent: str, *, depth: int) -> Iterator[tuple[str, Thing]]:
    if not isinstance(components, list) or depth > 8:
        return
    for number, each in enumerate(components):
        if not isinstance(each, dict):
            continue
        field_id = str(each.get("key") or each.get("id") or number)
        properties = each.get("properties")
        said = properties if isinstance(properties, dict) else {}
        label = str(each.get("label") or each.get("text") or field_id)
        facts = dict(flat({k: v for k, v in each.items() if k not in _SKIPPED}, ""))
        facts |= _choices(each.get("values"))
        yield (
            field_id,
            Thing(
                kind=str(each.get("type", "")),
                name=label,
                name_hi=str(said.get("label_hi") or said.get("text_hi") or label),
                facts={**facts, **({"in": parent} if parent else {})},
            ),
        )
        yield from _fields(each.get("components"), field_id, depth=depth + 1)


def _choices(values: Any) -> dict[str, str]:
    if not isinstance(values, list):
        return {}
    return {
        f"choice {each.get('value')}": ", ".join(
            str(each[name]) for name in ("label", "label_hi") if each.get(name)
        )
        for each in values
        if isinstance(each, dict)
    }


def read_object(content: bytes) -> dict[str, Any]:
    """A JSON object.

    :raises Unreadable: it is none
    """
    try:
        read = read_json(content)
    except JsonRefused:
        raise Unreadable from None
    if not isinstance(read, dict):
        raise Unreadable
    return read


def flat(value: Any, name: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Nested properties as one line each."""
    if isinstance(value, dict) and depth < _DEEPEST:
        for key, inner in value.items():
            # what lies in `properties` is known by its own name
            said = str(key) if name in ("", "properties") else f"{name} {key}"
            yield from flat(inner, said, depth + 1)
    elif isinstance(value, list):
        yield name, ", ".join(str(each) for each in value if not isinstance(each, list | dict))
    elif value is not None and not isinstance(value, dict):
        yield name, str(value)
