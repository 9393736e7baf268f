"""Decision tables compared: rules and columns by their ids, cells by the column they stand in."""

from collections.abc import Iterator
from typing import Any

from engine.drawing_diff.change import Change, Thing, Unreadable, differences, in_order
from engine.xml import XmlRefused, local_name, parse_xml


def compare(before: bytes, after: bytes) -> list[Change]:
    """What differs between two files of decisions.

    :raises Unreadable: one of them cannot be read
    """
    return list(differences(_things(before), _things(after)))


def _things(content: bytes) -> dict[str, Thing]:
    try:
        root = parse_xml(content).getroot()
    except XmlRefused:
        raise Unreadable from None
    return in_order([thing for node in _all(root, "decision") for thing in _decision(node)])


def _decision(decision: Any) -> Iterator[tuple[str, Thing]]:
    decision_id = decision.get("id") or ""
    name = decision.get("name") or decision_id
    facts = {"name": name}
    for literal in _children(decision, "literalExpression"):
        facts["expression"] = _text(literal)
    tables = list(_children(decision, "decisionTable"))
    for table in tables:
        facts |= {
            key: table.get(key)
            for key in ("hitPolicy", "aggregation")
            if table.get(key) is not None
        }
    yield decision_id, Thing("decision", name, name, facts)
    for table in tables:
        columns = [*_children(table, "input"), *_children(table, "output")]
        labels = [_label(column) for column in columns]
        for number, column in enumerate(columns):
            yield (
                column.get("id") or f"{decision_id} column {number}",
                Thing(local_name(column), labels[number], labels[number], _column(column), number),
            )
        for number, rule in enumerate(_children(table, "rule"), 1):
            cells = [*_children(rule, "inputEntry"), *_children(rule, "outputEntry")]
            said = [_text(cell) for cell in cells]
            note = " ".join(_text(each) for each in _children(rule, "description"))
            told = note or " · ".join(each for each in said if each not in ("", "-"))
            cell_facts = dict(zip(labels, said, strict=False))
            yield (
                rule.get("id") or f"{decision_id} rule {number}",
                Thing("rule", told, told, {**cell_facts, "description": note}, number),
            )


def _column(column: Any) -> dict[str, str]:
    facts = {key: column.get(key) or "" for key in ("label", "name", "typeRef")}
    for inner in _children(column, "inputExpression"):
        facts |= {"expression": _text(inner), "typeRef": inner.get("typeRef") or ""}
    facts["values"] = " ".join(
        _text(each) for each in column if local_name(each) in ("inputValues", "outputValues")
    )
    return facts


def _label(column: Any) -> str:
    expression = next(iter(_children(column, "inputExpression")), None)
    said = column.get("label") or column.get("name")
    return said or (_text(expression) if expression is not None else "") or column.get("id") or ""


def _all(root: Any, tag: str) -> list[Any]:
    return [node for node in root.iter() if isinstance(node.tag, str) and local_name(node) == tag]


def _children(node: Any, tag: str) -> list[Any]:
    return [each for each in node if isinstance(each.tag, str) and local_name(each) == tag]


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())
