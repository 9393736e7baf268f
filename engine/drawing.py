"""What a drawing says about its elements beside how they run: owner, form, names, due dates.

The parser of `engine.elements` reads how a drawing runs. This module reads what pages, the inbox
and the ledger need, from the same file: lanes with their role and level, forms, Hindi names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from engine.parts import Part, calls_of
from engine.xml import parse_xml
from models import Level

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

#: The property by which a user task names the service to do again, if an answer is corrected.
WHEN_CORRECTED = "when_corrected"
#: The property that names the roles that alone read what is said at a step, and learn of it. What a
#: box says holds for all that stands in it, and for the process that is called there.
READ_BY = "read_by"
#: The property of a message that names the roles whose pages offer it.
SENT_BY = "sent_by"
#: Those by which it names the answers that may change after a way was taken by them, and the
#: elements after which none of its answers may.
MAY_CHANGE = "may_change"
SETTLED_BY = "settled_by"
LEVELS = {level.name.lower(): level for level in Level}
TRUE = frozenset({"true", "yes", "1"})
_SCOPES = (f"{BPMN}process", f"{BPMN}subProcess")
_SKIPPED = frozenset(
    f"{BPMN}{tag}" for tag in ("laneSet", "extensionElements", "documentation", "textAnnotation")
)


#: A role, and the level at which its post is.
Rung = tuple[str, Level]


@dataclass(frozen=True)
class Owner:
    """Whose a step is: what the lanes around it say together, the innermost first."""

    role: str | None = None
    level: Level | None = None
    seat: str | None = None  # the variable that holds the id of a numbered post
    holder_gender: str | None = None
    is_custodian: bool = False
    or_else: tuple[Rung, ...] = ()  # whose it is where nobody holds that post
    lane: str | None = None
    lane_hi: str | None = None


@dataclass(frozen=True)
class Element:
    """One element of a drawing, as pages and the inbox need it."""

    id: str
    kind: str  # BPMN's tag: userTask, serviceTask, boundaryEvent ...
    name: str
    name_hi: str
    owner: Owner = Owner()
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
    def custodian(self) -> bool:
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
    caught_messages: frozenset[str]  # names of the messages that something running may wait for
    parts: Mapping[str, Part]  # itself and the processes it may call, by their id


def named_roles(text: str) -> frozenset[str]:
    """The roles that a property lists with commas between."""
    return frozenset(role.strip() for role in text.split(",")) - {""}


def rungs(text: str) -> tuple[Rung, ...]:
    """The posts that the property `or_else` lists: `superintendent district, state_nodal state`.

    What names no level is left out; the checker tells of it.
    """
    named = [each.split() for each in text.split(",")]
    return tuple((each[0], LEVELS[each[1]]) for each in named if each[1:] and each[1] in LEVELS)


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
    messages: set[str] = set()
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
        for tag in ("intermediateCatchEvent", "boundaryEvent", "startEvent"):
            signals |= _caught("signal", root.iter(f"{BPMN}{tag}"), names)
            messages |= _caught("message", _within_an_instance(root, tag), names)
        messages |= {
            names[task.get("messageRef")]
            for task in root.iter(f"{BPMN}receiveTask")
            if task.get("messageRef") in names
        }
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
        caught_messages=frozenset(messages),
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


def _within_an_instance(root: Any, tag: str) -> Iterator[Any]:
    """The events of a kind, without those that begin an instance."""
    begins = f"{BPMN}process"
    for event in root.iter(f"{BPMN}{tag}"):
        if tag != "startEvent" or event.getparent().tag != begins:
            yield event


def elements_of(process: Any, files: Mapping[str, bytes]) -> Iterator[Element]:
    """Lanes also own what lies in a sub-process over them; a role brings what its lane says."""
    pending: list[tuple[Any, Owner, Mapping[str, Owner], str | None]] = [
        (process, Owner(), {}, None)
    ]
    roles = {owner.role: owner for owner in _lane_owners(process, Owner()) if owner.role}
    while pending:
        scope, owner, known, parent = pending.pop()
        owners = {**known, **_lanes(scope, owner)}
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


def _lanes(scope: Any, outer: Owner) -> dict[str, Owner]:
    """The owner of each node that a lane of this scope names; inner lanes overwrite outer ones."""
    return {
        (reference.text or "").strip(): owner
        for lane, owner in _owned_lanes(scope, outer)
        for reference in lane.iterchildren(f"{BPMN}flowNodeRef")
    }


def _lane_owners(scope: Any, outer: Owner) -> Iterator[Owner]:
    return (owner for _, owner in _owned_lanes(scope, outer))


def _owned_lanes(scope: Any, outer: Owner) -> Iterator[tuple[Any, Owner]]:
    """Every lane of this scope with what it says, outer lanes before inner ones."""
    pending = [(lane_set, outer) for lane_set in scope.iterchildren(f"{BPMN}laneSet")]
    while pending:
        lane_set, around = pending.pop(0)
        for lane in lane_set.iterchildren(f"{BPMN}lane"):
            owner = _owner(properties_of(lane), around, name=lane.get("name"))
            yield lane, owner
            pending += [(child, owner) for child in lane.iterchildren(f"{BPMN}childLaneSet")]


def _owner(properties: Mapping[str, str], around: Owner, name: str | None = None) -> Owner:
    """What these properties say; what they do not say, the lane around says.

    A lane that names another role takes nothing but its name from the lane around it.
    """
    base = Owner() if properties.get("role", around.role) != around.role else around
    level = properties.get("level")
    return Owner(
        role=properties.get("role", base.role or (name if not around.role else around.role)),
        level=LEVELS.get(level.strip().lower()) if level else base.level,
        seat=properties.get("seat", base.seat),
        holder_gender=properties.get("holder_gender", base.holder_gender),
        is_custodian=(
            properties["custodian"].lower() in TRUE
            if "custodian" in properties
            else base.is_custodian
        ),
        or_else=rungs(properties["or_else"]) if "or_else" in properties else base.or_else,
        lane=name or around.lane,
        lane_hi=properties.get("name_hi") if name else around.lane_hi,
    )


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
    group = _candidate_group(node)
    if group:
        own["role"] = group
        owner = roles.get(own["role"], owner)
    if own:
        owner = _owner(own, owner)
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


def _candidate_group(node: Any) -> str | None:
    """The first of those who may do a task, as Camunda's editors of version 7 or 8 say it."""
    said = node.get(f"{CAMUNDA}candidateGroups")
    for zeebe in node.iterfind(f"{BPMN}extensionElements/{ZEEBE}assignmentDefinition"):
        said = said or zeebe.get("candidateGroups")
    if not said:
        return None
    return said.strip().removeprefix("=").strip(" []").split(",")[0].strip(' "') or None


def form_path(node: Any, files: Mapping[str, bytes]) -> str | None:
    """The path of an element's form among the files, or the name it gives if none fits."""
    key = node.get(f"{CAMUNDA}formKey") or properties_of(node).get("formJsonSchemaFilename")
    for zeebe in node.iterfind(f"{BPMN}extensionElements/{ZEEBE}formDefinition"):
        key = key or zeebe.get("formKey") or zeebe.get("formId")
    if not key:
        return None
    key = key.removeprefix("camunda-forms:").removeprefix("deployment:")
    named = (key, f"forms/{key}", f"{key}.form", f"forms/{key}.form")
    return next((path for path in named if path in files), key)


def properties_of(node: Any) -> dict[str, str]:
    """Camunda's, Zeebe's and SpiffWorkflow's properties of an element."""
    found: dict[str, str] = {}
    for extensions in node.iterchildren(f"{BPMN}extensionElements"):
        for each in extensions.iter():
            if isinstance(each.tag, str) and each.tag.endswith("}property") and each.get("name"):
                found[each.get("name")] = each.get("value") or each.text or ""
    return found


def _number(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0
