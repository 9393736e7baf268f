"""Rules about what does not run here: each refused element is named, with what to draw instead."""

from collections.abc import Iterator, Mapping

from engine.check.drawn import EVENTS, Drawn, children, event_definitions
from engine.check.finding import Finding
from engine.elements.drawn_events import ALLOWED, kind_of, place_of
from engine.elements.refused import REFUSED_EXTENSIONS
from engine.xml import local_name

Advice = tuple[str, str]

ELEMENTS: Mapping[str, Advice] = {
    "adHocSubProcess": (
        "ad-hoc sub-processes do not run here; draw the order of the steps",
        "तदर्थ (ad-hoc) उप-प्रक्रिया यहाँ नहीं चलती; चरणों का क्रम बनाएँ",
    ),
    "transaction": (
        "transactions do not run here; draw a sub-process with an error event on its border",
        "लेन-देन (transaction) यहाँ नहीं चलता; सीमा पर त्रुटि घटना वाली उप-प्रक्रिया बनाएँ",
    ),
    "complexGateway": (
        "complex gateways do not run here; draw inclusive or parallel ones",
        "जटिल (complex) गेटवे यहाँ नहीं चलता; समावेशी या समानांतर गेटवे बनाएँ",
    ),
    "callConversation": (
        "conversations do not run here; draw message events",
        "वार्तालाप (conversation) यहाँ नहीं चलता; संदेश घटनाएँ बनाएँ",
    ),
    "subChoreography": (
        "choreographies do not run here; draw a process",
        "कोरियोग्राफ़ी यहाँ नहीं चलती; प्रक्रिया बनाएँ",
    ),
    "choreographyTask": (
        "choreographies do not run here; draw a process",
        "कोरियोग्राफ़ी यहाँ नहीं चलती; प्रक्रिया बनाएँ",
    ),
}
ATTRIBUTES: Mapping[tuple[str, str], Advice] = {
    ("isForCompensation", "true"): (
        "compensation does not run here; draw the steps that undo the work",
        "क्षतिपूर्ति (compensation) यहाँ नहीं चलती; काम वापस लेने के चरण बनाएँ",
    ),
    ("instantiate", "true"): (
        "a process begins with a start event here; draw one",
        "प्रक्रिया यहाँ आरंभ घटना से शुरू होती है; उसे बनाएँ",
    ),
    ("eventGatewayType", "Parallel"): (
        "parallel event gateways do not run here; draw a parallel gateway and events behind it",
        "समानांतर घटना-गेटवे यहाँ नहीं चलता; समानांतर गेटवे और उसके बाद घटनाएँ बनाएँ",
    ),
}
EVENT_KINDS: Mapping[str, Advice] = {
    "link": (
        "draw an arrow to the place where the flow goes on",
        "जहाँ काम आगे बढ़ता है वहाँ तक तीर खींचें",
    ),
    "compensate": (
        "draw the steps that undo the work behind a boundary or end event",
        "किनारे या अंत की घटना के बाद काम वापस लेने के चरण बनाएँ",
    ),
    "cancel": (
        "use an error end event and an error event on the border",
        "त्रुटि वाली अंत घटना और सीमा पर त्रुटि घटना का प्रयोग करें",
    ),
    "conditional": (
        "use a message that is sent when the condition becomes true",
        "शर्त पूरी होने पर भेजे जाने वाले संदेश का प्रयोग करें",
    ),
    "none": (
        "say what it waits for: a message, a signal or a time",
        "बताएँ कि यह किसकी प्रतीक्षा करती है: संदेश, संकेत या समय",
    ),
}
_ANOTHER: Advice = (
    "draw an event of another kind in this place",
    "इस जगह दूसरे प्रकार की घटना बनाएँ",
)


def elements(drawn: Drawn) -> Iterator[Finding]:
    """An element that cannot run correctly does not run at all."""
    for scope in drawn.scopes:
        for node in scope.node:
            if local_name(node) in ELEMENTS:
                english, hindi = ELEMENTS[local_name(node)]
                yield drawn.finding("element-refused", node, advice=english, advice_hi=hindi)
    for node in drawn.steps.values():
        for (attribute, value), (english, hindi) in ATTRIBUTES.items():
            if node.get(attribute) == value:
                yield drawn.finding("element-refused", node, advice=english, advice_hi=hindi)


def extensions(drawn: Drawn) -> Iterator[Finding]:
    """What other engines would do besides, said in their extensions, is not done here."""
    for node in drawn.steps.values():
        for holder in children(node, "extensionElements"):
            for each in holder:
                if each.tag in REFUSED_EXTENSIONS:
                    yield drawn.finding("extension-refused", node, extension=local_name(each))


def events(drawn: Drawn) -> Iterator[Finding]:
    """An event is of a kind that runs at its place, and of one kind only."""
    for node in drawn.all_of(*EVENTS):
        place = place_of(node)
        kinds = [kind_of(definition) for definition in event_definitions(node)] or ["none"]
        if len(kinds) > 1:
            yield drawn.finding("several-events", node)
        for kind in kinds:
            if kind not in ALLOWED[place]:
                english, hindi = EVENT_KINDS.get(kind, _ANOTHER)
                yield drawn.finding(
                    "event-refused", node, kind=kind, advice=english, advice_hi=hindi
                )
        beside = "false" in (node.get("cancelActivity"), node.get("isInterrupting"))
        if "error" in kinds and beside:
            attribute = "isInterrupting" if node.get("isInterrupting") else "cancelActivity"
            fix = {"attribute": attribute, "value": "true"}
            yield drawn.finding("error-beside", node, fix=fix)
