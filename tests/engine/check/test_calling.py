"""Elements without a name: a finding calls them by the nearest that has one."""

from engine.check import Finding, check
from engine.check.accepting import FILE, accept
from engine.check.fixing import describe
from tests.engine.drawing import drawing, end, exclusive, start, timer, user

FILES = drawing(
    start("begins", name="Begun"),
    exclusive("Gateway_17uxx1k"),
    user("Activity_1", name="Ask her"),
    end("Event_1ovw20m"),
    flows="begins -> Gateway_17uxx1k -> Activity_1 -> Event_1ovw20m; "
    "Gateway_17uxx1k -> Event_1ovw20m",
)


def found(rule: str, files: dict[str, bytes] = FILES) -> list[Finding]:
    return [each for each in check(files) if each.rule == rule]


def test_a_gateway_without_a_name_is_called_by_what_comes_before_it() -> None:
    (finding,) = found("default-missing")

    assert finding.message.startswith("The gateway after “Begun” has no default arrow.")
    assert finding.message_hi.startswith("“Begun” के बाद वाले गेटवे का कोई डिफ़ॉल्ट तीर नहीं है।")
    assert (finding.name, finding.element) == ("gateway after “Begun”", "Gateway_17uxx1k")


def test_a_start_without_a_name_is_called_by_what_it_begins() -> None:
    ask = user("ask", name="Ask her")
    timed = drawing(start("Event_1", timer("duration", "")), ask, flows="Event_1 -> ask")
    called = drawing(
        start("Event_1", "<bpmn:messageEventDefinition/>"), ask, flows="Event_1 -> ask"
    )

    (timeless,) = found("timer-without-time", timed)
    (unnamed,) = found("reference-missing", called)

    assert timeless.message.startswith("The timer at the start of “toy” has no time")
    assert unnamed.message.startswith("The start of “toy” names no message")
    assert unnamed.message_hi.startswith("“toy” की शुरुआत में")


def test_no_sentence_says_an_id_that_an_editor_has_made_up() -> None:
    said = [each for finding in check(FILES) for each in (finding.message, finding.message_hi)]

    assert said
    assert not [each for each in said if "Gateway_17" in each or "Event_1o" in each]


def test_an_arrow_that_a_fix_makes_the_default_is_called_by_what_it_joins() -> None:
    decided = drawing(
        start("begins", name="Begun"),
        exclusive("g"),
        user("ask", name="Ask her"),
        user("visit", name="Visit her"),
        flows="begins -> g -> ask; g -> visit: 1 > 0",
    )

    (finding,) = found("default-missing", decided)

    assert finding.fix is not None
    assert describe(finding.fix) == (
        "Make the arrow from gateway after “Begun” to “Ask her” the default",
        "तीर “Begun” के बाद वाले गेटवे से “Ask her” तक को डिफ़ॉल्ट बनाएँ",
    )


def test_an_accepted_warning_stays_so_when_a_neighbour_gets_another_name() -> None:
    (finding,) = found("default-missing")
    kept = {**FILES, FILE: accept(FILES, finding, "It is tried out", marks=())}
    renamed = {**kept, "toy.bpmn": kept["toy.bpmn"].replace(b"Begun", b"Told")}

    (after,) = found("default-missing", renamed)

    assert after.message.startswith("The gateway after “Told”")
    assert after.accepted == "It is tried out"
