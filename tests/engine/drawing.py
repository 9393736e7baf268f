"""Toy drawings for tests, from a short description instead of a page of XML.

    drawing(start("s"), user("u"), end("e"), flows="s -> u -> e")

Each element is a piece of BPMN text, so anything the helpers below do not cover can be written out.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" '
    'targetNamespace="http://toy.invalid/"'
)


def element(tag: str, element_id: str, inner: str = "", **attributes: str) -> str:
    """One BPMN element; an attribute `camunda__topic` becomes `camunda:topic`."""
    text = "".join(f" {k.replace('__', ':')}={quoteattr(v)}" for k, v in attributes.items())
    return f"<bpmn:{tag} id={quoteattr(element_id)}{text}>{inner}</bpmn:{tag}>"


def start(element_id: str, inner: str = "", **attributes: str) -> str:
    return element("startEvent", element_id, inner, **attributes)


def end(element_id: str, inner: str = "") -> str:
    return element("endEvent", element_id, inner)


def user(element_id: str, inner: str = "", **attributes: str) -> str:
    return element("userTask", element_id, inner, **attributes)


def script(element_id: str, text: str, inner: str = "") -> str:
    return element("scriptTask", element_id, f"{inner}<bpmn:script>{escape(text)}</bpmn:script>")


def exclusive(element_id: str, default: str = "") -> str:
    return element("exclusiveGateway", element_id, **({"default": default} if default else {}))


def inclusive(element_id: str, default: str = "") -> str:
    return element("inclusiveGateway", element_id, **({"default": default} if default else {}))


def parallel(element_id: str) -> str:
    return element("parallelGateway", element_id)


def boundary(element_id: str, attached_to: str, inner: str, *, interrupting: bool = True) -> str:
    return element(
        "boundaryEvent",
        element_id,
        inner,
        attachedToRef=attached_to,
        cancelActivity=str(interrupting).lower(),
    )


def timer(kind: str, text: str) -> str:
    """An event definition: kind is date, duration or cycle."""
    tag = f"bpmn:time{kind.capitalize()}"
    return f"<bpmn:timerEventDefinition><{tag}>{escape(text)}</{tag}></bpmn:timerEventDefinition>"


def sub_process(
    element_id: str, *elements: str, flows: str, loop: str = "", **attributes: str
) -> str:
    inner = loop + "".join(elements) + sequence_flows(flows)
    return element("subProcess", element_id, inner, **attributes)


def sequence_flows(text: str) -> str:
    """`a -> b -> c; a -> d: total > 5` makes three flows, the last with a condition.

    A flow's id is `source_to_target`; give that as a gateway's default.
    """
    return "".join(_flow(*each) for each in _pairs(text))


def _pairs(text: str) -> Iterable[tuple[str, str, str]]:
    for chain in filter(None, (part.strip() for part in text.split(";"))):
        path, _, condition = chain.partition(":")
        nodes = [node.strip() for node in path.split("->")]
        for source, target in pairwise(nodes):
            yield source, target, condition.strip()


def _flow(source: str, target: str, condition: str) -> str:
    inner = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(condition)}'
        "</bpmn:conditionExpression>"
        if condition
        else ""
    )
    return element(
        "sequenceFlow", f"{source}_to_{target}", inner, sourceRef=source, targetRef=target
    )


def process(process_id: str, *elements: str, flows: str) -> str:
    return element(
        "process", process_id, "".join(elements) + sequence_flows(flows), isExecutable="true"
    )


def definitions(*parts: str) -> bytes:
    """A whole file: processes and, beside them, messages, signals, errors, escalations."""
    return f"<bpmn:definitions {NAMESPACES}>{''.join(parts)}</bpmn:definitions>".encode()


def drawing(*elements: str, flows: str, beside: str = "") -> dict[str, bytes]:
    """The files of a definition with one process "toy"."""
    return {"toy.bpmn": definitions(beside, process("toy", *elements, flows=flows))}


def in_one_lane(files: Mapping[str, bytes], role: str = "officer") -> dict[str, bytes]:
    """The same files, every person's task in a lane of this role where a drawing has no lanes."""
    return {path: _with_lane(content, role) for path, content in files.items()}


def _with_lane(content: bytes, role: str) -> bytes:
    if b"<bpmn:laneSet" in content or b"<bpmn:process" not in content:
        return content
    text = content.decode()
    nodes = re.findall(r'<bpmn:(?:userTask|manualTask|subProcess) id="([^"]*)"', text)
    references = "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in nodes)
    lane = element(
        "laneSet", "lanes", element("lane", "only_lane", references, name=role) if nodes else ""
    )
    return re.sub(r"(<bpmn:process [^>]*>)", rf"\1{lane}", text, count=1).encode()
