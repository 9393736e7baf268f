"""What a drawing says about its elements beside how they run: owner, form, names, due dates.

The parser of `engine.elements` reads how a drawing runs. This module reads what pages, the inbox
and the ledger need, from the same file: lanes with their role and level, forms, Hindi names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.conventions import BPMN, CAMUNDA, TRUE, form_path, properties_of
from engine.owners import Owner, candidate_group, owner_of, owners_by_node, owners_by_role
from engine.parts import Part, calls_of
from engine.xml import parse_xml
from models import Level

#: The events that wait for something.
CATCHING = ("intermediateCatchEvent", "boundaryEvent", "startEvent")
_SCOPES = (f"{BPMN}process", f"{BPMN}subProcess")
_SKIPPED = frozenset(
    f"{BPMN}{tag}" for tag in ("laneSet", "extensionElements", "documentation", "textAnnotation")
)


@dataclass(frozen=True)
class Element:
    """One element of a drawing, as pages and the inbox need it."""

    id: str
    kind: str  # BPMN's tag: userTask, serviceTask, boundaryEvent ...
    name: str
    name_hi: str
    owner: Owner = field(default_factory=Owner)
    form: str | None = None  # a path among the definition's files
    due: str | None = None  # an expression or ISO 8601 text
    priority: int = 0
    due_is_law: bool = False
    result: str | None = None  # the variable that gets a decision's answer as a whole
    properties: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None  # the sub-process it lies in

    @property
    def name_for_her(self) -> str:
        """What it is called on the complainant's own page, in English."""
        return self.properties.get("name_for_her", self.name)

    @property
    def name_for_her_hi(self) -> str:
        """The same in Hindi."""
        return self.properties.get("name_for_her_hi", self.name_hi)

    @property
    def role(self) -> str | None:
        return self.owner.role

    @property
    def level(self) -> Level | None:
        return self.owner.level

    @property
    def seat(self) -> str | None:
        return self.owner.seat

    @property
    def holder_gender(self) -> str | None:
        return self.owner.holder_gender

    @property
    def needs_woman(self) -> bool:
        return self.owner.holder_gender == "female"

    @property
    def is_custodian(self) -> bool:
        return self.owner.is_custodian

    @property
    def custody_stays(self) -> bool:
        """Whether custody stays with whom it was while this step is open."""
        return self.properties.get("custody_stays", "").strip().lower() in TRUE

    def is_due_by_law(self, variables: Mapping[str, Any]) -> bool:
        """Whether the due date is law for this case: `law_when` names the variable that says so."""
        decided_by = self.properties.get("law_when")
        return self.due_is_law and (decided_by is None or bool(variables.get(decided_by)))


@dataclass(frozen=True)
class Drawing:
    """One process of a BPMN file: its elements in the order of the file."""

    process_id: str
    name: str
    name_hi: str
    elements: Mapping[str, Element]
    start_form: str | None
    start_messages: Mapping[str, str]  # message name -> start event that it sets off
    start_signals: Mapping[str, str]  # signal name -> start event that it sets off
    caught_signals: frozenset[str]  # names of the signals that something waits for
    catchers: Mapping[str, frozenset[str]]  # message name -> elements that wait while it runs
    parts: Mapping[str, Part]  # itself and the processes it may call, by their id

    @property
    def caught_messages(self) -> frozenset[str]:
        """The names of the messages that something running may wait for."""
        return frozenset(self.catchers)


def find_drawing(files: Mapping[str, bytes], process_id: str) -> str | None:
    """The path of the file that draws this process; None if no file does."""
    for path, content in files.items():
        if path.endswith(".bpmn"):
            for process in _root(content).iter(f"{BPMN}process"):
                if process.get("id") == process_id:
                    return path
    return None


def read_drawing(files: Mapping[str, bytes], process_id: str) -> Drawing:
    """Read the elements of a process and of every process it may call.

    :raises LookupError: no file draws the process
    """
    path = find_drawing(files, process_id)
    if path is None:
        raise LookupError(process_id)
    elements: dict[str, Element] = {}
    parts: dict[str, Part] = {}
    drawn = None
    signals: set[str] = set()
    catchers: dict[str, frozenset[str]] = {}
    for other, content in files.items():
        if not other.endswith(".bpmn"):
            continue
        root = _root(content)
        names = _event_names(root)
        for process in root.iter(f"{BPMN}process"):
            own = {e.id: e for e in elements_of(process, files)}
            elements |= own
            parts[process.get("id", "")] = _part(process, path=other, element_ids=tuple(own))
            if process.get("id") == process_id:
                drawn = process
                start_messages = _starts_by("message", process, names)
                start_signals = _starts_by("signal", process, names)
        signals |= _caught("signal", _events(root), names)
        for message, element_id in _catchers(root, names):
            catchers[message] = catchers.get(message, frozenset()) | {element_id}
    assert drawn is not None
    start_form = next(
        (
            e.form
            for e in elements_of(drawn, files)
            if e.kind == "startEvent" and e.parent is None and e.form
        ),
        None,
    )
    return Drawing(
        process_id=process_id,
        name=parts[process_id].name,
        name_hi=parts[process_id].name_hi,
        elements=MappingProxyType(elements),
        start_form=start_form,
        start_messages=MappingProxyType(start_messages),
        start_signals=MappingProxyType(start_signals),
        caught_signals=frozenset(signals),
        catchers=MappingProxyType(catchers),
        parts=MappingProxyType(parts),
    )


def _part(process: Any, *, path: str, element_ids: tuple[str, ...]) -> Part:
    process_id = process.get("id", "")
    name = process.get("name") or process_id
    return Part(
        process_id=process_id,
        name=name,
        name_hi=properties_of(process).get("name_hi", name),
        path=path,
        element_ids=element_ids,
        calls=MappingProxyType(calls_of(process)),
    )


def _root(content: bytes) -> Any:
    return parse_xml(content).getroot()


def _event_names(root: Any) -> dict[str, str]:
    return {
        node.get("id", ""): node.get("name") or node.get("id", "")
        for tag in ("message", "signal")
        for node in root.iter(f"{BPMN}{tag}")
    }


def _starts_by(kind: str, process: Any, names: Mapping[str, str]) -> dict[str, str]:
    return {
        names[definition.get(f"{kind}Ref")]: event.get("id")
        for event in process.iterchildren(f"{BPMN}startEvent")
        for definition in event.iterchildren(f"{BPMN}{kind}EventDefinition")
        if definition.get(f"{kind}Ref") in names
    }


def _caught(kind: str, events: Iterable[Any], names: Mapping[str, str]) -> set[str]:
    return {
        names[definition.get(f"{kind}Ref")]
        for event in events
        for definition in event.iterchildren(f"{BPMN}{kind}EventDefinition")
        if definition.get(f"{kind}Ref") in names
    }


def _catchers(root: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every message with an element that waits for it in something running."""
    for event in filter(_is_within_an_instance, _events(root)):
        for message in _caught("message", [event], names):
            yield message, event.get("id")
    for task in root.iter(f"{BPMN}receiveTask"):
        if task.get("messageRef") in names:
            yield names[task.get("messageRef")], task.get("id")


def _events(root: Any) -> Iterator[Any]:
    return root.iter(*(f"{BPMN}{tag}" for tag in CATCHING))  # type: ignore[no-any-return]


def _is_within_an_instance(event: Any) -> bool:
    """Whether something running may wait for it: it does not begin an instance."""
    begins = event.tag == f"{BPMN}startEvent" and event.getparent().tag == f"{BPMN}process"
    return not begins


def elements_of(process: Any, files: Mapping[str, bytes]) -> Iterator[Element]:
    """Lanes also own what lies in a sub-process over them; a role brings what its lane says."""
    pending: list[tuple[Any, Owner, Mapping[str, Owner], str | None]] = [
        (process, Owner(), {}, None)
    ]
    roles = {owner.role: owner for owner in owners_by_role(process, Owner()) if owner.role}
    while pending:
        scope, owner, known, parent = pending.pop()
        owners = {**known, **owners_by_node(scope, owner)}
        for node in scope:
            if not isinstance(node.tag, str) or not node.tag.startswith(BPMN):
                continue
            element_id = node.get("id")
            if node.tag in _SKIPPED or not element_id:
                continue
            element = _element(node, owners.get(element_id, owner), roles, files, parent)
            yield element
            if node.tag in _SCOPES:
                pending.append((node, element.owner, owners, element_id))


def _element(
    node: Any,
    owner: Owner,
    roles: Mapping[str, Owner],
    files: Mapping[str, bytes],
    parent: str | None,
) -> Element:
    properties = properties_of(node)
    own = {k: properties[k] for k in properties if k in ("level", "seat", "holder_gender")}
    own |= {k: properties[k] for k in ("custodian", "role") if k in properties}
    group = candidate_group(node)
    if group:
        own["role"] = group
        owner = roles.get(own["role"], owner)
    if own:
        owner = owner_of(own, owner)
    name = " ".join((node.get("name") or "").split())
    return Element(
        id=node.get("id"),
        kind=node.tag.removeprefix(BPMN),
        name=name,
        name_hi=properties.get("name_hi", name),
        owner=owner,
        form=form_path(node, files),
        due=node.get(f"{CAMUNDA}dueDate") or properties.get("due"),
        priority=_number(node.get(f"{CAMUNDA}priority")),
        due_is_law=properties.get("deadline") == "statutory",
        result=node.get(f"{CAMUNDA}resultVariable"),
        properties=MappingProxyType(properties),
        parent=parent,
    )


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
