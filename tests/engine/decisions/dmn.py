"""Small DMN files, from a short description instead of a page of XML."""

from typing import Any
from xml.sax.saxutils import escape

from engine.decisions import Decision, compile_decisions

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def text_of(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag} {attributes}><text>{escape(text)}</text></{tag}>"


def table(
    policy: str,
    rows: list[tuple[str, ...]],
    *,
    inputs: tuple[str, ...] = ("x",),
    outputs: tuple[str, ...] = ("y",),
    aggregation: str = "",
    types: tuple[str, ...] = (),
    allowed: str = "",
    defaults: tuple[str, ...] = (),
) -> str:
    """A decisionTable; each row holds the cells of its inputs, then of its outputs."""
    attributes = f'id="t" hitPolicy="{policy}"'
    attributes += f' aggregation="{aggregation}"' if aggregation else ""
    parts = []
    for n, each in enumerate(inputs):
        kind = f'typeRef="{types[n]}"' if types else ""
        parts.append(f'<input id="in{n}">{text_of("inputExpression", each, kind)}</input>')
    for n, each in enumerate(outputs):
        inner = text_of("outputValues", allowed) if allowed else ""
        inner += text_of("defaultOutputEntry", defaults[n]) if defaults else ""
        parts.append(f'<output id="out{n}" name="{each}">{inner}</output>')
    for n, row in enumerate(rows, 1):
        cells = [text_of("inputEntry", cell) for cell in row[: len(inputs)]]
        cells += [text_of("outputEntry", cell) for cell in row[len(inputs) :]]
        parts.append(f'<rule id="r{n}">{"".join(cells)}</rule>')
    return f"<decisionTable {attributes}>{''.join(parts)}</decisionTable>"


def decision(decision_id: str, logic: str, needs: tuple[str, ...] = (), variable: str = "") -> str:
    requirements = "".join(
        f'<informationRequirement id="q{decision_id}{each}"><requiredDecision href="#{each}"/>'
        "</informationRequirement>"
        for each in needs
    )
    named = f'<variable name="{variable}"/>' if variable else ""
    return f'<decision id="{decision_id}" name="n">{named}{requirements}{logic}</decision>'


def file(*decisions: str) -> bytes:
    return f'<definitions xmlns="{NAMESPACE}">{"".join(decisions)}</definitions>'.encode()


def decide(logic: str, **variables: Any) -> dict[str, Any]:
    return compiled(logic).evaluate(variables)


def compiled(logic: str) -> Decision:
    return compile_decisions(file(decision("d", logic)))["d"]
